import { described, known } from '../display/described.ts'
import { type Displayable, jupyterDisplay, type MimeBundle, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { type Table, tableBundle, tableText } from '../display/table.ts'
import { type Labelled, type Loss, samplesOf, usualLoss } from './labelled.ts'
import type { Model } from './model.ts'
import { written } from './shape.ts'
import type { Tensor } from './tensor.ts'
import type { Numbers } from './workspace.ts'

/** How numbers are spread. */
export interface Spread {
  readonly mean: number
  /** The standard deviation. */
  readonly deviation: number
  /** The share that is exactly 0: of relu's outputs those that are off, of its gradients those that learn nothing. */
  readonly zeros: number
}

/** One layer on one batch. */
export interface LayerStatistics {
  readonly layer: string
  readonly shape: readonly number[]
  /** What the layer made. */
  readonly activation: Spread
  /** The derivative of the loss by what it made. */
  readonly gradient: Spread
}

/** All layers on one batch, in the order they are computed. Shows itself as a table. */
export interface Statistics extends Displayable {
  readonly model: string
  readonly loss: number
  readonly layers: readonly LayerStatistics[]
}

/**
 * Activations and gradients of every layer on a batch: where they shrink from layer to layer they vanish, where they grow they explode
 * (Glorot & Bengio 2010). Nothing in the model changes: its gradients and running means are put back.
 *
 * @param batch inputs and targets, as a data set has them
 * @example statistics(mlp({ layers: [64, 32, 32, 10], initialization: 'normal' }), digits())
 * @throws TypeError or RangeError for data that doesn't fit.
 */
export function statistics(model: Model, batch: Labelled, options: { readonly loss?: Loss } = {}): Statistics {
  if (typeof (model as Partial<Model> | undefined)?.watch !== 'function') {
    throw new TypeError(`statistics: the model is ${described(model)}; it must be one, as mlp({ layers: [2, 8, 2] })`)
  }
  known('statistics', options, ['loss'])
  const { inputs, targets } = samplesOf('statistics', batch, model.dtype)
  const { loss: lossOf = usualLoss(batch) } = options
  const { gradients } = model.parameters
  const { update } = model
  const kept = [gradients, ...Object.values(model.buffers)].map(numbers => [numbers, numbers.slice()] as const)
  const seen: [string, Tensor][] = []
  try {
    const output = model.watch(
      (layer, result) => void seen.push([layer, result]),
      () => model(inputs),
    )
    const loss = lossOf(output, targets)
    loss.backward()
    const layers = seen.map(([layer, result]) => ({
      layer,
      shape: result.shape,
      activation: spreadOf(result.data),
      // A layer before the first parameter has no gradient: nothing there is learned.
      gradient: spreadOf(result.gradient ?? new Float64Array(result.size)),
    }))
    return shown({ model: model.name, loss: loss.item(), layers })
  } finally {
    for (const [numbers, before] of kept) numbers.set(before)
    // The pass is not counted, so that dropout's next masks are what they would have been.
    model.update = update
  }
}

function spreadOf(x: Numbers): Spread {
  let sum = 0
  let zeros = 0
  for (let i = 0; i < x.length; i++) {
    sum += x[i]
    if (x[i] === 0) zeros++
  }
  const mean = sum / x.length
  let squares = 0
  for (let i = 0; i < x.length; i++) squares += (x[i] - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / x.length), zeros: zeros / x.length }
}

function shown(statistics: Pick<Statistics, 'model' | 'loss' | 'layers'>): Statistics {
  const table: Table = {
    caption: `${statistics.model}, loss ${number(statistics.loss)}: what each layer made, and the derivative of the loss by it`,
    columns: [
      { title: 'layer' },
      { title: 'shape' },
      ...['mean', 'deviation', 'zeros', 'gradient mean', 'gradient deviation', 'gradient zeros'].map(title => ({
        title,
        numbers: true,
      })),
    ],
    rows: statistics.layers.map(({ layer, shape, activation, gradient }) => [
      layer,
      written(shape),
      ...[activation, gradient].flatMap(({ mean, deviation, zeros }) => [
        number(mean),
        number(deviation),
        `${number(100 * zeros)}%`,
      ]),
    ]),
  }
  const hidden = {
    [jupyterDisplay]: { value: (): MimeBundle => tableBundle(table) },
    [nodeDisplay]: { value: () => tableText(table) },
  }
  return Object.defineProperties(statistics as Statistics, hidden)
}
