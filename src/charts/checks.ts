import { described } from '../display/described.ts'
import type { ChartOptions } from './chart.ts'

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
