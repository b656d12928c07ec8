import { described } from '../display/described.ts'
import { suggestion } from '../equations/nearest.ts'
import { normal, type Random, uniform } from '../surfaces/random.ts'
import { orthonormal } from './orthonormal.ts'
import { countOf, type ShapeOf } from './shape.ts'

/** Writes the first values of one layer's weights to `out`, row by row: outputs by inputs. */
export type Fill = (random: Random, shape: ShapeOf, out: Float64Array) => void

/** The initializations that have a name. */
export type InitializationName = 'zero' | 'normal' | 'xavier' | 'he' | 'orthogonal'

/** Where weights begin: a name, or a function of one's own. Biases begin at 0 whatever is chosen. */
export type Initialization = InitializationName | Fill

/**
 * How many numbers a weight's output is summed from, and how many outputs an input goes to. The first axis are the
 * outputs; what follows the first two (a convolution's window) counts in both.
 */
export function fans(shape: ShapeOf): { readonly inputs: number; readonly outputs: number } {
  const window = countOf(shape.slice(2))
  return { inputs: (shape[1] ?? 1) * window, outputs: shape[0] * window }
}

const initializations: Readonly<Record<InitializationName, Fill>> = {
  /** All 0: every unit of a layer computes the same, and stays so. Shown, never used. */
  zero: (_random, _shape, out) => out.fill(0),
  /** Normal with deviation 0.01, as before it was known better (Krizhevsky et al. 2012). */
  normal: (random, _shape, out) => fillBy(out, () => 0.01 * normal(random)),
  /** Uniform within sqrt(6 / (in + out)): as much variance in as out, for tanh (Glorot & Bengio 2010, Eq. 16). */
  xavier: (random, shape, out) => {
    const { inputs, outputs } = fans(shape)
    const bound = Math.sqrt(6 / (inputs + outputs))
    fillBy(out, () => uniform(random, -bound, bound))
  },
  /** Normal with deviation sqrt(2 / in): relu makes half of all 0, and this makes up for it (He et al. 2015, Eq. 10). */
  he: (random, shape, out) => {
    const deviation = Math.sqrt(2 / fans(shape).inputs)
    fillBy(out, () => deviation * normal(random))
  },
  /** A random rotation: no direction grows or shrinks (Saxe, McClelland & Ganguli 2014). */
  orthogonal: (random, shape, out) => {
    fillBy(out, () => normal(random))
    orthonormal(out, shape[0], out.length / shape[0])
  },
}

/** The names, for messages and tables. */
export const initializationNames = Object.keys(initializations) as readonly InitializationName[]

/** @throws TypeError for another name, with the nearest. */
export function initialize(how: Initialization, random: Random, shape: ShapeOf, out: Float64Array): void {
  checkInitialization(how)
  if (typeof how === 'function') how(random, shape, out)
  else initializations[how](random, shape, out)
}

/** @throws TypeError for another name, with the nearest. */
export function checkInitialization(how: Initialization): void {
  if (typeof how === 'function' || initializationNames.includes(how)) return
  const near =
    typeof how === 'string' ? suggestion(how, initializationNames) : `; there are ${initializationNames.join(', ')}`
  throw new TypeError(`initialization: there is no ${described(how)}${near}`)
}

function fillBy(out: Float64Array, next: () => number): void {
  for (let i = 0; i < out.length; i++) out[i] = next()
}
