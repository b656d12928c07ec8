import { norm } from '../descent/gradient.ts'
import { number } from '../display/number.ts'
import type { Found } from './finding.ts'
import { lossByUpdate } from './loss-by-update.ts'
import { reach } from './reach.ts'
import { rounded } from './rounded.ts'
import { least, rateOf, sure, type TrainingFacts } from './training-facts.ts'

/** Of the parameters' length. */
const near = 0.05

/**
 * Level: the loss has not moved from where it began, up or down, by more than noise or `level` of it. That may be the ground, or the
 * feet: where the rule could not have gone by more than a twentieth of the parameters' own length in all these updates (see reach), the
 * rate is too small to tell; else the ground is level.
 */
export function trainingPlateau(facts: TrainingFacts): Found[] {
  const { training, updates, last, first, quarters, limits, history } = facts
  if (training.stopped === 'diverged' || last < 2 * least) return []
  const rate = rateOf(facts)
  const moved = (first.mean - quarters[3].mean) / Math.abs(first.mean)
  const noise = sure * Math.hypot(first.error, quarters[3].error)
  const band = Math.max(limits.level, noise / Math.abs(first.mean))
  // Epochs hold all samples each: their means tell more than batches do, where there are some.
  const means = history.length >= 3 ? history.map(row => row.loss) : quarters.map(({ mean }) => mean)
  const drift = Math.max(...means.map(mean => Math.abs(mean - means[0]))) / Math.abs(means[0])
  const stays = drift <= limits.level && Math.abs(moved) <= band
  // A loss that was next to 0 from the start, as that of a run that goes on, has nowhere to go.
  if (!stays || isLow(facts)) return []
  const gradient = updates.gradientNorm.subarray(0, last + 1).reduce((sum, g) => sum + g, 0) / (last + 1)
  const far = reachShare(facts, gradient)
  if (rate > 0 && far !== undefined && far < near) {
    const times = Math.min(1000, 10 ** Math.round(Math.log10(0.1 / far)))
    return [
      {
        name: 'rate too small',
        evidence: `In ${number(last + 1)} updates the loss moved by no more than ${number(100 * drift)}% from the ${number(means[0])} it began with: with a rate of ${number(rate)} they could move the parameters by no more than ${number(100 * far)}% of their length, with a gradient of ${number(gradient)} in the mean.`,
        numbers: { rate, from: means[0], to: means[means.length - 1], drift, reach: far, gradientNorm: gradient },
        advice: `Try a rate of ${rounded(times * rate)}, ${number(times)} times as large, or what a range test tells.`,
        chart: lossByUpdate(
          facts,
          'Rate too small',
          'The loss of each update’s own samples: it is noise about one level.',
        ),
      },
    ]
  }
  return [
    {
      name: 'plateau',
      evidence: `In ${number(last + 1)} updates the loss moved by no more than ${number(100 * drift)}% from the ${number(means[0])} it began with, and is ${number(quarters[3].mean)}; the gradient’s norm is ${number(gradient)} in the mean.`,
      numbers: { rate, from: means[0], to: means[means.length - 1], drift, gradientNorm: gradient },
      advice: `${rate > 0 ? `Try a rate of ${rounded(100 * rate)}, a hundred times as large, for some epochs. If that does nothing: ` : ''}${rate > 0 ? 'an' : 'An'} initialization that suits the activation (xavier for tanh, he for relu), relu instead of sigmoid, normalization: 'batch', or fewer layers.`,
      chart: lossByUpdate(facts, 'On a plateau', 'The loss of each update’s own samples: it is noise about one level.'),
    },
  ]
}

/** How far the updates could go, as a share of the length of all parameters: each coordinate by its share of the gradient. */
function reachShare({ training, last }: TrainingFacts, gradient: number): number | undefined {
  const { values } = training.model.parameters
  const n = values.length
  const far = reach(training.rule, gradient / Math.sqrt(n), last + 1)
  return far === undefined ? undefined : (far * Math.sqrt(n)) / norm(Float64Array.from(values))
}

const isLow = ({ history }: TrainingFacts): boolean => (history[history.length - 1]?.accuracy ?? 0) > 0.9
