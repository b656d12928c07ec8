import { known, wholeNumber } from '../../display/described.ts'
import { type Curvatures, decomposed } from '../../landscape/curvatures.ts'
import { type Curved, checkCurved } from '../../landscape/curved.ts'
import { randomAt, uniform } from '../../surfaces/random.ts'

/** How critical points are looked for. */
export interface CriticalPointsOptions {
  /** Random points that Newton's method begins at. 1,000 unless told otherwise. */
  readonly starts?: number
  readonly seed?: number
}

/** A point where the gradient is 0, of a function that repeats itself. */
export interface CriticalPoint {
  readonly x: readonly number[]
  readonly value: number
  /** How many of the Hessian's eigenvalues are below 0: 0 at a minimum, n at a maximum, between them at saddles. */
  readonly index: number
}

/** The critical points of a function, found and counted. */
export interface CriticalPoints {
  readonly points: readonly CriticalPoint[]
  /** byIndex[i] is how many have index i. */
  readonly byIndex: readonly number[]
  /** The share of saddles: neither minima nor maxima. */
  readonly saddles: number
  /**
   * Minima less points of index 1 plus those of index 2 and so on: 0 if all were found, as the function lives on a torus (Morse 1925).
   */
  readonly alternatingSum: number
}

/** Points nearer than this are one. */
const same = 1e-6
/** Steps of Newton's method from each start, and how long one may be. */
const [most, longest] = [50, 0.5]

/**
 * Finds where the gradient of a function of period 2 pi in every coordinate is 0, by Newton's method from random starts: it goes to what is
 * near, whatever its index. In few dimensions that finds all; in many a sample, in which those that Newton's method comes to from farther
 * away are more frequent.
 *
 * The more coordinates, the more directions a critical point could go down in, and the fewer are minima or maxima
 * (Bray & Dean 2007; Dauphin et al. 2014).
 *
 * @example criticalPoints(randomFunction({ dimension: 2 })).byIndex
 */
export function criticalPoints(f: Curved, options: CriticalPointsOptions = {}): CriticalPoints {
  checkCurved('criticalPoints', f)
  known('criticalPoints', options, ['starts', 'seed'])
  const { starts = 1000, seed = 1 } = options
  wholeNumber('criticalPoints', 'starts', starts, 1)
  wholeNumber('criticalPoints', 'seed', seed, 0, 2 ** 32 - 1)
  const n = f.dimension
  const random = randomAt(seed, 0)
  const places = new Map<number, CriticalPoint[]>()
  const points: CriticalPoint[] = []
  for (let k = 0; k < starts; k++) {
    const found = newton(
      f,
      Array.from({ length: n }, () => uniform(random, 0, 2 * Math.PI)),
    )
    if (found === undefined || isKnown(places, found)) continue
    points.push(found)
  }
  points.sort((a, b) => a.value - b.value)
  const byIndex = new Array<number>(n + 1).fill(0)
  for (const { index } of points) byIndex[index]++
  const extremes = byIndex[0] + byIndex[n]
  return {
    points,
    byIndex,
    saddles: points.length === 0 ? 0 : 1 - extremes / points.length,
    alternatingSum: byIndex.reduce((sum, count, index) => sum + (index % 2 === 0 ? count : -count), 0),
  }
}

/** x = x - H^-1 g, no step longer than `longest`, until g is 0 but for rounding. */
function newton(f: Curved, x: number[]): CriticalPoint | undefined {
  for (let k = 0; k < most; k++) {
    const g = f.gradient(x)
    const bend = decomposed(f.hessian(x))
    if (Math.hypot(...g) < 1e-11) return pointAt(f, x, bend)
    const step = x.map(() => 0)
    bend.values.forEach((value, j) => {
      const along = bend.directions[j].reduce((sum, d, i) => sum + d * g[i], 0) / value
      for (let i = 0; i < step.length; i++) step[i] += along * bend.directions[j][i]
    })
    const length = Math.hypot(...step)
    if (!Number.isFinite(length)) return undefined
    const part = Math.min(1, longest / length)
    for (let i = 0; i < x.length; i++) x[i] -= part * step[i]
  }
  return undefined
}

function pointAt(f: Curved, x: readonly number[], { values }: Curvatures): CriticalPoint {
  const turn = 2 * Math.PI
  const within = x.map(xi => ((xi % turn) + turn) % turn)
  return { x: within, value: f.value(within), index: values.filter(value => value < 0).length }
}

/** Whether a point was found before; if not, it is kept. Points of one place have the same value: only those are compared. */
function isKnown(places: Map<number, CriticalPoint[]>, found: CriticalPoint): boolean {
  const apart = (a: number, b: number): number => {
    const d = Math.abs(a - b)
    return Math.min(d, 2 * Math.PI - d)
  }
  const cell = Math.round(found.value / same)
  for (const near of [cell - 1, cell, cell + 1]) {
    const others = places.get(near) ?? []
    if (others.some(({ x }) => x.every((xi, i) => apart(xi, found.x[i]) < same))) return true
  }
  const here = places.get(cell) ?? []
  here.push(found)
  places.set(cell, here)
  return false
}
