import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { adam, cosine, optimizers, rosenbrock, schedules, surface, surfaces, wrappers } from '../../src/index.ts'

/** What console.log shows in Node. */

test('what is set is shown by what it is set to, in a line', () => {
  expect(inspect(adam({ learningRate: 0.1 }))).toBe(
    'Adam with learningRate = 0.1, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8',
  )
  expect(inspect(rosenbrock)).toBe('Rosenbrock with a = 1, b = 100')
  expect(inspect(cosine({ initial: 0.1, steps: 10 }))).toBe('cosine with initial = 0.1, final = 0, steps = 10')
  expect(inspect([surface('x^2 + y^2')])).toBe('[ x^2 + y^2 ]')
})

test('what is not yet called is shown by what it takes', () => {
  expect(inspect(cosine)).toBe('cosine, not yet called: { initial, final, steps }')
})

test.each(Object.entries({ ...optimizers, ...wrappers, ...schedules, ...surfaces }))(
  '%s and what it makes are lines',
  (_, it: unknown) => {
    const all = typeof it === 'function' && 'hyperparameters' in it ? [it, it()] : [it]
    for (const one of all) expect(inspect(one)).toMatch(/^\S.*$/)
  },
)
