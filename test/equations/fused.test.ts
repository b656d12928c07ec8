import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fusedDescent } from '../../src/descent/fused-descent.ts'
import { EquationError } from '../../src/equations/error.ts'
import { minimize, type Objective, optimizer, type Setting, surface } from '../../src/index.ts'
import { examples } from '../examples.ts'
import { surfacesIn, updates } from './grammar.ts'

const drawn = examples(150)

/** The random rule of the grammar as an optimizer. */
const ruleOf = (update: string, b: Setting) =>
  optimizer({
    name: 'random',
    hyperparameters: {
      a: { symbol: 'a', about: 'A.', default: 0.9, usual: [0, 1], scale: 'linear' },
      b: { symbol: 'b', about: 'B.', default: 0.01, usual: [0, 1], scale: 'linear' },
    },
    state: { m: 0, c: 1 },
    update,
  })({ b })

/** The same function without its equation, so that no rule can be compiled with it. */
const plainly = (one: Objective): Objective => ({
  dimension: one.dimension,
  value: x => one.value(x),
  gradient: (x, out) => one.gradient(x, out),
})

const pairs = fc.constantFrom(1, 2, 3, 4).chain(n => fc.tuple(updates, surfacesIn(n), fc.boolean()))

test('a random rule on a random surface goes the same way compiled together as apart, bit for bit', () => {
  let compared = 0
  fc.assert(
    fc.property(pairs, ([update, equation, scheduled]) => {
      try {
        const rule = ruleOf(update, scheduled ? t => 0.01 / (1 + t) : 0.01)
        const one = surface({ equation, parameters: { p: 0.7 } })
        const start = Array.from({ length: one.dimension }, (_, i) => Math.cos(i + 1))
        const options = { start, steps: 6, stop: { gradient: false, divergence: false } } as const
        expect(fusedDescent(one, rule)).toBeDefined()
        const together = minimize(one, rule, options)
        const apart = minimize(plainly(one), rule, options)
        expect(together.trajectory.x).toEqual(apart.trajectory.x)
        expect(together.trajectory.value).toEqual(apart.trajectory.value)
        expect(together.trajectory.gradientNorm).toEqual(apart.trajectory.gradientNorm)
        expect([together.x, together.stopped, together.state]).toEqual([apart.x, apart.stopped, apart.state])
        compared++
      } catch (problem) {
        if (!(problem instanceof EquationError)) throw problem
      }
    }),
    drawn,
  )
  expect(compared).toBeGreaterThan(drawn.numRuns * 0.9)
})
