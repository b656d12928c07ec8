import { type Random, randomAt } from '../surfaces/random.ts'
import type { Segment } from '../surfaces/segment.ts'
import { type Fill, type Initialization, initialize } from './initialization.ts'
import type { Forward, Layer, Place } from './layers/layer.ts'
import { countOf, type ShapeOf } from './shape.ts'
import { Tensor } from './tensor.ts'
import { allocated, type Dtype, type Numbers } from './workspace.ts'

/** How a model is being used, and what its random numbers are drawn by. */
export interface Mode {
  training: boolean
  /** Number of updates made. */
  update: number
  /** How many batches have gone through since then: each draws masks of its own. */
  pass: number
  readonly seed: number
  seen: ((layer: string, output: Tensor) => void) | undefined
}

/** What has been gathered of the layers so far. */
interface Gathered {
  readonly names: string[]
  readonly tensors: Tensor[]
  readonly buffers: Record<string, Numbers>
  /** How many places draw random numbers. */
  sources: number
}

/** A model while its layers are put together: it hands out parameters, and at the end puts them all into one vector. */
export class Building implements Place {
  readonly #mode: Mode
  readonly #dtype: Dtype
  readonly #initialization: Initialization
  readonly #within: string
  readonly #gathered: Gathered
  /** How many layers of each name there are so far. */
  readonly #counts = new Map<string, number>()

  constructor(mode: Mode, dtype: Dtype, initialization: Initialization, within = '', gathered?: Gathered) {
    this.#mode = mode
    this.#dtype = dtype
    this.#initialization = initialization
    this.#within = within
    this.#gathered = gathered ?? { names: [], tensors: [], buffers: {}, sources: 0 }
  }

  get training(): boolean {
    return this.#mode.training
  }

  parameter(name: string, shape: ShapeOf, first: number | Initialization | Fill = this.#initialization): Tensor {
    const { names, tensors } = this.#gathered
    const full = this.#within + name
    const values = new Float64Array(countOf(shape))
    if (typeof first === 'number') values.fill(first)
    // Each parameter has random numbers of its own, so that another layer before it does not change it needlessly.
    else initialize(first, randomAt(this.#mode.seed, tensors.length), shape, values)
    const data = allocated(this.#dtype, values.length)
    data.set(values)
    const tensor = new Tensor(data, shape, { operation: 'parameter', inputs: [] }, true)
    tensor.name = full
    names.push(full)
    tensors.push(tensor)
    return tensor
  }

  buffer(name: string, length: number, first: number): Numbers {
    const buffer = allocated(this.#dtype, length).fill(first)
    this.#gathered.buffers[this.#within + name] = buffer
    return buffer
  }

  add(layer: Layer): Forward {
    const count = (this.#counts.get(layer.name) ?? 0) + 1
    this.#counts.set(layer.name, count)
    const name = `${this.#within}${layer.name} ${count}`
    const mode = this.#mode
    const inner = new Building(mode, this.#dtype, this.#initialization, `${name} `, this.#gathered)
    const forward = layer.build(inner)
    return input => {
      const output = forward(input)
      mode.seen?.(name, output)
      return output
    }
  }

  noise(): () => Random {
    const source = ++this.#gathered.sources
    const mode = this.#mode
    // Odd multipliers spread neighbouring sources and passes over all seeds (Knuth, The Art of Computer Programming 3, 6.4).
    return () => {
      const mixed = mode.seed ^ Math.imul(source, 0x9e3779b1) ^ Math.imul(mode.pass + 1, 0x85ebca6b)
      return randomAt(mixed, mode.update)
    }
  }

  /** All parameters as views into one vector. */
  finish() {
    const { names, tensors, buffers } = this.#gathered
    const n = tensors.reduce((total, tensor) => total + tensor.size, 0)
    const values = allocated(this.#dtype, n)
    const gradients = allocated(this.#dtype, n)
    const segments: Segment[] = []
    let offset = 0
    tensors.forEach((tensor, k) => {
      const end = offset + tensor.size
      tensor.moveTo(values.subarray(offset, end), gradients.subarray(offset, end))
      segments.push({ name: names[k], offset, shape: tensor.shape.length === 0 ? [1] : tensor.shape })
      offset = end
    })
    return { values, gradients, segments, tensors, buffers }
  }
}
