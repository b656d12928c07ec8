import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, failed, result, startKernel } from './client.ts'

let kernel: Client
beforeAll(async () => {
  kernel = await startKernel()
  await kernel.ready()
}, 60_000)
afterAll(() => kernel.close())

test('a thrown error shows its line in the cell, and no insides', async () => {
  const answer = await kernel.run(`interface P { x: number }
function g(p: P): number {
  const z: any = undefined
  return z.foo + p.x
}
const ready = 1`)
  expect(answer.reply.status).toBe('ok')
  const error = await kernel.run('ready\n\ng({ x: 1 })')
  expect(failed(error)).toBe(`TypeError: Cannot read properties of undefined (reading 'foo')

cell [1], line 4, in g
  3 |   const z: any = undefined
> 4 |   return z.foo + p.x
    |            ^
  5 | }
called from cell [2], line 3: g({ x: 1 })`)
  expect(error.reply).toMatchObject({ status: 'error', ename: 'TypeError', execution_count: 2 })
})

test('the message names variables as the cell does', async () => {
  await kernel.run('const notAFunction: any = 5')
  expect(failed(await kernel.run('notAFunction(1)'))).toMatch(/^TypeError: notAFunction is not a function/)
})

test('an error printed by the cell has lines of the cell, too', async () => {
  const { said } = await kernel.run(
    `try {\n  throw new Error('seen')\n} catch (error) {\n  console.log((error as Error).stack)\n}`,
  )
  expect(said.find(({ type }) => type === 'stream')?.content.text).toMatch(
    /^Error: seen\n {4}at cell \[\d+\], line 2, column 9\n$/,
  )
})

test('what is thrown need not be an error, and may have a cause', async () => {
  expect(failed(await kernel.run('throw { a: 1 }'))).toMatch(/^Thrown: \{ a: 1 \}/)
  expect(failed(await kernel.run(`throw new Error('outer', { cause: new Error('inner') })`))).toMatch(
    /because of Error: inner/,
  )
})

test('an error that no cell waits for is printed', async () => {
  const answer = await kernel.run(
    `setTimeout(() => { throw new Error('late') }, 1)\nawait new Promise(done => setTimeout(done, 100))`,
  )
  expect(answer.reply.status).toBe('ok')
  expect(answer.said.find(({ content }) => content.name === 'stderr')?.content.text).toMatch(/late.*line 1/s)
})

test('a misspelt hyperparameter is a type error that says what was meant', async () => {
  await kernel.run(`import { adam } from 'fall-line'`)
  const answer = await kernel.run('const rate = 0.1\nadam({ learningRte: rate })')
  expect(
    failed(answer),
  ).toBe(`Type error: line 2: 'learningRte' is not known here. Did you mean 'learningRate'? Known: beta1, beta2, epsilon, epsilonRoot, learningRate.

  1 | const rate = 0.1
> 2 | adam({ learningRte: rate })
    |        ^^^^^^^^^^^^^^^^^`)
  expect(answer.reply).toMatchObject({ status: 'error', ename: 'Type error' })
})

test('a value out of its range is refused with the line of the cell', async () => {
  expect(failed(await kernel.run('\nadam({ learningRate: -1 })'))).toMatch(
    /^RangeError: Adam: learningRate is -1; it must be 0 or more\n\ncell \[\d+\], line 2\n> 2 \| adam/,
  )
})

test('a cell cut off at its end is a syntax error there', async () => {
  expect(failed(await kernel.run('const half = '))).toMatch(/^Syntax error: line 1: Expression expected\./)
})

test('a module that is not there', async () => {
  expect(failed(await kernel.run(`import { x } from 'no-such-module'`))).toMatch(/there is no module 'no-such-module'/)
})

test('a type of a module that is nowhere exported does not fail a cell', async () => {
  expect(result(await kernel.run(`const fs = await import('fs'); typeof fs.readFileSync`))).toEqual({
    'text/plain': `'function'`,
  })
})

test('cells sent behind one that fails are not run, unless they were told to', async () => {
  const ids = [`throw new Error('first')`, 'const second = 2', 'second'].map(code => kernel.begin(code))
  const replies = await Promise.all(ids.map(id => kernel.answer(id)))
  expect(replies.map(({ reply }) => reply.status)).toEqual(['error', 'aborted', 'aborted'])
  const going = [`throw new Error('first')`, 'const third = 3'].map(code =>
    kernel.begin(code, { stop_on_error: false }),
  )
  expect((await Promise.all(going.map(id => kernel.answer(id)))).map(({ reply }) => reply.status)).toEqual([
    'error',
    'ok',
  ])
})

test('an optimizer that was not called is told to be called', async () => {
  await kernel.run(`import { adam, minimize, race, rosenbrock } from 'fall-line'`)
  const alone = failed(await kernel.run('minimize(rosenbrock, adam)'))
  expect(alone).toContain('line 1: adam is an optimizer and must be called to make a rule: put () behind it')
  const raced = failed(await kernel.run('race(rosenbrock, { adam: adam })'))
  expect(raced).toContain('is an optimizer and must be called to make a rule')
})

test('a wrapper that was not called, and a number that was not named, are told in the library’s words', async () => {
  await kernel.run(`import { adam, clipByNorm, pipe } from 'fall-line'`)
  const wrapper = failed(await kernel.run('pipe(clipByNorm, adam())'))
  expect(wrapper).toContain('line 1: clipByNorm is a wrapper and must be called: put () behind it')
  expect(failed(await kernel.run('adam(0.1)'))).toContain('line 1: the hyperparameters must be named')
})
