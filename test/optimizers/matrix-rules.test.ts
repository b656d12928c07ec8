import { describe, expect, test } from 'vitest'
import { adam } from '../../src/optimizers/first-order/adam.ts'
import { gradientDescent } from '../../src/optimizers/first-order/gradient-descent.ts'
import { adafactor } from '../../src/optimizers/matrices/adafactor.ts'
import { shampoo } from '../../src/optimizers/matrices/shampoo.ts'
import { soap } from '../../src/optimizers/matrices/soap.ts'
import type { Rule, State } from '../../src/optimizers/rule.ts'
import { cosine } from '../../src/schedules/cosine.ts'
import { apart, begin, bumpy, examples, layers, total, walk } from './layers.ts'
import { loss, segments as weights } from './regression.ts'

/** Each as it comes, and with what may be a schedule moving. */
const rules: [string, Rule][] = [
  ['Adafactor', adafactor()],
  [
    'Adafactor with schedules',
    adafactor({ learningRate: t => 0.1 / (t + 1), clip: t => 1 + (t % 2), weightDecay: t => 0.01 * t }),
  ],
  ['Shampoo', shampoo()],
  ['Shampoo with schedules', shampoo({ learningRate: t => 0.1 / (t + 1), epsilon: t => 1e-3 * (t + 1), every: 3 })],
  ['SOAP', soap({ every: 2 })],
  [
    'SOAP with schedules',
    soap({ learningRate: t => 0.1 / (t + 1), beta1: t => 0.9 - 0.01 * t, beta2: t => 0.8 + 0.01 * t, every: 3 }),
  ],
]
const mixed = examples[3][1]

describe.each(rules)('%s', (_, rule) => {
  test('goes on from a saved state bit for bit, at any step', () => {
    const whole = walk(rule, mixed, 10)
    for (let at = 0; at <= 10; at++) expect(walk(rule, mixed, 10 - at, walk(rule, mixed, at))).toEqual(whole)
  })

  test('refuses the state of other shapes', () => {
    const { state } = walk(rule, layers([3, 4]), 2)
    for (const other of [layers([4, 3]), layers([12]), layers([3, 4], [1]), layers([2, 6])])
      expect(() => rule.begin(new Float64Array(total(other)), state as State, other)).toThrow(
        new RegExp(`^${rule.name}: the saved state's '\\w+' must be an array of \\d+ numbers`),
      )
  })

  test('makes of a gradient of zeros no step and no NaN', () => {
    const theta = begin(mixed)
    const stepping = rule.begin(theta, undefined, mixed)
    for (let t = 0; t < 5; t++) stepping.step(theta, new Float64Array(theta.length))
    // Adafactor's own decay still shrinks what there is.
    expect(theta.every((x, i) => Math.abs(x) <= Math.abs(begin(mixed)[i]) && x !== 0)).toBe(true)
    expect(Object.values(stepping.state().slots).flat().every(Number.isFinite)).toBe(true)
  })

  test('hands on a NaN in a gradient to its layer, and to no other', () => {
    const theta = begin(mixed)
    const stepping = rule.begin(theta, undefined, mixed)
    for (let t = 0; t < 3; t++)
      stepping.step(
        theta,
        begin(mixed)
          .fill(Number.NaN, 2, 3)
          .map(x => x + t),
      )
    expect([...theta.slice(0, 12)].some(Number.isNaN)).toBe(true)
    expect([...theta.slice(12)].every(Number.isFinite)).toBe(true)
  })
})

describe('on vectors', () => {
  const vector = layers([6])
  test('SOAP is Adam', () => {
    for (const settings of [{}, { learningRate: 0.1, beta1: (t: number) => 0.9 - 0.01 * t, epsilon: 1e-3 }]) {
      const [one, other] = [soap, adam].map(make =>
        walk(make({ beta1: 0.95, beta2: 0.95, learningRate: 0.003, ...settings }), vector, 50),
      )
      expect(apart(one.theta, other.theta)).toBeLessThan(1e-12)
    }
  })
  test('with another name for the shape are the same as without segments', () => {
    for (const [, rule] of rules) {
      const theta = begin(vector)
      const stepping = rule.begin(theta)
      stepping.step(theta, begin(vector))
      const other = begin(vector)
      rule.begin(other, undefined, vector).step(other, begin(vector))
      expect(theta).toEqual(other)
    }
  })
})

test('SOAP’s first gradient of a matrix only makes its basis', () => {
  expect(walk(soap(), layers([3, 4]), 1).theta).toEqual([...begin(layers([3, 4]))])
  expect(walk(soap(), layers([3, 4]), 2).theta).not.toEqual([...begin(layers([3, 4]))])
})

test('SOAP goes the same way whatever the rounding, though most eigenvalues of a tall matrix are 0 at first', () => {
  const tall = layers([9, 2])
  for (const every of [1, 3]) {
    const [one, other] = [begin(tall), begin(tall)]
    const [first, second] = [one, other].map(theta => soap({ every }).begin(theta, undefined, tall))
    for (let t = 0; t < 40; t++) {
      const g = bumpy(one, t)
      first.step(one, g)
      second.step(
        other,
        g.map((x, i) => x * (1 + 1e-15 * Math.sin(7 * i))),
      )
    }
    expect(apart(other, one)).toBeLessThan(1e-11)
  }
})

test('Shampoo with no epsilon leaves alone what has no gradient', () => {
  const theta = begin(layers([3, 4], [2]))
  const stepping = shampoo({ epsilon: 0 }).begin(theta, undefined, layers([3, 4], [2]))
  const g = new Float64Array(14).fill(1, 0, 4).fill(1, 12, 13)
  for (let t = 0; t < 3; t++) stepping.step(theta, g)
  const expected = begin(layers([3, 4], [2]))
  expect([...theta.slice(4, 12)]).toEqual([...expected.slice(4, 12)])
  expect([theta[13], theta[0] < expected[0], theta[12] < expected[12]]).toEqual([expected[13], true, true])
})

/** The loss after 300 steps of the regression, which begins at 1.76. */
function lossOf(rule: Rule): number {
  const theta = new Float64Array(total(weights))
  const g = new Float64Array(total(weights))
  const stepping = rule.begin(theta, undefined, weights)
  for (let t = 0; t < 300; t++) {
    loss(theta, g)
    stepping.step(theta, g)
  }
  return loss(theta)
}

// Each at the best of the rates 0.003, 0.01, 0.03, 0.1, 0.3, 0.5 and 1, constant or falling as a cosine.
test.each([
  ['gradient descent', gradientDescent({ learningRate: 0.5 }), 1.1e-3],
  ['Adafactor', adafactor({ learningRate: cosine({ initial: 1, steps: 300 }), epsilon2: 1 }), 8.2e-4],
  ['SOAP', soap({ learningRate: cosine({ initial: 0.3, steps: 300 }) }), 1.6e-7],
  ['Shampoo', shampoo({ learningRate: 1 }), 1.4e-7],
] as [string, Rule, number][])('the loss of a regression with %s', (_, rule, measured) => {
  const reached = lossOf(rule)
  expect(reached).toBeLessThan(1.1 * measured)
  expect(reached).toBeGreaterThan(0.5 * measured)
})
