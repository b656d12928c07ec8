import type { Objective } from '../../src/surfaces/objective.ts'

/** The gradient by central differences of the value: what a gradient must agree with. */
export function differences({ value }: Pick<Objective, 'value'>, x: readonly number[], h = 1e-5): number[] {
  return x.map((_, i) => {
    const at = (step: number) => value(x.map((xj, j) => (j === i ? xj + step : xj)))
    return (at(h) - at(-h)) / (2 * h)
  })
}
