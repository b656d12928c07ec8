import { gradientOf, record } from '../record.ts'
import type { Tensor } from '../tensor.ts'

/**
 * An operation on each number by itself: y = f(x), of which the derivative is told by x and y.
 */
function elementwise(
  name: string,
  f: (x: number) => number,
  derivative: (x: number, y: number) => number,
): (a: Tensor) => Tensor {
  return a =>
    record(
      name,
      [a],
      a.shape,
      out => {
        const x = a.data
        for (let i = 0; i < out.length; i++) out[i] = f(x[i])
      },
      (g, y) => {
        const x = a.data
        const ga = gradientOf(a)!
        for (let i = 0; i < g.length; i++) ga[i] += g[i] * derivative(x[i], y[i])
      },
    )
}

/** -x. */
export const neg = elementwise(
  'neg',
  x => -x,
  () => -1,
)
/** e^x. */
export const exp = elementwise('exp', Math.exp, (_, y) => y)
/** The natural logarithm. */
export const log = elementwise('log', Math.log, x => 1 / x)
/** The square root. */
export const sqrt = elementwise('sqrt', Math.sqrt, (_, y) => 0.5 / y)
/** |x|; the derivative at 0 is taken as 0. */
export const abs = elementwise('abs', Math.abs, Math.sign)
/** The hyperbolic tangent: an activation between -1 and 1. */
export const tanh = elementwise('tanh', Math.tanh, (_, y) => 1 - y * y)
/** 1 / (1 + e^-x): an activation between 0 and 1. */
export const sigmoid = elementwise('sigmoid', logistic, (_, y) => y * (1 - y))
/** x / (1 + e^-x), also called swish (Elfwing, Uchibe & Doya 2018). */
export const silu = elementwise(
  'silu',
  x => x * logistic(x),
  (x, y) => {
    const s = logistic(x)
    return s + y * (1 - s)
  },
)
const slope = Math.sqrt(2 / Math.PI)
/** x times the normal distribution's share below x, in the form with tanh (Hendrycks & Gimpel 2016): PyTorch's approximate='tanh'. */
export const gelu = elementwise(
  'gelu',
  x => 0.5 * x * (1 + Math.tanh(slope * (x + 0.044715 * x * x * x))),
  x => {
    const t = Math.tanh(slope * (x + 0.044715 * x * x * x))
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope * (1 + 3 * 0.044715 * x * x)
  },
)

function logistic(x: number): number {
  // Of the two forms the one whose exponential can't overflow.
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

/** max(0, x); the derivative at 0 is taken as 0 (Nair & Hinton 2010). Written out, as it is in every step. */
export function relu(a: Tensor): Tensor {
  return record(
    'relu',
    [a],
    a.shape,
    out => {
      const x = a.data
      // Not Math.max, of which NaN > 0 would make 0 here: a NaN must be seen.
      for (let i = 0; i < out.length; i++) out[i] = x[i] <= 0 ? 0 : x[i]
    },
    (g, y) => {
      const ga = gradientOf(a)!
      for (let i = 0; i < g.length; i++) if (y[i] !== 0) ga[i] += g[i]
    },
  )
}

/** x^p for a plain number p. */
export function pow(a: Tensor, p: number): Tensor {
  if (typeof p !== 'number') throw new TypeError('pow: the exponent must be a plain number')
  return elementwise(
    'pow',
    x => x ** p,
    x => (p === 0 ? 0 : p * x ** (p - 1)),
  )(a)
}
