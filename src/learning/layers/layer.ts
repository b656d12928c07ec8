import type { Random } from '../../surfaces/random.ts'
import type { Fill, Initialization } from '../initialization.ts'
import type { ShapeOf } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import type { Numbers } from '../workspace.ts'

/** What a layer computes. */
export type Forward = (input: Tensor) => Tensor

/**
 * A layer as it is described, before it is part of a model: `layers.linear(64, 10)`. A model asks it once for its function, and
 * gives it a place to take parameters from. An own layer is an object like this.
 *
 * @example
 * const scale = { name: 'scale', build(place) { const s = place.parameter('s', [], 1); return x => x.mul(s) } }
 * sequential([layers.linear(2, 1), scale])
 */
export interface Layer {
  /** As 'linear'. Its parameters are named after it, as 'linear 2 weights'. */
  readonly name: string
  build(place: Place): Forward
}

/** Where a layer stands in a model, and what it gets there. */
export interface Place {
  /**
   * A tensor that is learned.
   * @param first a number that all begin at, an initialization, or a function of one's own; the model's own unless told otherwise
   */
  parameter(name: string, shape: ShapeOf, first?: number | Initialization | Fill): Tensor
  /** Numbers that are kept but not learned, as a running mean. Written to in place. */
  buffer(name: string, length: number, first: number): Numbers
  /** Another layer inside this one. */
  add(layer: Layer): Forward
  /** The model's mode, as it is when asked. */
  readonly training: boolean
  /** Random numbers for this layer in this pass of this update: the same for the same seed, update and pass. */
  noise(): () => Random
}
