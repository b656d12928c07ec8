import { type ReliefChart, type ReliefOptions, reliefChart } from '../charts/relief.ts'
import type { Runs } from '../charts/runs.ts'
import { jupyterDisplay } from '../display/display.ts'
import type { Objective } from '../surfaces/objective.ts'
import { explore } from './explore.ts'

/**
 * A surface with two coordinates as a landscape in three dimensions, with the paths of runs on it and lines of equal loss on the floor
 * below. In a live notebook it is turned by dragging or with the arrow keys, and brought nearer with the wheel or with + and -;
 * elsewhere it is a still picture. In the view of an exploration it keeps the side it is seen from while controls move.
 *
 * @param objective in two dimensions
 * @param runs a run, an array of runs, runs by name, or a race
 * @example relief(himmelblau, minimize(himmelblau, adam({ learningRate: 0.1 })))
 * @throws TypeError or RangeError, naming the argument, its value and what is allowed.
 */
export function relief(objective: Objective, runs?: Runs, options?: ReliefOptions): ReliefChart {
  const chart = reliefChart(objective, runs, options)
  // In a cell it is an exploration without controls: the same widget draws it.
  const alone = explore({}, () => chart)
  return Object.assign(chart, { [jupyterDisplay]: alone[jupyterDisplay] })
}
