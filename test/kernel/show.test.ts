import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { type Client, notebooks, printed, result, startKernel, startStockTslab } from './client.ts'

const kernels: Client[] = []
afterAll(() => {
  for (const kernel of kernels) kernel.close()
})

const cells = [
  `import { adam, contours, minimize, progress, rosenbrock, show } from 'fall-line'`,
  `const run = minimize(rosenbrock, adam({ learningRate: 0.1 }), { steps: 20 })\nshow(run)\nshow({ 'text/html': '<i>now</i>' })\nshow([1])\ncontours(rosenbrock, [run])`,
  `const bar = progress('Sweep', 4)\nfor (let i = 0; i <= 4; i++) { bar.at(i); await new Promise(done => setTimeout(done, 60)) }\nbar.end('done')`,
  `({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': 'later' }) })`,
]

const shown = (answer: Awaited<ReturnType<Client['run']>>) =>
  answer.said
    .filter(({ type }) => type === 'display_data' || type === 'execute_result')
    .map(({ content }) => Object.keys(content.data as object))

describe.each([
  ['this kernel', startKernel],
  ['a stock tslab', startStockTslab],
])('in %s', (_, start) => {
  test('the same cells show the same pictures', { timeout: 60_000 }, async () => {
    const kernel = await start()
    kernels.push(kernel)
    await kernel.ready()
    expect((await kernel.run(cells[0]!)).reply.status).toBe('ok')

    const drawn = await kernel.run(cells[1]!)
    expect(shown(drawn)).toEqual([
      expect.arrayContaining(['text/html', 'text/plain']),
      ['text/html'],
      expect.arrayContaining(['text/html', 'text/plain']),
    ])
    expect(printed(drawn)).toBe('[ 1 ]\n')

    const { said } = await kernel.run(cells[2]!)
    const bars = said.filter(({ type }) => type.endsWith('display_data'))
    expect(bars[0]!.type).toBe('display_data')
    expect(bars.length).toBeGreaterThan(2)
    expect(bars.slice(1).every(({ type }) => type === 'update_display_data')).toBe(true)
    expect(new Set(bars.map(({ content }) => (content.transient as { display_id: string }).display_id)).size).toBe(1)
    expect((bars.at(-1)!.content.data as { 'text/plain': string })['text/plain']).toMatch(/^Sweep █{30} 100% .* done$/)

    expect(shown(await kernel.run(cells[3]!))[0]).toContain('text/html')
    const plain = await kernel.run('run.steps + 0')
    expect(result(plain)?.['text/plain'] ?? printed(plain).trim()).toBe('20')
  })
})

test("tslab's own display writes to this kernel, too", async () => {
  const { said } = await kernels[0]!.run(`import * as tslab from 'tslab'\ntslab.display.html('<b>t</b>')`)
  expect(said).toContainEqual(
    expect.objectContaining({
      type: 'display_data',
      content: expect.objectContaining({ data: { 'text/html': '<b>t</b>' } }),
    }),
  )
})

test('in a plain program text is printed', () => {
  const code = `import { progress, show } from 'fall-line'
show({ 'text/html': '<b>1</b>', 'text/plain': 'one' }); show(2)
const bar = progress('Sweep', 2); bar.at(2); bar.end()`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: notebooks,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  expect(String(output)).toBe('one\n2\n')
})

test('progress refuses a total that is none', () => {
  const code = `import { progress } from 'fall-line'\nfor (const total of [0, -1, NaN, Infinity]) try { progress('x', total) } catch (error) { console.log(error.message) }`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: notebooks })
  expect(String(output).trim().split('\n')).toEqual(
    ['0', '-1', 'NaN', 'Infinity'].map(total => `progress: total is ${total}; it must be a finite number above 0`),
  )
})
