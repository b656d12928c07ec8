import { described } from '../display/described.ts'
import type { ChartOptions } from './chart.ts'
import type { NamedRun } from './runs.ts'

/** Refuses a range that is not [lowest, highest]. */
export function checkRange(chart: string, name: string, range: unknown): readonly [number, number] {
  if (Array.isArray(range) && range.length === 2 && range.every(Number.isFinite) && range[0] < range[1]) {
    return [range[0], range[1]]
  }
  throw new RangeError(`${chart}: ${name} is ${described(range)}; it must be [lowest, highest], as [-2, 2]`)
}

/** Refuses a picture too small to hold its axes, or too large for a page. */
export function checkSize(chart: string, { width, height }: ChartOptions): { width?: number; height?: number } {
  for (const [name, value] of Object.entries({ width, height })) {
    if (value !== undefined && !(value >= 120 && value <= 4000)) {
      throw new RangeError(`${chart}: ${name} is ${described(value)}; it must be pixels, from 120 to 4000`)
    }
  }
  return { width, height }
}

/** Refuses a step that is none. */
export function checkStep(chart: string, step: unknown): number | undefined {
  if (step === undefined || (Number.isInteger(step) && (step as number) >= 0)) return step as number | undefined
  throw new RangeError(`${chart}: step is ${described(step)}; it must be a whole number of 0 or more`)
}

/** Refuses a run in another number of dimensions, or one whose path was not kept. */
export function checkPath(chart: string, { name, run }: NamedRun, dimension: number): void {
  if (run.trajectory.dimension !== dimension) {
    throw new RangeError(
      `${chart}: the run ${name} has ${run.trajectory.dimension} coordinates; runs in ${dimension} can be drawn here`,
    )
  }
  if (run.trajectory.x.length === 0) {
    throw new TypeError(`${chart}: the path of ${name} was not kept; leave path: false out of minimize to draw it`)
  }
}
