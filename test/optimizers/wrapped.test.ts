import { describe, expect, test } from 'vitest'
import { adafactor } from '../../src/optimizers/matrices/adafactor.ts'
import { shampoo } from '../../src/optimizers/matrices/shampoo.ts'
import { soap } from '../../src/optimizers/matrices/soap.ts'
import { pipe } from '../../src/optimizers/pipe.ts'
import type { Rule } from '../../src/optimizers/rule.ts'
import { accumulate, clipByNorm, decoupledDecay, ema, lookahead } from '../../src/optimizers/wrappers/index.ts'
import { apart, begin, bumpy, layers, walk } from './layers.ts'

const mixed = layers([3, 4], [3], [5, 2])
const rules: [string, Rule][] = [
  ['Adafactor', adafactor({ learningRate: t => 0.1 / (t + 1) })],
  ['Shampoo', shampoo({ every: 3 })],
  ['SOAP', soap({ every: 2 })],
]

describe.each(rules)('%s inside wrappers', (_, rule) => {
  test('is the same rule, layer by layer', () => {
    expect(walk(pipe(accumulate(1), rule), mixed, 12).theta).toEqual(walk(rule, mixed, 12).theta)
  })

  test('makes one step with the mean of the gradients that are accumulated', () => {
    const [one, other] = [begin(mixed), begin(mixed)]
    const wrapped = pipe(accumulate(3), rule).begin(one, undefined, mixed)
    const plain = rule.begin(other, undefined, mixed)
    for (let t = 0; t < 12; t++) {
      const gradients = [0, 1, 2].map(k => bumpy(other, 3 * t + k))
      for (const g of gradients) wrapped.step(one, g)
      plain.step(
        other,
        gradients[0].map((x, i) => (x + gradients[1][i] + gradients[2][i]) / 3),
      )
      expect(apart(one, other)).toBeLessThan(1e-9)
    }
    expect(plain.updates).toBe(12)
  })

  test('goes on from a saved state bit for bit, and begins anew where a wrapper says so', () => {
    for (const whole of [
      pipe(clipByNorm(1), decoupledDecay(0.01), rule, ema(0.9)),
      pipe(accumulate(2), rule, lookahead({ every: 2, reset: true })),
    ]) {
      const end = walk(whole, mixed, 12)
      for (const at of [0, 1, 5, 6, 11]) expect(walk(whole, mixed, 12 - at, walk(whole, mixed, at))).toEqual(end)
    }
  })
})
