import { number } from '../display/number.ts'
import type { Found } from './finding.ts'
import { lossByUpdate } from './loss-by-update.ts'
import { rounded } from './rounded.ts'
import { least, rateOf, type TrainingFacts } from './training-facts.ts'

/** Of whole batches only: from batch to batch the loss goes up and down anyway. */
export function trainingOscillates(facts: TrainingFacts): Found[] {
  const { training, updates, last, quarters, wholeBatches, first } = facts
  if (!wholeBatches || training.stopped === 'diverged' || last < 2 * least) return []
  const rate = rateOf(facts)
  const from = Math.floor((3 * last) / 4)
  let rises = 0
  let swing = 0
  for (let k = from + 1; k <= last; k++) {
    const change = updates.loss[k] - updates.loss[k - 1]
    if (change > 0) rises++
    swing += Math.abs(change) / (last - from)
  }
  const gained = first.mean - Math.min(...quarters.map(({ mean }) => mean))
  const progress = quarters[2].mean - quarters[3].mean
  if (rises < 0.3 * (last - from) || progress > facts.limits.excess * Math.abs(gained)) return []
  if (!(swing > facts.limits.excess * Math.abs(gained))) return []
  return [
    {
      name: 'oscillating',
      evidence: `In the last ${number(last - from)} updates, each with all samples, the loss rose ${number(rises)} times, by ${number(swing)} in the mean from one to the next, and got no lower: ${number(quarters[2].mean)} in the third quarter, ${number(quarters[3].mean)} in the last.`,
      numbers: { rate, rises, updates: last - from, swing, third: quarters[2].mean, fourth: quarters[3].mean },
      advice: `Try a rate of ${rounded(rate / 3)}, or one that falls in the end.`,
      chart: lossByUpdate(
        facts,
        'Oscillating',
        'The loss of the last updates, each with all samples.',
        Math.max(from, last - 80),
      ),
    },
  ]
}
