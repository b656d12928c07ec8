import type { Run } from '../descent/run.ts'
import { described, known } from '../display/described.ts'
import { type Labelled, type Loss, samplesOf } from '../learning/labelled.ts'
import type { Training } from '../learning/training/training.ts'
import { deadUnits } from './dead-units.ts'
import { type DescentFacts, descentFacts } from './descent-facts.ts'
import { type Diagnosis, diagnosis } from './diagnosis.ts'
import { exploding, trainingExploded } from './exploding.ts'
import type { Found } from './finding.ts'
import { noLowestValue } from './no-lowest-value.ts'
import { noiseFloor } from './noise-floor.ts'
import { oscillating } from './oscillating.ts'
import { overfitting } from './overfitting.ts'
import { rateTooLarge } from './rate-too-large.ts'
import { rateTooSmall } from './rate-too-small.ts'
import { stationary } from './stationary.ts'
import { type Thresholds, thresholdNames, thresholds } from './thresholds.ts'
import { type TrainingFacts, trainingFacts } from './training-facts.ts'
import { trainingOscillates } from './training-oscillates.ts'
import { trainingPlateau } from './training-plateau.ts'
import { trainingRateTooLarge, trainingRateTooSmall } from './training-rate.ts'
import { vanishing } from './vanishing.ts'

/** What a diagnosis may be told: thresholds of one's own, and the data of a training. */
export interface DiagnoseOptions extends Partial<Thresholds> {
  /** Of a training: the samples it learned from. Dead units and vanishing gradients can't be seen without. */
  readonly data?: Labelled
  /** Of a training: its loss, where that is not the usual one of the data. */
  readonly loss?: Loss
}

/**
 * Says what is wrong with a run, by which numbers, and what to try. Each finding is made from theory (the rate against the
 * limit 2 / L of stability, the signs of the Hessian's eigenvalues, the mean of a noisy path) with thresholds free of units; a healthy run has none.
 *
 * Of a run of `minimize` the objective is known, so that curvatures are measured: that costs some hundred gradients, after the run.
 * A run is told: rate too large, rate too small, oscillating, noise floor, plateau, saddle, local minimum, exploding, no lowest value, not finite.
 * A training, by its curves: rate too large, rate too small, oscillating (whole batches), plateau, exploding, overfitting; with `data` also dead
 * units and vanishing gradients.
 *
 * @param run what `minimize` or `train` returned. A run without its path (path: false) can be told less.
 * @example
 * const ill = minimize(ravine, gradientDescent({ learningRate: 0.11 }), { steps: 100 })
 * diagnose(ill).findings[0].name // 'rate too large'
 * @throws TypeError for what is no run; TypeError or RangeError for an option, naming it, its value and what is allowed.
 */
export function diagnose(run: Run | Training, options: DiagnoseOptions = {}): Diagnosis {
  const training = kindOf(run)
  known('diagnose', options, [...thresholdNames, 'data', 'loss'])
  const { data, loss } = options
  const limits = thresholds(options)
  if (training === undefined) {
    if (data !== undefined || loss !== undefined) {
      throw new TypeError('diagnose: data and loss are for what train returned; a run of minimize knows its objective')
    }
    const descent = run as Run
    const on = descent.objective.name ? ` on ${descent.objective.name}` : ''
    return diagnosis(`${descent.label}${on}`, ofDescent(descentFacts(descent, limits)), descent.because)
  }
  if (data !== undefined) samplesOf('diagnose', data, training.model.dtype)
  if (loss !== undefined && typeof loss !== 'function') {
    throw new TypeError(`diagnose: loss is ${described(loss)}; it must be a function, as (output, targets) => ...`)
  }
  const facts = trainingFacts(training, limits, data, loss)
  return diagnosis(training.name, ofTraining(facts), `ended so: ${training.because}`)
}

/** Causes first. A run on level ground is slow for that reason, and one that flies apart swings. */
function ofDescent(facts: DescentFacts): Found[] {
  const large = rateTooLarge(facts)
  const apart = [...large, ...exploding(facts), ...noLowestValue(facts)]
  if (apart.length > 0) return apart
  const stands = stationary(facts)
  if (stands.length > 0) return stands
  return [...oscillating(facts), ...noiseFloor(facts), ...rateTooSmall(facts)]
}

function ofTraining(facts: TrainingFacts): Found[] {
  const causes = [...deadUnits(facts), ...vanishing(facts)]
  const large = trainingRateTooLarge(facts)
  if (large.length > 0 || facts.training.stopped === 'diverged')
    return [...large, ...trainingExploded(facts), ...causes]
  const still = trainingPlateau(facts)
  if (still.length > 0) return [...causes, ...still]
  return [...causes, ...trainingRateTooSmall(facts), ...trainingOscillates(facts), ...overfitting(facts)]
}

/** The training, or undefined for a run of minimize. */
function kindOf(run: unknown): Training | undefined {
  const given = (typeof run === 'object' && run !== null ? run : {}) as Partial<Run & Training>
  if (given.trajectory !== undefined && given.objective !== undefined) return undefined
  if (given.updates !== undefined && Array.isArray(given.history) && typeof given.model === 'function') {
    return given as Training
  }
  const race = 'runs' in given ? '; pass one of its runs, as race.runs.adam' : ''
  throw new TypeError(`diagnose: the run is ${described(run)}; it must be what minimize or train returned${race}`)
}
