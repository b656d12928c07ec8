import { median } from '../learning/measurements/median.ts'
import type { Objective } from '../surfaces/objective.ts'
import { randomAt, uniform } from '../surfaces/random.ts'
import { bend } from './bend.ts'

/** What is usual around: the measure for what is level and what is low. */
export interface Surroundings {
  /** Of nine points in ten it is below this: in the box of a plateau most ground is level, and a median would be as well. */
  readonly slope: number
  readonly curvature: number
  /** The median. */
  readonly value: number
  /** The lowest that is known: of the minima, the box, and where the run has been. */
  readonly lowest: number
  /** The box's longest side. */
  readonly width: number
}

const samples = 64

/**
 * Slope, curvature and loss at random points of the objective's domain, or of a box around a point where it has none, as wide as twice the
 * distance of the start or 2, whichever is more.
 */
export function surroundings(objective: Objective, x: Float64Array, start: Float64Array, seen: number): Surroundings {
  const reach = Math.max(1, ...x.map((xi, i) => Math.abs(xi - start[i])))
  const box = objective.domain ?? Array.from(x, xi => [xi - reach, xi + reach] as const)
  const random = randomAt(1, 0)
  const slopes: number[] = []
  const curvatures: number[] = []
  const values: number[] = []
  for (let k = 0; k < samples; k++) {
    const at = Float64Array.from(box, ([low, high]) => uniform(random, low, high))
    const value = objective.value(at)
    const bent = bend(objective, at)
    if (bent === undefined || !Number.isFinite(value)) continue
    slopes.push(bent.slope)
    curvatures.push(Math.max(Math.abs(bent.highest), Math.abs(bent.lowest)))
    values.push(value)
  }
  const width = Math.max(...box.map(([low, high]) => high - low))
  if (values.length === 0) return { slope: 0, curvature: 0, value: seen, lowest: seen, width }
  const minima = objective.minima ?? []
  const lowest = Math.min(seen, ...minima.map(minimum => minimum.value), ...values)
  const value = median(values)
  const bends = minima.map(minimum => bend(objective, Float64Array.from(minimum.x))?.highest ?? 0)
  return {
    // Where nearly all is level, the way from the median down to the lowest needs some slope, and a minimum its curvature.
    slope: Math.max(ninth(slopes), (value - lowest) / width),
    curvature: Math.max(ninth(curvatures), ...bends),
    value,
    lowest,
    width,
  }
}

/** What nine in ten are below. */
const ninth = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(0.9 * values.length)]
