import { described, known, wholeNumber } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number, point } from '../display/number.ts'
import { tableBundle, tableText } from '../display/table.ts'
import type { Rule } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { checkObjective, checkPair, checkRule, startOf } from './arguments.ts'
import { type MinimizeOptions, minimize } from './minimize.ts'
import { lowest, results } from './results.ts'
import type { Run } from './run.ts'

/** Several rules let loose on one objective, from one start with one budget. */
export interface Race<Name extends string = string> extends Displayable, Iterable<Run> {
  readonly objective: Objective
  /** The runs by name, in the order they were entered; each run's label is its name. */
  readonly runs: Readonly<Record<Name, Run>>
  /** The run that ended with the lowest loss; undefined if every one diverged. */
  readonly best: Run | undefined
}

/**
 * Runs `minimize` once for each rule, all from the same start and with the same budget. Nothing starts before every rule is checked.
 *
 * @example race(rosenbrock, { adam: adam({ learningRate: 0.05 }), momentum: momentum({ learningRate: 1e-3 }) }, { steps: 300 })
 */
export function race<Name extends string>(
  objective: Objective,
  rules: Readonly<Record<Name, Rule>>,
  options: Omit<MinimizeOptions, 'from' | 'label'> = {},
): Race<Name> {
  checkObjective('race', objective)
  if (typeof rules !== 'object' || rules === null || Array.isArray(rules) || Object.keys(rules).length === 0) {
    throw new TypeError(
      `race: the rules are ${described(rules)}; they must be an object of rules by name, as { adam: adam() }`,
    )
  }
  const entries = Object.entries(rules) as [Name, Rule][]
  for (const [name, rule] of entries) {
    checkRule('race', rule, `the rule '${name}'`)
    checkPair('race', objective, rule)
  }
  known('race', options, ['start', 'steps', 'stop', 'path'])
  if (options.steps !== undefined) wholeNumber('race', 'steps', options.steps, 0)
  const start = startOf('race', objective, options.start)

  const list = entries.map(([label, rule]) => minimize(objective, rule, { ...options, start, label }))
  const best = lowest(list)
  const where = `${objective.name ? ` on ${objective.name}` : ''} from ${point(start)}`
  const caption = `${list.length} run${list.length === 1 ? '' : 's'}${where}, at most ${number(options.steps ?? 1000)} steps`
  const table = () => results(list, caption)
  const complete: Race<Name> = {
    objective,
    runs: Object.fromEntries(list.map(run => [run.label, run])) as Record<Name, Run>,
    best: best === undefined ? undefined : list[best],
    [Symbol.iterator]: () => list[Symbol.iterator](),
    [jupyterDisplay]: () => tableBundle(table()),
  }
  return Object.defineProperty(complete, nodeDisplay, { value: () => tableText(table()) })
}
