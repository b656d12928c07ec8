import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, failed, result, startKernel } from './client.ts'

let kernel: Client
beforeAll(async () => {
  kernel = await startKernel()
  await kernel.ready()
}, 60_000)
afterAll(() => kernel.close())

/** Begins a cell that prints when it is under way and never ends; interrupts it. */
async function interrupted(code: string, how: () => unknown): Promise<string | undefined> {
  const id = kernel.begin(code)
  const begun = ({ parent, content }: (typeof kernel.log)[number]) => parent?.msg_id === id && content.name === 'stdout'
  await kernel.until('output', () => kernel.log.find(begun))
  await how()
  const answer = await kernel.answer(id)
  expect(answer.reply).toMatchObject({ status: 'error', ename: 'KeyboardInterrupt' })
  return failed(answer)
}
const message = () => kernel.control('interrupt_request')
const signal = () => kernel.process.kill('SIGINT')

const endless = {
  'a loop': 'let n = 0\nwhile (true) if (++n === 1000) console.log(1)',
  'a loop within a function': 'let n = 0\nconst f = () => { for (;;) if (++n === 1000) console.log(1) }\nf()',
  'a loop that waits for what is there':
    'let n = 0\nwhile (true) { await Promise.resolve(); if (++n === 1000) console.log(1) }',
  'a loop in an async function':
    'let n = 0\nasync function f() { while (true) { await null; if (++n === 1000) console.log(1) } }\nawait f()',
  'a loop after waiting':
    'let n = 0\nawait new Promise(done => setTimeout(done, 5))\nwhile (true) if (++n === 1000) console.log(1)',
  'a promise never kept': 'let n = 1\nsetTimeout(() => console.log(1), 1)\nawait new Promise(() => {})',
  'a promise never kept, as the last expression':
    'let n = 1\nsetTimeout(() => console.log(1), 1)\nnew Promise(() => {})',
  'a drawing that does not end': `let n = 1\n;({ [Symbol.for('Jupyter.display')]() { console.log(1); while (true); } })`,
}

for (const [what, code] of Object.entries(endless)) {
  test(`${what} is interrupted, by message and by signal, and its variables are kept`, async () => {
    for (const how of [message, signal]) {
      expect(await interrupted(code, how)).toMatch(/^KeyboardInterrupt: the cell was interrupted/)
      expect(result(await kernel.run('n > 0'))).toEqual({ 'text/plain': 'true' })
    }
  })
}

test('what is printed before a loop that never ends is seen, however soon after other words', async () => {
  const words = Array.from({ length: 10 }, (_, i) => i)
  for (const i of words) kernel.begin(`console.log('cell ${i}')`)
  await interrupted(`console.log('the last words'); while (true);`, message)
})

test('a loop over variables of earlier cells loses nothing', async () => {
  await kernel.run('let steps = 0, sum = 0.5')
  await interrupted('while (true) { steps++; sum += 1; if (steps === 2000) console.log(1) }', message)
  expect(result(await kernel.run('[steps > 1000, Math.abs(sum - 0.5 - steps) <= 1]'))).toEqual({
    'text/plain': '[ true, true ]',
  })
})

test('an interrupt inside of asynchronous contexts does not bring the kernel down', async () => {
  await kernel.run(`import { AsyncLocalStorage } from 'async_hooks'\nconst storage = new AsyncLocalStorage()`)
  await interrupted('storage.run(1, () => { console.log(1); while (true); })', message)
  await interrupted('storage.run(1, async () => { console.log(1); while (true) await null })', message)
  expect(result(await kernel.run('await storage.run(2, async () => storage.getStore())'))).toEqual({
    'text/plain': '2',
  })
})

test('an interrupt while nothing runs does nothing', async () => {
  expect(await message()).toEqual({ status: 'ok' })
  signal()
  await pause(300)
  expect(result(await kernel.run('1 + 1'))).toEqual({ 'text/plain': '2' })
})
