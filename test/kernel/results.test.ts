import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, failed, printed, result, startKernel } from './client.ts'

let kernel: Client
beforeAll(async () => {
  kernel = await startKernel()
  await kernel.ready()
}, 60_000)
afterAll(() => kernel.close())

test('the last expression is the result, under the count of its cell', async () => {
  const first = await kernel.run('const x = 20\nx + 1')
  expect(result(first)).toEqual({ 'text/plain': '21' })
  expect(first.reply).toMatchObject({ status: 'ok', execution_count: 1 })
  expect(first.said[0]).toEqual({ type: 'execute_input', content: { code: 'const x = 20\nx + 1', execution_count: 1 } })
  const second = await kernel.run('x * 2')
  expect(second.said.at(-1)).toMatchObject({ type: 'execute_result', content: { execution_count: 2 } })
})

test('undefined, a declaration and a loop show nothing', async () => {
  for (const code of ['undefined', 'const y = 1', 'for (let i = 0; i < 3; i++) i', '']) {
    expect(result(await kernel.run(code)), code).toBeUndefined()
  }
})

test('a value shows itself by its MIME bundle, at once or later', async () => {
  const now = await kernel.run(
    `({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>1</b>', 'text/plain': '1' }) })`,
  )
  expect(result(now)).toEqual({ 'text/html': '<b>1</b>', 'text/plain': '1' })
  const later = await kernel.run(`({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/plain': 'late' }) })`)
  expect(result(later)).toEqual({ 'text/plain': 'late' })
  const bytes = await kernel.run(
    `({ [Symbol.for('Jupyter.display')]: () => ({ 'image/png': new Uint8Array([1, 2, 3]) }) })`,
  )
  expect(result(bytes)).toMatchObject({ 'image/png': 'AQID' })
})

test('a display that throws is an error of the cell', async () => {
  const answer = await kernel.run(`({\n  [Symbol.for('Jupyter.display')]() { throw new Error('cannot draw') } })`)
  expect(failed(answer)).toMatch(/^Error: cannot draw\n.*line 2/s)
  expect(answer.reply.status).toBe('error')
  expect(failed(await kernel.run(`({ [Symbol.for('Jupyter.display')]: () => 3 })`))).toMatch(
    /must return an object of MIME types/,
  )
})

test('a promise as the last expression shows what it is kept by, or fails the cell', async () => {
  expect(result(await kernel.run('Promise.resolve([1, 2])'))).toEqual({ 'text/plain': '[ 1, 2 ]' })
  expect(result(await kernel.run('await Promise.resolve(3)'))).toEqual({ 'text/plain': '3' })
  expect(failed(await kernel.run(`Promise.reject(new RangeError('no'))`))).toMatch(/^RangeError: no/)
})

test('long arrays are cut short', async () => {
  const text = result(await kernel.run('new Float64Array(1e6)'))!['text/plain']!
  expect(text).toMatch(/999980 more items/)
  expect(text.length).toBeLessThan(500)
})

test('what is printed arrives whole, in order, on its stream', async () => {
  const answer = await kernel.run(
    `for (let i = 0; i < 20000; i++) console.log(i)\nconsole.error('done')\nprocess.stdout.write(Buffer.from('ü'))`,
  )
  expect(printed(answer)).toBe(`${Array.from({ length: 20000 }, (_, i) => `${i}\n`).join('')}ü`)
  expect(printed(answer, 'stderr')).toBe('done\n')
  expect(answer.said.length).toBeLessThan(2000)
})

test('what a running loop prints is seen before the loop ends', async () => {
  const id = kernel.begin(`console.log('begun'); const end = Date.now() + 1500; while (Date.now() < end) {}`)
  const find = () => kernel.log.find(({ parent, content }) => parent?.msg_id === id && content.text === 'begun\n')
  await kernel.until('stream', find)
  expect(kernel.log.some(({ parent, content }) => parent?.msg_id === id && content.execution_state === 'idle')).toBe(
    false,
  )
  await kernel.answer(id)
})

test('a silent cell leaves no trace but its effect', async () => {
  const before = (await kernel.run('0')).reply.execution_count as number
  const answer = await kernel.run('const quiet = 1; quiet', { silent: true })
  expect(answer.said).toEqual([])
  expect((await kernel.run('quiet')).reply.execution_count).toBe(before + 1)
})

test('user expressions are answered one by one', async () => {
  const { reply } = await kernel.run('const z = 4', { user_expressions: { double: 'z * 2', wrong: 'nothing.at.all' } })
  expect(reply.user_expressions).toMatchObject({
    double: { status: 'ok', data: { 'text/plain': '8' } },
    wrong: { status: 'error', ename: 'ReferenceError' },
  })
})
