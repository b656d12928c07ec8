import { described, known, wholeNumber } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { tableBundle, tableText } from '../display/table.ts'
import type { Segment } from '../surfaces/segment.ts'
import { checkInitialization, type Initialization } from './initialization.ts'
import type { Forward, Layer } from './layers/layer.ts'
import { parametersTable } from './parameters-table.ts'
import { Building, type Mode } from './place.ts'
import { Tensor } from './tensor.ts'
import type { Dtype, Numbers } from './workspace.ts'

/** All that a model learns, as one vector, and where each layer's part of it lies. */
export interface Parameters {
  readonly values: Numbers
  /** The derivative of the loss by each, as the last `backward` calls added it up. */
  readonly gradients: Numbers
  readonly segments: readonly Segment[]
}

/** A function with parameters. */
export interface Model extends Displayable {
  /** What it makes of a batch: the first axis are the samples. */
  (input: Tensor): Tensor
  readonly name: string
  readonly dtype: Dtype
  /** All parameters in one flat vector, gradients in another. Layers' tensors are views into them: a rule changes them in place. */
  readonly parameters: Parameters
  /** The tensor of one segment, by its name, as 'layer 1 weights'. */
  parameter(name: string): Tensor
  /** The same as calling it. */
  forward(input: Tensor): Tensor
  /** Makes dropout drop, and batch norm take the batch's own mean. Models begin so. */
  train(): Model
  /** Makes dropout drop nothing, and batch norm take its running mean. */
  evaluate(): Model
  readonly training: boolean
  /** What is not learned but kept, as batch norm's running mean: part of a checkpoint, written to in place. */
  readonly buffers: Readonly<Record<string, Numbers>>
  /** Number of updates made. Dropout draws its masks by it: `optimize` and `train` set it, so that a run resumes bit for bit. */
  update: number
  /** Sets all gradients to 0: `backward` adds to what is there. */
  zeroGradients(): void
  /**
   * Calls `seen` with the name and the result of every layer, in the order they are computed, while `inside` runs.
   * @example model.watch((layer, output) => console.log(layer, output.shape), () => model(x))
   */
  watch<T>(seen: (layer: string, output: Tensor) => void, inside: () => T): T
}

/** How a model is made. */
export interface ModelOptions {
  readonly name?: string
  /** Another seed gives other first weights, and other dropout masks. 1 unless told otherwise. */
  readonly seed?: number
  readonly dtype?: Dtype
  /** Where weights begin whose layer says nothing else: 'he' unless told otherwise. */
  readonly initialization?: Initialization
}

/** The options that every model takes, for messages. */
export const modelOptions = ['name', 'seed', 'dtype', 'initialization'] as const

/**
 * A model of one layer, which may be any function: it takes its parameters from the place it is given.
 *
 * @example const line = modelOf({ name: 'line', build(place) { const w = place.parameter('slope', [1], 0); return x => x.mul(w) } })
 */
export function modelOf(layer: Layer, options: ModelOptions = {}): Model {
  if (typeof (layer as Partial<Layer> | undefined)?.build !== 'function') {
    throw new TypeError(`modelOf: ${described(layer)} is no layer: it must have a name and build(place)`)
  }
  known(layer.name, options, modelOptions)
  const { name = layer.name, seed = 1, dtype = 'f64', initialization = 'he' } = options
  wholeNumber(name, 'seed', seed, 0, 2 ** 32 - 1)
  if (dtype !== 'f64' && dtype !== 'f32') {
    throw new TypeError(`${name}: the dtype is ${described(dtype)}; it must be 'f32' or 'f64'`)
  }
  checkInitialization(initialization)
  const mode: Mode = { training: true, update: 0, pass: 0, seed, seen: undefined }
  const building = new Building(mode, dtype, initialization)
  const compute = layer.build(building)
  return callable(name, dtype, compute, mode, building)
}

function callable(name: string, dtype: Dtype, compute: Forward, mode: Mode, building: Building): Model {
  const { values, gradients, segments, tensors, buffers } = building.finish()
  const forward = (input: Tensor): Tensor => {
    if (!(input instanceof Tensor)) {
      throw new TypeError(`${name}: the input is ${described(input)}; it must be a tensor, as tensor([[1, 2]])`)
    }
    const output = compute(input.as(dtype))
    if (mode.training) mode.pass++
    return output
  }
  const table = () =>
    parametersTable(`${name}: ${number(values.length)} parameter${values.length === 1 ? '' : 's'} (${dtype})`, segments)
  const setMode = (training: boolean) => () => {
    mode.training = training
    return model
  }
  const model = Object.defineProperties(forward, {
    name: { value: name, enumerable: true },
    dtype: { value: dtype, enumerable: true },
    parameters: { value: { values, gradients, segments }, enumerable: true },
    forward: { value: forward },
    parameter: {
      value: (segment: string) => {
        const found = segments.findIndex(one => one.name === segment)
        if (found >= 0) return tensors[found]
        throw new RangeError(
          `${name}: there is no parameter '${segment}'; there are ${segments.map(one => one.name).join(', ')}`,
        )
      },
    },
    train: { value: setMode(true) },
    evaluate: { value: setMode(false) },
    training: { get: () => mode.training, enumerable: true },
    buffers: { value: buffers, enumerable: true },
    update: {
      get: () => mode.update,
      set: (update: number) => {
        wholeNumber(name, 'update', update, 0)
        mode.update = update
        mode.pass = 0
      },
    },
    zeroGradients: { value: () => void gradients.fill(0) },
    watch: {
      value: <T>(seen: (layer: string, output: Tensor) => void, inside: () => T): T => {
        const before = mode.seen
        mode.seen = seen
        try {
          return inside()
        } finally {
          mode.seen = before
        }
      },
    },
    [jupyterDisplay]: { value: () => tableBundle(table()) },
    [nodeDisplay]: {
      value: () => tableText(table()),
    },
  }) as unknown as Model
  return model
}
