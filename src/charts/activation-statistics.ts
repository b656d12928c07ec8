import { described, known } from '../display/described.ts'
import type { LayerStatistics, Statistics } from '../learning/statistics.ts'
import { lines, type Points } from './lines.ts'
import { type Panels, panels } from './panels.ts'

/** What a chart of activations may be told. */
export interface ActivationStatisticsOptions {
  readonly caption?: string
  /** Pixels of each of the two pictures. 320 unless told otherwise. */
  readonly width?: number
  readonly height?: number
  /** Which layers are drawn: the activations unless told otherwise, or all where a model has none. */
  readonly layers?: (layer: string) => boolean
}

const isActivation = (layer: string): boolean => /\b(relu|tanh|sigmoid|gelu|silu|identity) \d+$/.test(layer)

/**
 * The standard deviation of activations and of their gradients, layer by layer, side by side: level lines are what initialization and
 * normalization are for; lines that fall to the left of the gradients, or to the right of the activations, are vanishing.
 *
 * @param given one model's statistics, or several by name
 * @example activationStatistics({ xavier: statistics(a, batch), normal: statistics(b, batch) })
 * @throws TypeError for what is no statistics; RangeError where no layer is left to draw.
 */
export function activationStatistics(
  given: Statistics | Readonly<Record<string, Statistics>>,
  options: ActivationStatisticsOptions = {},
): Panels {
  known('activationStatistics', options, ['caption', 'width', 'height', 'layers'])
  const named: Record<string, Statistics> = isStatistics(given) ? { [given.model]: given } : { ...given }
  for (const [name, statistics] of Object.entries(named)) {
    if (!isStatistics(statistics)) {
      throw new TypeError(
        `activationStatistics: ${name} is ${described(statistics)}; it must be what statistics(model, batch) gives`,
      )
    }
  }
  const { width = 320, height, layers, caption } = options
  const drawn = (statistics: Statistics): readonly LayerStatistics[] => {
    if (layers !== undefined) return statistics.layers.filter(({ layer }) => layers(layer))
    const activations = statistics.layers.filter(({ layer }) => isActivation(layer))
    return activations.length > 0 ? activations : statistics.layers
  }
  const series = (value: (layer: LayerStatistics) => number): Record<string, Points> =>
    Object.fromEntries(
      Object.entries(named).map(([name, statistics]) => {
        const rows = drawn(statistics)
        if (rows.length === 0) throw new RangeError(`activationStatistics: no layer of ${name} is left to draw`)
        return [name, { x: rows.map((_, k) => k + 1), y: rows.map(value), dots: true, line: true }]
      }),
    )
  // Where nothing passes, as through weights of zero, there is no power of ten to mark.
  const shared = (value: (layer: LayerStatistics) => number) => {
    const some = Object.values(named).some(statistics => drawn(statistics).some(layer => value(layer) > 0))
    return { x: 'layer', y: 'standard deviation', log: some, width, height }
  }
  const activations = ({ activation }: LayerStatistics): number => activation.deviation
  const gradients = ({ gradient }: LayerStatistics): number => gradient.deviation
  const first = drawn(Object.values(named)[0]).map(({ layer }) => layer)
  return panels(
    [
      lines(series(activations), { ...shared(activations), title: 'Activations' }),
      lines(series(gradients), { ...shared(gradients), title: 'Gradients of the loss by them' }),
    ],
    {
      caption:
        caption ??
        `${first.length === 1 ? `Layer 1 is ${first[0]}` : `Layers 1 to ${first.length} are ${first[0]} to ${first[first.length - 1]}`}. Gradients are computed from right to left.`,
    },
  )
}

const isStatistics = (given: unknown): given is Statistics =>
  typeof given === 'object' && given !== null && Array.isArray((given as Partial<Statistics>).layers)
