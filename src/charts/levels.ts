/** The heights at which a surface's contour lines are drawn. */
export interface Levels {
  /** Rising. */
  readonly values: readonly number[]
  /** Whether they are spaced evenly in the logarithm of the height above `base`. */
  readonly log: boolean
  /** The height the levels are counted from. */
  readonly base: number
}

/** Round steps within a decade, from coarse to fine. */
const patterns = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]]

/**
 * Some `count` round levels for a surface's values. Above a lowest value they are spaced by ratios, as losses fall by
 * ratios: 1, 2, 5, 10, 20, ... A surface that falls out of the picture has no lowest value, and gets even steps.
 *
 * @param sorted the finite values, rising
 * @param base the lowest value there is; undefined if the surface falls out of the picture
 */
export function levels(sorted: Float64Array, base: number | undefined, count: number): Levels {
  const low = sorted[0]
  const high = sorted[sorted.length - 1]
  if (!(high > low)) return { values: [], log: false, base: 0 }
  if (base !== undefined) {
    // The lowest line encloses 1 part in 250 of the picture: a smaller one is a speck.
    const least = sorted[Math.floor(sorted.length / 250)] - base
    // A lowest value of nearly 0 is 0 missed by the grid: levels then are plain heights.
    if (base > 0 && base < least) return levels(sorted, 0, count)
    const values = ratios(least, high - base, count)
    if (values.length >= Math.min(3, count)) return { values: values.map(value => base + value), log: true, base }
  }
  return { values: steps(low, high, 0.75 * count), log: false, base: 0 }
}

/** Round numbers from low to high by ratios: the pattern that comes nearest to `count` of them. */
function ratios(low: number, high: number, count: number): number[] {
  if (!(low > 0)) low = high * 1e-6
  const decades = Math.log10(high / low)
  const every = Math.max(1, Math.round(decades / count))
  const off = (steps: readonly number[]) => Math.abs(Math.log((decades * steps.length) / every / count))
  const pattern = patterns.reduce((best, steps) => (off(steps) < off(best) ? steps : best))
  const values: number[] = []
  for (let k = Math.floor(Math.log10(low)); k <= Math.log10(high); k++) {
    if (k % every !== 0) continue
    for (const step of pattern) {
      const value = Number(`${step}e${k}`)
      if (value >= low && value < high) values.push(value)
    }
  }
  return values
}

/** Round numbers strictly between low and high, evenly spaced: some `count` of them. */
export function steps(low: number, high: number, count: number): number[] {
  const raw = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(raw))
  // The round step nearest by ratio: the bounds are the geometric means of 1, 2, 5 and 10.
  const part = raw / power
  const step = power * (part >= Math.sqrt(50) ? 10 : part >= Math.sqrt(10) ? 5 : part >= Math.sqrt(2) ? 2 : 1)
  const values: number[] = []
  for (let k = Math.floor(low / step) + 1; k * step < high; k++) values.push(Number((k * step).toPrecision(12)))
  return values
}
