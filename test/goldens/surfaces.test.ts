import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Surface, surfaces } from '../../src/index.ts'

type Point = [x: number[], value: number, gradient: number[], hessian: number[][]]
const goldens: { surface: string; parameters: Record<string, number>; dimension: number; points: Point[] }[] =
  JSON.parse(readFileSync(new URL('./surfaces.json', import.meta.url), 'utf8')).surfaces
const all = surfaces as unknown as Record<string, Surface>

/** The largest difference relative to the numbers themselves. */
function difference(found: number[], expected: number[]): number {
  return Math.max(...expected.map((x, i) => (found[i] === x ? 0 : Math.abs(found[i] - x) / Math.abs(x))))
}

describe('value, gradient and Hessian at random points, relative 1e-10', () => {
  test.each(goldens)(
    'JAX $surface $parameters in $dimension dimensions',
    ({ surface, parameters, dimension, points }) => {
      const made = all[surface].with(parameters).inDimension(dimension)
      for (const [x, value, gradient, hessian] of points) {
        expect(difference([made.value(x)], [value]), `value at ${x}`).toBeLessThanOrEqual(1e-10)
        expect(difference([...made.gradient(x)], gradient), `gradient at ${x}`).toBeLessThanOrEqual(1e-10)
        expect(difference(made.hessian(x).flat(), hessian.flat()), `Hessian at ${x}`).toBeLessThanOrEqual(1e-10)
      }
    },
  )
})
