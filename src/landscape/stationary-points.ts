import { known, wholeNumber } from '../display/described.ts'
import { type Curvatures, decomposed } from './curvatures.ts'
import { boxOf, type Curved, checkCurved } from './curved.ts'

/** A point where the gradient is zero. */
export interface StationaryPoint {
  readonly x: readonly number[]
  readonly value: number
  /**
   * By the signs of the curvatures: all above 0, all below 0, some of each. Degenerate where one of them is 0, or so near to it that
   * second derivatives don't tell.
   */
  readonly kind: 'minimum' | 'maximum' | 'saddle' | 'degenerate'
  /** The Hessian's eigenvalues, the largest first. */
  readonly curvatures: readonly number[]
  /** How many curvatures are below 0: 0 at a minimum, n at a maximum. */
  readonly index: number
}

/** Where to look, and how closely. */
export interface StationaryPointsOptions {
  /** The surface's own domain unless told otherwise. */
  readonly domain?: readonly (readonly [number, number])[]
  /** Starts along each side of the box: about 900 in all unless told otherwise. */
  readonly grid?: number
}

/** At most so many steps from each start: where a curvature is zero every step only halves the distance. */
const most = 60
/** Parts of the box: two points nearer than this are one. */
const same = 1e-6
/** A curvature below this part of the largest, or of what is usual in the box, counts as zero. */
const flat = 1e-6

/**
 * Finds the points of the box where the gradient is zero by Newton's method on the gradient,
 *
 *     x = x - H(x)^-1 g(x)
 *
 * from every point of a grid and from the known minima: it goes to whatever is near, be it minimum, maximum or saddle. The
 * deepest first. A grid finds what is as wide as its meshes; that nothing else is there it cannot promise.
 *
 * @example stationaryPoints(himmelblau).map(point => point.kind) // 4 minima, 4 saddles and a maximum
 */
export function stationaryPoints(f: Curved, options: StationaryPointsOptions = {}): StationaryPoint[] {
  checkCurved('stationaryPoints', f)
  known('stationaryPoints', options, ['domain', 'grid'])
  const n = f.dimension
  const box = boxOf('stationaryPoints', f, options.domain)
  const { grid = Math.max(2, Math.floor(900 ** (1 / n))) } = options
  wholeNumber('stationaryPoints', 'grid', grid, 2, 1e6)
  if (grid ** n > 1e6)
    throw new RangeError(`stationaryPoints: a grid of ${grid} in ${n} dimensions has more than 1,000,000 points`)
  const sides = box.map(([low, high]) => high - low)
  const inBox = (x: readonly number[]): boolean => x.every((xi, i) => xi >= box[i][0] && xi <= box[i][1])

  const starts = [...points(box, grid), ...(f.minima ?? []).map(({ x }) => [...x]).filter(inBox)]
  const slopes = starts.map(x => Math.hypot(...f.gradient(x))).filter(Number.isFinite)
  const usual = slopes.reduce((sum, slope) => sum + slope, 0) / Math.max(1, slopes.length)
  const usualBend = usual / Math.max(...sides)

  const found: StationaryPoint[] = []
  for (const start of starts) {
    const end = newton(f, start, sides, usual)
    if (end === undefined || !inBox(end.x) || isLevel(f, end.x, sides)) continue
    if (found.some(({ x }) => x.every((xi, i) => Math.abs(xi - end.x[i]) <= same * sides[i]))) continue
    const { values } = end.bend
    const scale = Math.max(usualBend, ...values.map(Math.abs))
    found.push({
      x: end.x,
      value: f.value(end.x),
      kind: kindOf(values, flat * scale),
      curvatures: values,
      index: values.filter(value => value < 0).length,
    })
  }
  return found.sort((a, b) => a.value - b.value)
}

/** What the signs of the curvatures say. */
function kindOf(values: readonly number[], zero: number): StationaryPoint['kind'] {
  if (values.some(value => Math.abs(value) <= zero)) return 'degenerate'
  if (values.every(value => value > 0)) return 'minimum'
  return values.every(value => value < 0) ? 'maximum' : 'saddle'
}

/** Where Newton's method ends, if it is a stationary point. */
function newton(
  f: Curved,
  start: readonly number[],
  sides: readonly number[],
  usual: number,
): { x: number[]; bend: Curvatures } | undefined {
  const x = [...start]
  const reach = 0.1 * Math.min(...sides)
  let length = 0
  for (let k = 0; k < most; k++) {
    const g = f.gradient(x)
    const bend = decomposed(f.hessian(x))
    if (!g.every(Number.isFinite) || !bend.values.every(Number.isFinite)) return undefined
    const step = g.map(() => 0)
    // In a direction with no curvature at all there is nothing to divide by, and no step.
    bend.values.forEach((value, j) => {
      if (value === 0) return
      const along = bend.directions[j].reduce((sum, d, i) => sum + d * g[i], 0) / value
      for (let i = 0; i < step.length; i++) step[i] -= along * bend.directions[j][i]
    })
    length = Math.hypot(...step)
    const small = Math.hypot(...g) <= 1e-9 * usual
    if (small && length <= 1e-13 * reach) return { x, bend }
    const part = Math.min(1, reach / length)
    for (let i = 0; i < x.length; i++) x[i] += part * step[i]
  }
  // Rounding may keep a last bit in motion.
  const small = Math.hypot(...f.gradient(x)) <= 1e-9 * usual
  return small && length <= 1e-6 * reach ? { x, bend: decomposed(f.hessian(x)) } : undefined
}

/** Whether the ground around is level too, as in a plain where the function has come to its last digit: there is no point to speak of. */
const isLevel = (f: Curved, x: readonly number[], sides: readonly number[]): boolean =>
  x.every((_, i) =>
    [-1e-3, 1e-3].every(part =>
      f.gradient(x.map((xk, k) => (k === i ? xk + part * sides[k] : xk))).every(slope => slope === 0),
    ),
  )

/** The points of a grid over the box, its edges included. */
function* points(box: readonly (readonly [number, number])[], grid: number): Generator<number[]> {
  const n = box.length
  for (let at = 0; at < grid ** n; at++) {
    yield box.map(([low, high], i) => low + ((high - low) * (Math.floor(at / grid ** i) % grid)) / (grid - 1))
  }
}
