import { number } from '../display/number.ts'
import type { Range } from './frame.ts'
import { steps } from './levels.ts'

/** Places along an axis that are marked, and how they are written. */
export interface Ticks {
  readonly ticks: readonly number[]
  readonly tickFormat: (value: number) => string
}

/** How many ticks an axis has room for: one in so many pixels. */
export function room(pixels: number, every: number): number {
  return Math.max(2, Math.floor(pixels / every))
}

/** Some `count` round numbers along an axis: powers of ten on a log scale, with 2 and 5 between them if they are few. */
export function ticks({ domain: [low, high], log, whole }: Range, count: number): Ticks {
  if (!log) {
    const values = within(steps(low, high, count), low, high)
    return { ticks: whole ? values.filter(Number.isInteger) : values, tickFormat }
  }
  const decades = Math.log10(high / low)
  const every = Math.max(1, Math.ceil(decades / count))
  const parts = decades > count / 3 ? [1] : [1, 2, 5]
  const values: number[] = []
  for (let k = Math.floor(Math.log10(low)); k <= Math.ceil(Math.log10(high)); k++) {
    if (k % every === 0) values.push(...parts.map(part => Number(`${part}e${k}`)))
  }
  const inside = values.filter(value => value >= low * 0.999 && value <= high * 1.001)
  // Within one decade there may be none of these, or one, which does not tell a scale: round numbers then.
  return { ticks: inside.length > 1 ? inside : within(steps(low, high, count), low, high), tickFormat }
}

/** With the ends of the range, where they are round themselves. */
function within(values: readonly number[], low: number, high: number): number[] {
  const step = values.length > 1 ? values[1] - values[0] : high - low
  const ends = [low, high].filter(end => Math.abs(end / step - Math.round(end / step)) < 1e-9)
  return [...new Set([...values, ...ends])].sort((a, b) => a - b)
}

/** 1,000,000 as 1e6, which has room beside an axis; with a minus sign, not a hyphen. */
function tickFormat(value: number): string {
  const short = Math.abs(value) >= 1e6 ? value.toExponential().replace('e+', 'e') : number(value, 12)
  return short.replaceAll('-', '\u2212')
}
