import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, failed, printed, result, startKernel } from './client.ts'

let kernel: Client
beforeAll(async () => {
  kernel = await startKernel()
  await kernel.ready()
}, 60_000)
afterAll(() => kernel.close())

/** Runs the cells one after another; the text of the last one's result. */
async function last(...cells: string[]): Promise<string | undefined> {
  let text: string | undefined
  for (const cell of cells) {
    const answer = await kernel.run(cell)
    expect(failed(answer), cell).toBeUndefined()
    text = result(answer)?.['text/plain']
  }
  return text
}

test('a shorthand property takes the variable of an earlier cell', async () => {
  expect(await last('const learningRate = 0.1', 'const options = { learningRate, beta: 2 }', 'options')).toBe(
    '{ learningRate: 0.1, beta: 2 }',
  )
  expect(
    await last('const f = ({ learningRate }: { learningRate: number }) => ({ learningRate })', 'f({ learningRate })'),
  ).toBe('{ learningRate: 0.1 }')
})

test('variables are assigned, counted, swapped and taken apart across cells', async () => {
  expect(await last('let a = 1, b = 2', 'a += 5; b++; [a, b] = [b, a]', '[a, b, a++, a--, ++b]')).toBe(
    '[ 3, 6, 3, 4, 7 ]',
  )
  expect(
    await last('const { p, q: [r, ...rest], ...more } = { p: 1, q: [2, 3, 4], s: 5 }', '({ p, r, rest, more })'),
  ).toBe('{ p: 1, r: 2, rest: [ 3, 4 ], more: { s: 5 } }')
  expect(await last('let u: any, v: any', '({ u, w: v = 9 } = { u: 7 } as any)', '[u, v]')).toBe('[ 7, 9 ]')
})

test('a function and the cells after it share the variable it counts in', async () => {
  expect(await last('let count = 0\nconst bump = () => { count++ }', 'bump(); count = 10; bump(); count')).toBe('11')
  expect(await last('for (let i = 0; i < 3; i++) { bump(); count += 1 }', 'count')).toBe('17')
  expect(
    await last('let n = 0', 'function more() { n += 10 }', 'for (let i = 0; i < 3; i++) { n += 1; more() }\nn'),
  ).toBe('33')
})

test('a cell run again declares its variables anew, and functions of other cells see them', async () => {
  expect(await last('const rate = 1', 'const doubled = () => 2 * rate', 'const rate = 5', 'doubled()')).toBe('10')
})

test('loops over variables of this cell and of earlier ones', async () => {
  expect(await last('let s = 0\nfor (let i = 0; i < 5; i++) s += i\ns')).toBe('10')
  expect(
    await last(
      'for (let i = 0; i < 5; i++) s += i\nouter: for (;;) { while (true) { s++; if (s > 30) break outer } }\ns',
    ),
  ).toBe('31')
  expect(await last('let k = 3\nwhile (k--) s -= 1;\n[s, k]')).toBe('[ 28, -1 ]')
  expect(await last('for (s of [1, 2]) {}\nfor (const key in { a: 1 }) s += key.length\ns')).toBe('3')
  expect(await last('let t = 0; for (var j = 0; j < 3; j++) { var last = j; t += last } [t, j, last]')).toBe(
    '[ 3, 3, 2 ]',
  )
  expect(await last('for await (const x of [Promise.resolve(4), 5]) s += x\ns')).toBe('12')
  expect(await last('let w = 0\nwhile (w < 3) { await null; w++ }', 'w')).toBe('3')
})

test("TypeScript's own constructs: enums, parameter properties, generics, namespaces of imports", async () => {
  await last(
    'enum Colour { Red, Green }\nclass Point<T> { constructor(readonly x: T) {} get twice() { return [this.x, this.x] } }',
  )
  expect(
    await last(
      'class Point3 extends Point<number> { z = 3 }\n[Colour.Green, new Point3(1).twice, new Point3(2) instanceof Point]',
    ),
  ).toBe('[ 1, [ 1, 1 ], true ]')
  expect(
    await last(
      `import * as path from 'path'\nimport os, { cpus as cores } from 'os'`,
      '[path.sep, typeof os.cpus, typeof cores]',
    ),
  ).toBe(`[ '/', 'function', 'function' ]`)
})

test('a name that looks like one of ours is just a name', async () => {
  expect(await last('let $ = 1, $$x = 2, value = 3, box = 4', '$ += 1; $$x += $; [$, $$x, value, box]')).toBe(
    '[ 2, 4, 3, 4 ]',
  )
})

test('a cell that fails on its way has declared what it got to', async () => {
  expect(failed(await kernel.run(`const reached = 1\nthrow new Error('stop')\nlet unreached = 2`))).toMatch(/stop/)
  expect(await last('reached')).toBe('1')
  expect(failed(await kernel.run('unreached'))).toMatch(/Cannot find name 'unreached'/)
})

test('a cell that fails keeps what an earlier run of it has left', async () => {
  await last('const kept = [1]')
  await kernel.run(`if (true) throw new Error('stop')\nconst kept = [2]`)
  expect(await last('kept')).toBe('[ 1 ]')
})

test('waiting loops and timers go on together', async () => {
  const answer = await kernel.run(`let ticks = 0
const timer = setInterval(() => { ticks++ }, 5)
const stop = Date.now() + 200
while (Date.now() < stop) await Promise.resolve()
clearInterval(timer)
console.log(ticks > 3)`)
  expect(printed(answer)).toBe('true\n')
})
