import { expect } from 'vitest'
import { type Tensor, tensor } from '../../src/learning/tensor.ts'
import { normal, randomAt } from '../../src/surfaces/random.ts'

/** A tensor of seeded normal numbers that wants a gradient. */
export function random(shape: readonly number[], seed = 1): Tensor {
  const source = randomAt(seed, shape.length)
  const size = shape.reduce((count, length) => count * length, 1)
  return tensor(
    Array.from({ length: size }, () => normal(source)),
    shape,
    { requiresGradient: true },
  )
}

/** A number of all of a tensor's numbers, each with a weight of its own, so that no two gradients are alike. */
export function weighed(result: Tensor): Tensor {
  const weights = Array.from({ length: result.size }, (_, i) => Math.cos(1 + i) + 0.3)
  return result.mul(tensor(weights, result.shape, { dtype: result.dtype })).sum()
}

/**
 * Compares every gradient with central differences. With a step h of 1e-5 and values near 1 the formula is off by h^2 f''' / 6,
 * about 1e-10, and rounding by 1e-16 / h, about 1e-11 times the sum's length: 1e-8 leaves room for f''' and sums of a hundred.
 */
export function expectGradients(inputs: readonly Tensor[], loss: () => Tensor, tolerance = 1e-8, step = 1e-5): void {
  for (const input of inputs) input.keepGradient(undefined)
  loss().backward()
  for (const [k, input] of inputs.entries()) {
    const { data } = input
    expect(input.gradient, `input ${k} got no gradient`).toBeDefined()
    for (let i = 0; i < data.length; i++) {
      const before = data[i]
      data[i] = before + step
      const above = loss().item()
      data[i] = before - step
      const below = loss().item()
      data[i] = before
      const difference = (above - below) / (2 * step)
      const found = input.gradient![i]
      const allowed = tolerance * Math.max(1, Math.abs(difference))
      expect(
        Math.abs(found - difference),
        `input ${k}, number ${i}: ${found} by backward, ${difference} by differences`,
      ).toBeLessThan(allowed)
    }
  }
}
