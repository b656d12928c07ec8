import { describe, expect, test } from 'vitest'
import { cases } from './cases.ts'
import { references } from './index.ts'
import { arrays, asked, made, random, rule, segments } from './library.ts'
import { moving } from './moving.ts'
import { parted } from './paths.ts'
import { oracle, problems } from './problems.ts'
import type { Reference } from './reference.ts'
import { choices, formOf, type Given, settingOf } from './settings.ts'

const steps = 300
/** Rules that have no reference here: by functions, with tests of their own, or made of others. */
const elsewhere = ['adafactor', 'shampoo', 'soap', 'ranger']
/** What a form has no use for and refuses. */
const unused: Record<string, [option: string, choice: string | boolean, argument: string][]> = {
  nadam: [['form', 'optax', 'momentumDecay']],
  yogi: [['form', 'paper', 'initialAccumulator']],
}

test('every optimizer that is equations has a reference, and every reference an optimizer', () => {
  const equations = Object.keys(made).filter(name => made[name].equations !== undefined)
  expect(Object.keys(references).sort()).toEqual(equations.filter(name => !elsewhere.includes(name)).sort())
})

test.each(Object.keys(references))('the defaults of %s', name => {
  const { hyperparameters, options } = made[name]
  const numbers = Object.entries(hyperparameters).map(([argument, { default: usual, optional }]) => [
    argument,
    optional || typeof usual === 'string' ? undefined : usual,
  ])
  expect(Object.fromEntries(numbers)).toEqual({ ...references[name].settings })
  const choices = Object.entries(options).map(([option, { default: usual, choices }]) => [
    option,
    usual,
    [...choices].sort(),
  ])
  expect(choices).toEqual(
    Object.entries(references[name].options ?? {}).map(([option, all]) => [option, all[0], [...all].sort()]),
  )
})

/** Each form of a rule in two settings, the first with a rate that falls, and the second with all that may change falling a little. */
function given(name: string): Given[] {
  const [usual, other] = cases[name]
  const first = 'learningRate' in usual ? 'learningRate' : undefined
  const falling: Given[] =
    first === undefined ? [] : [{ ...usual, [first]: (t: number) => usual[first] * (1 - (0.8 * t) / steps) ** 2 }]
  const changing = Object.entries(other).map(([argument, value]) => {
    const { fixed, whole } = made[name].hyperparameters[argument]
    return [argument, fixed || whole ? value : (t: number) => value * (1 - (0.1 * t) / steps)]
  })
  return choices(references[name].options).flatMap(chosen =>
    [usual, other, ...falling, Object.fromEntries(changing) as Given].map(settings => {
      const all: Given = { ...settings, ...chosen }
      const without = (unused[name] ?? []).filter(([option, choice]) => chosen[option] === choice)
      return Object.fromEntries(
        Object.entries(all).filter(([key]) => !without.some(([, , argument]) => argument === key)),
      )
    }),
  )
}

const written = (settings: Given): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}: ${typeof value === 'function' ? 'falling' : value}`)
    .join(', ')

const all = Object.keys(references)
  .filter(name => name in made)
  .flatMap(name => given(name).map(settings => [name, written(settings), settings] as const))

/** The largest difference between two of a rule's numbers, in units of max(1, |x|); Infinity where one is no number. */
function difference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY
  let worst = 0
  for (let i = 0; i < found.length; i++) {
    const apart = Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i]))
    if (!(apart <= worst)) worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart
  }
  return worst
}

describe.each(Object.keys(problems))(
  'one update from each of 300 states on %s, within 1e-12 max(1, |x|)',
  problemName => {
    const problem = problems[problemName]
    test.each(all)('%s(%s)', (name, _, settings) => {
      const reference: Reference = references[name]
      const setting = settingOf(reference, settings)
      const form = formOf(reference, settings, problem.layers)
      const theta = Float64Array.from(problem.start)
      const stepping = rule(name, settings).begin(theta, undefined, segments(problem.layers))
      let worst = 0
      let where = 'nowhere'
      const see = (apart: number, what: string) => {
        if (apart > worst) [worst, where] = [apart, what]
      }
      for (let t = 1; t <= steps; t++) {
        const expected = theta.slice()
        const slots = arrays(stepping.state().slots)
        const firsts = reference.begin(expected, setting, form)
        for (const [slot, first] of Object.entries(firsts)) {
          if (slots[slot] === undefined) slots[slot] = first
          if (t === 1) expect(difference(slots[slot], first), `${slot} at the start`).toBe(0)
        }
        const point = reference.point?.(expected, slots, setting, t) ?? expected
        const there = oracle(problem, t, point, random(1))
        reference.update(setting, slots, form)(expected, problem.gradient(point, t), t, there)
        stepping.step(theta, problem.gradient(theta, t), asked(problem, t))
        see(difference(theta, expected), `theta after update ${t}`)
        const after = arrays(stepping.state().slots)
        for (const slot of Object.keys(firsts).filter(slot => slot in after)) {
          // Terms of a sum may be large and cancel: a slot is as exact as its largest number allows.
          const size = Math.max(1, ...slots[slot].map(Math.abs))
          const scaled = (x: Float64Array) => x.map(y => y / size)
          see(difference(scaled(after[slot]), scaled(slots[slot])), `${slot} after update ${t}`)
        }
        if (reference.result) {
          const out = theta.slice()
          stepping.result!(theta, out)
          see(difference(out, slots[reference.result]), `the result after update ${t}`)
        }
      }
      expect(worst, where).toBeLessThanOrEqual(1e-12)
    })
  },
)

describe.each(Object.keys(problems))(
  '300 updates on %s, each within 1e-12 max(1, |x|) and its rounding',
  problemName => {
    const problem = problems[problemName]
    test.each(all)('%s(%s)', (name, _, settings) => {
      const reference = references[name]
      const begin = (theta: Float64Array) =>
        moving(reference, settingOf(reference, settings), formOf(reference, settings, problem.layers), theta)
      const { worst, where } = parted(rule(name, settings), begin, problem, steps)
      expect(worst, where).toBeLessThanOrEqual(1)
    })
  },
)
