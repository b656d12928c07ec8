import { number } from '../display/number.ts'
import { logarithmic } from './loss-scale.ts'
import type { Search } from './searched.ts'
import type { Space } from './space.ts'
import { type Surrogate, surrogate } from './surrogate.ts'
import type { Trial } from './trial.ts'

/** What a search has learnt, as a function of the settings. */
export interface Model {
  readonly space: Space
  readonly surrogate: Surrogate
  /** The trials that it goes through. */
  readonly trials: readonly Trial[]
  /** Units of resource that these had. */
  readonly resource: number
  /**
   * How much of the values' variance it foretells for settings that it has not seen: 1 - sum (y - y')^2 / sum (y - mean)^2, y' being the mean without
   * that setting. 1 is all of it, 0 no better than the average.
   */
  readonly foretold: number
  /** A value of the model as it is measured: the loss, or the accuracy. */
  value(process: number): number
}

/** The fewest settings that a model is made of, beside two for each hyperparameter. */
const fewest = 4

/**
 * The Gaussian process through a search's values, at the most resource that enough settings have had.
 * @throws RangeError where too few settings came to a value.
 */
export function modelOf(where: string, search: Search<unknown>): Model {
  const space = search.space as Space
  const all = search.trials as readonly Trial[]
  const needed = fewest + 2 * space.names.length
  const resources = [...new Set(all.map(({ resource }) => resource))].sort((a, b) => b - a)
  const done = (resource: number) => all.filter(trial => trial.resource === resource && Number.isFinite(trial.value))
  const resource = resources.find(one => done(one).length >= needed)
  if (resource === undefined) {
    throw new RangeError(
      `${where}: a model of ${space.names.length} hyperparameters needs ${needed} settings that came to a value with the same resource; this search has ${number(Math.max(0, ...resources.map(one => done(one).length)))}`,
    )
  }
  const sign = search.goal === 'minimize' ? 1 : -1
  // Settings that failed are part of what was learnt.
  const trials = all.filter(trial => trial.resource === resource)
  const points = trials.map(trial => space.pointOf(trial.settings as never))
  const made = surrogate(
    space,
    points,
    trials.map(({ value }) => sign * value),
    { scale: logarithmic },
  )
  const left = made.process.leftOut()
  // The values have mean 0 and variance 1.
  const missed = made.seen.reduce((sum, value, i) => sum + (value - left[i]) ** 2, 0)
  const spread = made.seen.reduce((sum, value) => sum + value ** 2, 0)
  return {
    space,
    surrogate: made,
    trials,
    resource,
    foretold: spread === 0 ? 0 : 1 - missed / spread,
    value: process => sign * made.loss(process),
  }
}
