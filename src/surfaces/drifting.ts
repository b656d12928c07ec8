import { described, finiteNumber, known } from '../display/described.ts'
import type { Minimum, Objective } from './objective.ts'

/** How the function moves: along a line for ever, or around a circle. */
export interface DriftingOptions {
  /** How far each update moves it, by coordinate. */
  readonly velocity?: ArrayLike<number>
  /** Of the circle that the first two coordinates go around; in one dimension they go to and fro. */
  readonly radius?: number
  /** Updates that go once around. */
  readonly period?: number
}

/** A function that moves while it is descended. */
export interface Drifting extends Objective {
  /** Where the known minima are when so many updates have been made. */
  minimaAt(update: number): readonly Minimum[]
}

/**
 * The same function, moved a little with every update: f_k(x) = f(x - d_k), where d_k is k velocity, or a point that goes around a
 * circle, d_k = radius (cos(2 pi k / period) - 1, sin(2 pi k / period)). Nothing converges on it; what counts is how far behind a
 * rule stays. A rate that goes to 0, decayed or as AdaGrad's does, is left behind.
 *
 * @example minimize(drifting(bowl, { velocity: [0.01, 0] }), rmsprop({ learningRate: 0.05 }))
 */
export function drifting(f: Objective, options: DriftingOptions): Drifting {
  known('drifting', options, ['velocity', 'radius', 'period'])
  const n = f.dimension
  const away = displacement(n, options)
  const x = new Float64Array(n)
  const d = new Float64Array(n)
  const back = (at: ArrayLike<number>, update: number): Float64Array => {
    away(update, d)
    for (let i = 0; i < n; i++) x[i] = at[i] - d[i]
    return x
  }
  return {
    name: `drifting ${f.name ?? 'function'}`,
    dimension: n,
    // Its gradient at a point is another one a step later, as a stochastic one is.
    stochastic: true,
    start: f.start,
    domain: f.domain,
    coordinates: f.coordinates,
    segments: f.segments,
    value: (at, update = 0) => f.value(back(at, update), update),
    gradient: (at, out = new Float64Array(n), update = 0) => f.gradient(back(at, update), out, update),
    minimaAt(update) {
      away(update, d)
      return (f.minima ?? []).map(({ x, value }) => ({ x: x.map((xi, i) => xi + d[i]), value }))
    },
  }
}

/** Writes the displacement after so many updates. */
function displacement(
  n: number,
  { velocity, radius, period }: DriftingOptions,
): (update: number, out: Float64Array) => void {
  if (velocity !== undefined) {
    if (radius !== undefined || period !== undefined)
      throw new TypeError('drifting: velocity is for a line, radius and period are for a circle; both were given')
    if (velocity.length !== n || !Array.from(velocity).every(Number.isFinite))
      throw new RangeError(`drifting: velocity is ${described(velocity)}; it must be ${n} finite numbers`)
    return (update, out) => {
      for (let i = 0; i < n; i++) out[i] = update * velocity[i]
    }
  }
  if (radius === undefined || period === undefined)
    throw new TypeError('drifting: give it a velocity, or a radius and a period')
  finiteNumber('drifting', 'radius', radius, 0)
  if (!(Number.isFinite(period) && period > 0))
    throw new RangeError(`drifting: period is ${described(period)}; it must be a finite number above 0`)
  return (update, out) => {
    const angle = (2 * Math.PI * update) / period
    out.fill(0)
    out[0] = radius * (Math.cos(angle) - 1)
    if (n > 1) out[1] = radius * Math.sin(angle)
  }
}
