import { gradientOf, record } from '../record.ts'
import { axisOf, countOf } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import type { Numbers } from '../workspace.ts'

/** Calls `visit(first, step, n)` for every line of numbers along an axis. */
function along(a: Tensor, axis: number, visit: (first: number, step: number, n: number) => void): void {
  const n = a.shape[axis]
  const step = countOf(a.shape.slice(axis + 1))
  for (let block = 0; block < a.size; block += n * step) {
    for (let i = 0; i < step; i++) visit(block + i, step, n)
  }
}

/** The largest number of a line: taken out of every exponent, so that nothing overflows. */
export function largestOf(x: Numbers, first: number, step: number, n: number): number {
  let largest = Number.NEGATIVE_INFINITY
  for (let k = 0, i = first; k < n; k++, i += step) if (x[i] > largest) largest = x[i]
  // All of them -Infinity: 0 / 0 below says so as NaN.
  return largest === Number.NEGATIVE_INFINITY ? 0 : largest
}

/** The sum of e^(x - largest) along a line. */
export function sumOfExponentials(x: Numbers, largest: number, first: number, step: number, n: number): number {
  let total = 0
  for (let k = 0, i = first; k < n; k++, i += step) total += Math.exp(x[i] - largest)
  return total
}

/** e^x divided by the sum of all e^x along an axis: shares that add up to 1. Backwards: dL/dx = p (g - sum of g p). */
export function softmax(a: Tensor, axis = -1): Tensor {
  const at = axisOf('softmax', a.shape, axis)
  return record(
    'softmax',
    [a],
    a.shape,
    out => {
      const x = a.data
      along(a, at, (first, step, n) => {
        const largest = largestOf(x, first, step, n)
        const total = sumOfExponentials(x, largest, first, step, n)
        for (let k = 0, i = first; k < n; k++, i += step) out[i] = Math.exp(x[i] - largest) / total
      })
    },
    (g, p) => {
      const ga = gradientOf(a)!
      along(a, at, (first, step, n) => {
        let shared = 0
        for (let k = 0, i = first; k < n; k++, i += step) shared += g[i] * p[i]
        for (let k = 0, i = first; k < n; k++, i += step) ga[i] += p[i] * (g[i] - shared)
      })
    },
  )
}

/** The logarithm of softmax, without the detour. Backwards: dL/dx = g - p sum of g. */
export function logSoftmax(a: Tensor, axis = -1): Tensor {
  const at = axisOf('logSoftmax', a.shape, axis)
  return record(
    'logSoftmax',
    [a],
    a.shape,
    out => {
      const x = a.data
      along(a, at, (first, step, n) => {
        const largest = largestOf(x, first, step, n)
        const total = Math.log(sumOfExponentials(x, largest, first, step, n))
        for (let k = 0, i = first; k < n; k++, i += step) out[i] = x[i] - largest - total
      })
    },
    (g, y) => {
      const ga = gradientOf(a)!
      along(a, at, (first, step, n) => {
        let total = 0
        for (let k = 0, i = first; k < n; k++, i += step) total += g[i]
        for (let k = 0, i = first; k < n; k++, i += step) ga[i] += g[i] - Math.exp(y[i]) * total
      })
    },
  )
}
