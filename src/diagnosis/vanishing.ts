import { lines } from '../charts/lines.ts'
import { number } from '../display/number.ts'
import { objectiveOf } from '../learning/objective-of.ts'
import { sizeOf } from '../surfaces/segment.ts'
import type { Found } from './finding.ts'
import type { TrainingFacts } from './training-facts.ts'

/**
 * The gradient gets smaller from layer to layer on its way back (Hochreiter 1991; Glorot & Bengio 2010). It is measured by each layer's
 * weights, in proportion to their own size, |gradient| / |weights|: vanishing where that of the first layer is below `vanishing` times
 * that of the last. Needs the data: a batch's noise would hide it. A model that has learned its samples has small gradients everywhere, and no finding.
 */
export function vanishing({ training, data, loss, limits }: TrainingFacts): Found[] {
  if (data === undefined || training.stopped === 'diverged') return []
  const { model } = training
  const { values, segments } = model.parameters
  const x = Float64Array.from(values as ArrayLike<number>)
  const gradient = objectiveOf(model, data, { loss }).gradient(x, new Float64Array(x.length))
  const weights = segments
    .filter(({ name, shape }) => shape.length > 1 && name.endsWith('weights'))
    .map(({ name, offset, shape }) => {
      const size = (of: Float64Array) =>
        Math.sqrt(of.subarray(offset, offset + sizeOf(shape)).reduce((sum, v) => sum + v * v, 0))
      return { name, relative: size(gradient) / size(x) }
    })
  if (weights.length < 3) return []
  const [first, last] = [weights[0], weights[weights.length - 1]]
  const ratio = first.relative / last.relative
  if (!(ratio < limits.vanishing)) return []
  return [
    {
      name: 'vanishing gradients',
      evidence: `|gradient| / |weights| is ${number(last.relative)} for ${last.name} and ${number(first.relative)} for ${first.name}, ${number(ratio)} of it.`,
      numbers: { first: first.relative, last: last.relative, ratio },
      advice: `relu instead of sigmoid or tanh, with weights begun by he; normalization: 'batch'; residual connections; or fewer layers.`,
      chart: () =>
        lines(
          {
            '|gradient| / |weights|': {
              x: weights.map((_, k) => k + 1),
              y: weights.map(one => one.relative),
              dots: true,
              line: true,
            },
          },
          {
            x: 'layer of weights',
            y: 'relative gradient',
            log: true,
            height: 260,
            title: 'Vanishing gradients',
            caption: 'From the last layer back to the first, on a log scale.',
          },
        ),
    },
  ]
}
