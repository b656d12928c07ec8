import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { references } from '../references/index.ts'
import { wrapperReferences } from '../references/pipes.ts'
import { everyOptimizer, everySchedule, everySurface, everyWrapper } from './catalogue.ts'

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const read = (file: string) => JSON.parse(text(file))

/** What the peers' goldens name: rules, and the links of pipes. */
interface Golden {
  readonly rule: string
  readonly links?: readonly (readonly [string, object])[]
}
const goldens: readonly Golden[] = ['rules', 'optax'].flatMap(file => {
  const { steps, runs } = read(`../goldens/${file}.json`) as { steps: Golden[]; runs: Golden[] }
  return [...steps, ...runs]
})
const golden = goldens.flatMap(({ rule, links = [] }) => [rule, ...links.map(([name]) => name)])

/** What SciPy calls the optimizers that it has, in its goldens. */
const scipy: Record<string, string> = {
  bfgs: 'BFGS',
  lbfgs: 'L-BFGS-B',
  conjugateGradient: 'CG',
  newtonCg: 'Newton-CG',
  trustRegion: 'trust-ncg',
  nelderMead: 'Nelder-Mead',
  levenbergMarquardt: 'lm',
}

/** What no peer's golden has, each with the reason. */
const withoutPeer: Record<string, string> = {
  momentumClassical: 'PyTorch and Optax have the rate outside the velocity only',
  nesterovLookAhead: 'PyTorch and Optax have only the form that stands at the point of the gradient',
  qhm: 'neither PyTorch nor Optax has it',
  qhadam: 'neither PyTorch nor Optax has it',
  sophia: 'Optax draws its random signs by another generator',
  shampoo: 'neither PyTorch nor Optax has it',
  soap: 'neither PyTorch nor Optax has it',
  newton: 'SciPy has no method that factors a Hessian and searches along the line',
  steepestDescent: 'neither PyTorch nor Optax searches along the gradient, and SciPy only along better directions',
  gradientNoise: 'Optax draws its noise by another generator',
}

/** Schedules that neither PyTorch nor Optax has: a LambdaLR would only repeat our own equation. What the laws say of them has to do. */
const schedulesWithoutPeer = ['inverseSquareRoot', 'inverseTime', 'rex', 'transformer']

/** Rules with matrices, and Newton: what stands for a reference, instead of one in test/references. */
const checkedIn: Record<string, string> = {
  adafactor: '../optimizers/adafactor.test.ts',
  shampoo: '../optimizers/shampoo.test.ts',
  soap: '../optimizers/soap.test.ts',
  newton: '../second-order/laws.test.ts',
  steepestDescent: '../second-order/steepest-descent.test.ts',
}

describe.each([
  ['optimizers', everyOptimizer],
  ['wrappers', everyWrapper],
  ['schedules', everySchedule],
  ['surfaces', everySurface],
] as [string, [string, { title?: string; name: string }][]][])('%s', (_, entries) => {
  test('each is exported under the name that it has in its catalogue', () => {
    for (const [name, value] of entries) expect((library as Record<string, unknown>)[name]).toBe(value)
  })
  test('no two have one title', () => {
    const titles = entries.map(([, value]) => value.title ?? value.name)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

test('no name stands for two things', () => {
  const all = [everyOptimizer, everyWrapper, everySchedule, everySurface]
  const names = all.flatMap(entries => entries.map(([name]) => name))
  expect(new Set(names).size).toBe(names.length)
})

describe('each is checked against a peer, or it is said why not', () => {
  const entries = [...everyOptimizer, ...everyWrapper].map(([name]) => name)
  test.each(entries)('%s', name => {
    if (name in withoutPeer) {
      expect(golden, `${name} has a golden: strike it from withoutPeer`).not.toContain(name)
      if (name in checkedIn) expect(text(checkedIn[name])).toMatch(new RegExp(`\\b${name}\\(`))
      else expect({ ...references, ...wrapperReferences }).toHaveProperty(name)
    } else if (name in scipy) {
      const { results } = read('../second-order/scipy.json') as { results: Record<string, { methods: object }> }
      expect(Object.values(results).some(({ methods }) => scipy[name] in methods)).toBe(true)
    } else expect(golden).toContain(name)
  })

  test('and nothing is said of what there is not', () => {
    for (const name of [withoutPeer, scipy, checkedIn].flatMap(Object.keys)) expect(entries).toContain(name)
    for (const name of Object.keys({ ...references, ...wrapperReferences })) expect(entries).toContain(name)
  })

  test('every rule and wrapper of equations has a reference: its paper’s algorithm in plain loops', () => {
    const plain = { ...references, ...wrapperReferences }
    const without = entries.filter(name => !(name in plain) && !(name in scipy) && !(name in checkedIn))
    // Ranger is two rules that both have one.
    expect(without).toEqual(['ranger'])
  })

  test('every schedule and every surface', () => {
    const schedules = read('../goldens/schedules.json').schedules.map((one: { schedule?: string }) => one.schedule)
    const surfaces = read('../goldens/surfaces.json').surfaces.map((one: { surface: string }) => one.surface)
    for (const [name] of everySchedule) {
      if (schedulesWithoutPeer.includes(name)) expect(schedules).not.toContain(name)
      else expect(schedules).toContain(name)
    }
    for (const [name] of everySurface) expect(surfaces).toContain(name)
  })
})
