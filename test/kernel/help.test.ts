import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, startKernel, words } from './client.ts'

let kernel: Client
beforeAll(async () => {
  kernel = await startKernel()
  await kernel.ready()
}, 60_000)
afterAll(() => kernel.close())

/** The text of Shift+Tab at the mark |. */
async function hover(marked: string, type = 'text/plain'): Promise<string> {
  const { reply } = await kernel.ask('inspect_request', {
    code: marked.replace('|', ''),
    cursor_pos: [...marked].indexOf('|'),
    detail_level: 0,
  })
  return words((reply.data as Record<string, string>)[type])
}

/** What completion offers at the mark |, and the text it replaces. */
async function offered(marked: string): Promise<{ matches: string[]; replaced: string }> {
  const code = marked.replace('|', '')
  const { reply } = await kernel.ask('complete_request', { code, cursor_pos: [...marked].indexOf('|') })
  const { matches, cursor_start, cursor_end } = reply as { matches: string[]; cursor_start: number; cursor_end: number }
  return { matches, replaced: [...code].slice(cursor_start, cursor_end).join('') }
}

const named = `import { adam, minimize } from 'fall-line'\n`

test('Shift+Tab on an optimizer shows its hyperparameters, before its import has run and after', async () => {
  await kernel.run('0')
  await kernel.run(`import { adam, rosenbrock, minimize } from 'fall-line'`)
  for (const code of ['ad|am', 'adam(|)', 'const rule = adam({ | })']) {
    const text = await hover(code)
    expect(text, code).toMatch(/^adam\(\{ learningRate, beta1, beta2, epsilon, epsilonRoot\? \}\) Adam/)
    expect(text, code).toContain('learningRate eta: Step size. Default 0.001, 0 or more.')
    expect(text, code).toContain('beta1 beta_1: Decay of the mean of the gradients. Default 0.9, from 0 to below 1.')
    expect(text, code).toContain('m = beta_1 * m + (1 - beta_1) * g')
    expect(text, code).toContain('Kingma & Ba 2015')
  }
  expect(await hover('ad|am', 'text/markdown')).toContain('| `learningRate` | eta | Step size. | 0.001 | 0 or more |')
})

test('Shift+Tab on a hyperparameter shows what it does, its default and its range', async () => {
  expect(await hover('adam({ beta1: 0.8, learning|Rate: 0.1 })')).toBe(
    'learningRate eta: Step size. Default 0.001, 0 or more.',
  )
})

test('Shift+Tab on a surface, a function, a member and a variable', async () => {
  expect(await hover('rosen|brock')).toMatch(/Rosenbrock .* \(a - x\)\^2 \+ b \* \(y - x\^2\)\^2 with a = 1, b = 100/)
  expect(await hover('mini|mize')).toMatch(/function minimize\(objective: Objective, .* Descends from a start/)
  expect(await hover('rosenbrock.val|ue')).toMatch(/Surface<.*>\.value\(x: Point\): number/)
  await kernel.run('/** How many. */ const total = 3')
  expect(await hover('tot|al')).toMatch(/^const total: 3/)
})

test('a value may describe itself', async () => {
  await kernel.run(`const own = { [Symbol.for('Jupyter.inspect')]: () => ({ 'text/plain': 'all about own' }) }`)
  expect(await hover('ow|n')).toBe('all about own')
})

test('nothing is known of nothing', async () => {
  expect((await kernel.ask('inspect_request', { code: '', cursor_pos: 0 })).reply).toMatchObject({
    status: 'ok',
    found: false,
  })
})

test('completion offers hyperparameters between the braces', async () => {
  expect((await offered('adam({ |')).matches).toEqual(['beta1', 'beta2', 'epsilon', 'epsilonRoot', 'learningRate'])
  expect(await offered('adam({ beta1: 0.8, le| })')).toEqual({ matches: ['learningRate'], replaced: 'le' })
  expect((await offered(`${named}minimize(0 as any, adam({ eps|`)).matches).toEqual(['epsilon', 'epsilonRoot'])
})

test('completion offers members of variables of earlier cells, and what a module exports', async () => {
  await kernel.run('const run = minimize(rosenbrock, adam({ learningRate: 0.1 }), { steps: 10 })')
  expect((await offered('run.|')).matches).toEqual(
    expect.arrayContaining(['because', 'steps', 'trajectory', 'value', 'x']),
  )
  expect((await offered(`import { mo| } from 'fall-line'`)).matches).toContain('momentum')
  expect((await offered('rosenb|')).matches).toEqual(['rosenbrock'])
})

test('positions are counted in characters, not in code units', async () => {
  await kernel.run(`const emoji = { '👟': 1, shoe: 2 }`)
  expect(await offered(`'👟👟'; emoji.sh|`)).toEqual({ matches: ['shoe'], replaced: 'sh' })
})
