import { lines } from '../charts/lines.ts'
import { norm } from '../descent/gradient.ts'
import { number } from '../display/number.ts'
import { sharpness } from '../learning/measurements/sharpness.ts'
import { objectiveOf } from '../learning/objective-of.ts'
import type { Found } from './finding.ts'
import { reach } from './reach.ts'
import { rounded } from './rounded.ts'
import { stableCurvature } from './stable-curvature.ts'
import type { TrainingFacts } from './training-facts.ts'

/** Fewer updates than this say nothing about a rate. */
const least = 20
/** Of the parameters' length. */
const near = 0.05
/** A difference of means counts where it is this many standard errors. */
const sure = 4

/**
 * Too large: the loss rose well above that of the first update (by half, in the mean of five), and has not come far below it by the last
 * quarter. A model knows next to nothing at its start; to be worse than that, it must have been thrown there.
 */
export function trainingRateTooLarge(facts: TrainingFacts): Found[] {
  const { training, updates, last, quarters } = facts
  const rate = rateAt(facts)
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
  const rate = rateAt(facts)
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

/**
 * Level: the loss has not moved from where it began, up or down, by more than noise or `level` of it. That may be the ground, or the
 * feet: where the rule could not have gone by more than a twentieth of the parameters' own length in all these updates (see reach), the
 * rate is too small to tell; else the ground is level.
 */
export function trainingPlateau(facts: TrainingFacts): Found[] {
  const { training, updates, last, first, quarters, limits, history } = facts
  if (training.stopped === 'diverged' || last < 2 * least) return []
  const rate = rateAt(facts)
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

/** Of whole batches only: from batch to batch the loss goes up and down anyway. */
export function trainingOscillates(facts: TrainingFacts): Found[] {
  const { training, updates, last, quarters, wholeBatches, first } = facts
  if (!wholeBatches || training.stopped === 'diverged' || last < 2 * least) return []
  const rate = rateAt(facts)
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

/** How far the updates could go, as a share of the length of all parameters: each coordinate by its share of the gradient. */
function reachShare({ training, last }: TrainingFacts, gradient: number): number | undefined {
  const { values } = training.model.parameters
  const n = values.length
  const far = reach(training.rule, gradient / Math.sqrt(n), last + 1)
  return far === undefined ? undefined : (far * Math.sqrt(n)) / norm(Float64Array.from(values))
}

function rateAt({ updates, last }: TrainingFacts): number {
  return last < 0
    ? Number.NaN
    : updates.learningRate.subarray(0, last + 1).reduce((most, one) => Math.max(most, one), 0)
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

const isLow = ({ history }: TrainingFacts): boolean => (history[history.length - 1]?.accuracy ?? 0) > 0.9

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

function lossByUpdate({ updates, last }: TrainingFacts, title: string, caption: string, from = 0) {
  return () => {
    const k = Array.from({ length: last - from + 1 }, (_, i) => from + i)
    const y = k.map(i => updates.loss[i])
    const positive = y.filter(one => one > 0)
    const log = positive.length === y.length && Math.max(...y) > 20 * Math.min(...y)
    return lines({ loss: { x: k.map(i => i + 1), y } }, { x: 'update', y: 'loss', log, height: 260, title, caption })
  }
}
