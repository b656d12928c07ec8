import { checkObjective } from '../descent/arguments.ts'
import { known, wholeNumber } from '../display/described.ts'
import { point } from '../display/number.ts'
import type { Objective } from '../surfaces/objective.ts'
import { randomAt, uniform } from '../surfaces/random.ts'
import { boxOf } from './curved.ts'

/** Two points whose chord the function rises above: what a convex function does nowhere. */
export interface Counterexample {
  readonly a: readonly number[]
  readonly b: readonly number[]
  /** Where between them: at t a + (1 - t) b. */
  readonly t: number
  /** The function there. */
  readonly value: number
  /** The chord there. */
  readonly chord: number
}

/** What samples say of convexity. */
export interface Convexity {
  /** False is proved, by the counterexample. True means that no sample spoke against it. */
  readonly convex: boolean
  /** How many were drawn. */
  readonly samples: number
  readonly counterexample?: Counterexample
}

/** Where and how many. */
export interface ConvexityOptions {
  /** Pairs to draw at most: 1,000 unless told otherwise. */
  readonly samples?: number
  /** The function's own domain unless told otherwise. */
  readonly domain?: readonly (readonly [number, number])[]
  /** Another seed draws others. */
  readonly seed?: number
}

/**
 * Checks on samples the inequality that convexity is: for any a and b and any t from 0 to 1
 *
 *     f(t a + (1 - t) b) <= t f(a) + (1 - t) f(b)
 *
 * Samples are drawn from the box until one breaks it.
 *
 * @example convexity(bowl).convex // true
 * @example convexity(rosenbrock).counterexample
 * @throws TypeError or RangeError naming the option, its value and what is allowed; RangeError where the function is NaN in the box.
 */
export function convexity(f: Objective, options: ConvexityOptions = {}): Convexity {
  checkObjective('convexity', f)
  known('convexity', options, ['samples', 'domain', 'seed'])
  const { samples = 1000, seed = 1 } = options
  wholeNumber('convexity', 'samples', samples, 1)
  wholeNumber('convexity', 'seed', seed, 0, 2 ** 32 - 1)
  const box = boxOf('convexity', f, options.domain)
  const random = randomAt(seed, 0)
  const draw = () => box.map(([low, high]) => uniform(random, low, high))
  const at = (x: readonly number[]): number => {
    const value = f.value(x)
    if (!Number.isNaN(value)) return value
    throw new RangeError(
      `convexity: the value at ${point(x)} is NaN; give a domain on which ${f.name ?? 'the function'} is defined`,
    )
  }
  for (let k = 1; k <= samples; k++) {
    const [a, b] = [draw(), draw()]
    const t = uniform(random, 0, 1)
    const value = at(a.map((ai, i) => t * ai + (1 - t) * b[i]))
    const [fa, fb] = [at(a), at(b)]
    const chord = t * fa + (1 - t) * fb
    // On straight ground both sides are equal but for rounding.
    if (value > chord + 1e-12 * (Math.abs(fa) + Math.abs(fb) + Math.abs(value)))
      return { convex: false, samples: k, counterexample: { a, b, t, value, chord } }
  }
  return { convex: true, samples }
}
