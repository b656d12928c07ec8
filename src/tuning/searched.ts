import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { tableBundle, tableText } from '../display/table.ts'
import type { Begun } from './options.ts'
import type { AnySettings, Space } from './space.ts'
import type { Evaluated, Trial } from './trial.ts'
import { trialTable } from './trial-table.ts'

/** Why a search ended: its budget is used up, the method has no more to try, or it was interrupted. Undefined while it is under way. */
export type Stopped = 'budget' | 'end' | 'interrupted'

/** A search that has ended: what was tried, and what is best. */
export interface Search<S = AnySettings> extends Displayable {
  readonly space: Space<S>
  /** The method with its settings: 'grid of 5 x 5'. */
  readonly method: string
  /** Every setting that was evaluated with all its seeds, in the order in which they were proposed. */
  readonly trials: readonly Trial<S>[]
  /** The best of those that had the most resource; undefined if none of them came to a value. */
  readonly best: Trial<S> | undefined
  /** What the value is called. */
  readonly measure: string
  readonly goal: 'minimize' | 'maximize'
  readonly seeds: readonly number[]
  /** Units of a full evaluation. */
  readonly resource: number
  readonly stopped: Stopped | undefined
  /** Why it ended, and what it has found, in words with the numbers. */
  readonly because: string
  /** How often settings were evaluated, each seed counted. */
  readonly evaluations: number
  /** Units of resource that was used, failed evaluations included; those of a full evaluation are `resource`. */
  readonly units: number
  /** Seconds that evaluations took, those of all threads together. */
  readonly seconds: number
  /** The best value by then, against the units used: a row for each trial with full resource that is better than all before. */
  readonly course: { readonly units: readonly number[]; readonly value: readonly number[] }
  /** What was found, as plain data. */
  toJSON(): Record<string, unknown>
}

/** A search from what was evaluated. */
export function searched(
  terms: Begun,
  trials: readonly Trial[],
  evaluations: readonly Evaluated[],
  stopped: Stopped | undefined,
): Search<unknown> {
  const { space, plan, measure, goal, seeds, resource, sign } = terms
  const most = trials.reduce((sum, trial) => Math.max(sum, trial.resource), 0)
  const course: { units: number[]; value: number[] } = { units: [], value: [] }
  let best: Trial | undefined
  let used = 0
  for (const trial of trials) {
    used += trial.cost
    if (trial.resource < most || Number.isNaN(trial.value)) continue
    if (best !== undefined && sign * trial.value >= sign * best.value) continue
    best = trial
    course.units.push(used)
    course.value.push(trial.value)
  }
  const units = evaluations.reduce((sum, { cost }) => sum + cost, 0)
  const seconds = evaluations.reduce((sum, one) => sum + one.seconds, 0)
  const found = {
    space,
    method: plan.told,
    trials,
    best,
    measure,
    goal,
    seeds,
    resource,
    stopped,
    because: because(terms, trials, best, units, evaluations.length, stopped),
    evaluations: evaluations.length,
    units,
    seconds,
    course,
  }
  const table = () => trialTable(found)
  const all: Search<unknown> = {
    ...found,
    toJSON: () => {
      const { space: searchedSpace, ...data } = found
      return { ...data, space: searchedSpace.dimensions }
    },
    [jupyterDisplay]: () => tableBundle(table()),
  }
  return Object.defineProperty(all, nodeDisplay, { value: () => tableText(table()) })
}

function because(
  { plan, units, resource, measure, seeds, summary }: Begun,
  trials: readonly Trial[],
  best: Trial | undefined,
  used: number,
  evaluations: number,
  stopped: Stopped | undefined,
): string {
  const why = {
    budget: `the budget of ${number(units / resource)} full evaluations is used up`,
    end: plan.units === undefined ? 'every setting was tried' : 'all that was planned is done',
    interrupted: 'it was interrupted',
  }
  const lost = trials.filter(({ value }) => Number.isNaN(value))
  const counted = `${number(trials.length)} settings, ${number(evaluations)} evaluations${resource === 1 ? '' : `, ${number(used)} units`}`
  const errors = lost.flatMap(({ errors: texts }) => texts.filter(text => text !== undefined))
  const failed =
    lost.length === 0
      ? ''
      : `; ${number(lost.length)} without a value${errors.length > 0 ? ` (the first: ${errors[0]})` : ''}`
  const over = seeds.length > 1 ? `${summary} of ${seeds.length} seeds ` : ''
  const found = best === undefined ? 'nothing was found' : `the best ${measure} is ${over}${number(best.value)}`
  return `${stopped === undefined ? 'under way' : `ended as ${why[stopped]}`}: ${counted}${failed}; ${found}`
}
