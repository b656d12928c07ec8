import type { Rule, State } from '../../src/optimizers/rule.ts'
import { type Segment, sizeOf } from '../../src/surfaces/segment.ts'

/** Segments of these shapes, one after the other. */
export function layers(...shapes: number[][]): Segment[] {
  let offset = 0
  return shapes.map((shape, k) => {
    const segment = { name: `layer ${k + 1}`, offset, shape }
    offset += sizeOf(shape)
    return segment
  })
}

/** What each rule over layers is tested on. */
export const examples: [string, Segment[]][] = [
  ['a matrix of 3 rows and 4 columns', layers([3, 4])],
  ['a tall matrix', layers([5, 2])],
  ['a vector', layers([6])],
  ['matrices and vectors in a row', layers([3, 4], [3], [5, 2], [1], [4, 4])],
]

export const total = (segments: readonly Segment[]): number => segments.reduce((n, { shape }) => n + sizeOf(shape), 0)

/** Where the tests begin. */
export const begin = (segments: readonly Segment[]): Float64Array =>
  Float64Array.from({ length: total(segments) }, (_, i) => Math.sin(i + 1))

/** A gradient of mixed signs and sizes, whose matrices have full rank. */
export const bumpy = (theta: ArrayLike<number>, t: number): Float64Array =>
  Float64Array.from(theta, (x, i) => 3 ** (i % 4) * x + Math.cos(3 * t + i * i))

/** theta and state after `steps` updates by the bumpy gradient, from the beginning or from a saved state. */
export function walk(
  rule: Rule,
  segments: readonly Segment[],
  steps: number,
  from?: { theta: number[]; state: State },
): { theta: number[]; state: State } {
  const theta = from ? Float64Array.from(from.theta) : begin(segments)
  const stepping = rule.begin(theta, from?.state, segments)
  for (let k = 0; k < steps; k++) stepping.step(theta, bumpy(theta, stepping.updates))
  return { theta: [...theta], state: JSON.parse(JSON.stringify(stepping.state())) }
}

/** The greatest difference, in parts of the greatest number. */
export function apart(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY
  const size = Math.max(...Array.from(expected, Math.abs), Number.MIN_VALUE)
  return Math.max(...Array.from(expected, (x, i) => Math.abs(found[i] - x))) / size
}

/** One layer's step as its paper writes it: theta and g of one segment, row by row, and the new theta. */
export type Reference = (shape: readonly number[]) => (theta: number[], g: number[]) => number[]

/**
 * Goes `steps` steps with the rule and, from each of its points, one step with the reference, which keeps a state of its own. The
 * greatest difference of the two, in parts of the greatest parameter of the layer.
 */
export function differences(rule: Rule, reference: Reference, segments: readonly Segment[], steps: number): number {
  const theta = begin(segments)
  const stepping = rule.begin(theta, undefined, segments)
  const references = segments.map(({ shape }) => reference(shape))
  let greatest = 0
  for (let t = 1; t <= steps; t++) {
    const g = bumpy(theta, t)
    const expected = segments.map(({ offset, shape }, k) => {
      const [from, to] = [offset, offset + sizeOf(shape)]
      return references[k]([...theta.slice(from, to)], [...g.slice(from, to)])
    })
    stepping.step(theta, g)
    segments.forEach(({ offset, shape }, k) => {
      greatest = Math.max(greatest, apart(theta.slice(offset, offset + sizeOf(shape)), expected[k]))
    })
  }
  return greatest
}
