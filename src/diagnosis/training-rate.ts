import { number } from '../display/number.ts'
import { sharpness } from '../learning/measurements/sharpness.ts'
import { objectiveOf } from '../learning/objective-of.ts'
import type { Found } from './finding.ts'
import { lossByUpdate } from './loss-by-update.ts'
import { rounded } from './rounded.ts'
import { stableCurvature } from './stable-curvature.ts'
import { least, rateOf, sure, type TrainingFacts } from './training-facts.ts'

/**
 * Too large: the loss rose well above that of the first update (by half, in the mean of five), and has not come far below it by the last
 * quarter. A model knows next to nothing at its start; to be worse than that, it must have been thrown there.
 */
export function trainingRateTooLarge(facts: TrainingFacts): Found[] {
  const { training, updates, last, quarters } = facts
  const rate = rateOf(facts)
  if (!(rate > 0) || last < 1) return []
  const diverged = training.stopped === 'diverged'
  const highest = highestMean(updates.loss, last)
  const end = diverged ? updates.loss[last] : quarters[3].mean
  const from = updates.loss[0]
  // One that diverged has no noise to speak of beside its own size.
  const thrown = highest > 1.5 * from + (diverged ? 0 : sure * quarters[3].error)
  const lost = diverged ? end > 1.5 * from : last >= least && end >= 0.85 * from
  if (!thrown || !lost) return []
  const limit = limitFrom(facts, rate)
  const theory =
    limit === undefined || limit.rate > rate
      ? ''
      : ` The largest curvature is ${number(limit.curvature)} where it ended, for which ${training.rule.name} is stable up to a rate of ${number(limit.rate)}.`
  return [
    {
      name: 'rate too large',
      evidence: `With a rate of ${number(rate)} the loss rose from ${number(from)} to ${number(highest)}, and ${diverged ? `was ${number(end)} before it was not finite` : `is ${number(end)} in the mean of the last quarter`}.${theory}`,
      numbers: {
        rate,
        from,
        highest,
        to: end,
        ...(limit && { curvature: limit.curvature, limit: limit.rate }),
      },
      advice: `Try a rate of ${rounded(rate / 10)}, a tenth; rangeTest finds the largest at which the loss still falls. If only the first updates fail, a warmup.`,
      chart: lossByUpdate(
        facts,
        'Rate too large',
        'The loss of each update’s own samples: it rises above where it began, and stays there.',
      ),
    },
  ]
}

/**
 * Too small: the loss falls, evenly to the end (the last quarter falls by at least 0.6 of what the second did, where a curve that gets
 * somewhere bends), by more than noise explains, and has come down by less than 0.3 of where it began.
 */
export function trainingRateTooSmall(facts: TrainingFacts): Found[] {
  const { training, updates, last, first, quarters } = facts
  const rate = rateOf(facts)
  if (training.stopped === 'diverged' || !(rate > 0) || last < 2 * least || isScheduled(facts)) return []
  const drops = [1, 2, 3].map(q => quarters[q - 1].mean - quarters[q].mean)
  const noise = Math.hypot(quarters[2].error, quarters[3].error)
  const fallen = (first.mean - quarters[3].mean) / Math.abs(first.mean)
  const even = drops[2] >= 0.6 * drops[0] && drops[1] >= 0.6 * drops[0]
  if (!even || !(drops[2] > sure * noise) || !(drops[0] > 0) || !(fallen < 0.3)) return []
  return [
    {
      name: 'rate too small',
      evidence: `In ${number(last + 1)} updates with a rate of ${number(rate)} the loss fell by only ${number(100 * fallen)}%, evenly to the end: by ${number(drops[0])}, ${number(drops[1])} and ${number(drops[2])} from quarter to quarter.`,
      numbers: { rate, from: first.mean, to: quarters[3].mean, fallen, firstDrop: drops[0], lastDrop: drops[2] },
      advice: `Try a rate of ${rounded(10 * rate)}, ten times as large, or what a range test tells: the steepest fall lies below where its loss turns up.`,
      chart: lossByUpdate(
        facts,
        'Rate too small',
        `The loss of each of ${number(updates.loss.length)} updates’ own samples: it falls evenly, and its curve does not bend yet.`,
      ),
    },
  ]
}

/** Whether the rate falls or rises much: then quarters can't be compared. */
function isScheduled({ updates, last }: TrainingFacts): boolean {
  const rates = updates.learningRate.subarray(0, last + 1)
  const most = rates.reduce((a, b) => Math.max(a, b), 0)
  const fewest = rates.reduce((a, b) => Math.min(a, b), most)
  return most > 2 * fewest
}

/** The highest mean of five updates in a row. */
function highestMean(loss: ArrayLike<number>, last: number): number {
  const wide = Math.min(5, last + 1)
  let highest = Number.NEGATIVE_INFINITY
  for (let k = wide - 1; k <= last; k++) {
    let sum = 0
    for (let j = 0; j < wide; j++) sum += loss[k - j]
    highest = Math.max(highest, sum / wide)
  }
  return highest
}

function limitFrom(
  { training, data, loss }: TrainingFacts,
  rate: number,
): { curvature: number; rate: number } | undefined {
  if (data === undefined) return undefined
  const stable = stableCurvature(training.rule)
  if (stable === undefined) return undefined
  const curvature = sharpness(objectiveOf(training.model, data, { loss }), undefined, {
    iterations: 30,
    tolerance: 1e-2,
  }).value
  return curvature > 0 && Number.isFinite(curvature) ? { curvature, rate: (rate * stable) / curvature } : undefined
}
