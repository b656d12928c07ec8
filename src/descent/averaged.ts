import { described } from '../display/described.ts'
import { gradientInto } from './gradient.ts'
import { run as complete, type Run } from './run.ts'
import { columns, trajectory } from './trajectory.ts'

/**
 * The same run, read at the mean of its points so far instead of at the last one: row k is the mean of rows 0 to k.
 * Averaging quiets what is left of the noise at the end of stochastic descent.
 * Source: Polyak & Juditsky 1992; Nemirovski, Juditsky, Lan & Shapiro 2009 for the rate 1/sqrt k.
 */
export function averaged(run: Run): Run {
  if (run?.trajectory?.x === undefined) {
    throw new TypeError(`averaged: the run is ${described(run)}; it must be what minimize returned`)
  }
  const { objective, rule, steps, trajectory: path } = run
  const { dimension, length } = path
  if (path.x.length === 0) throw new Error('averaged: the path of this run was not kept, as path: false was asked for')
  const filled = columns(length, dimension, true)
  const done = run.state.updates - steps
  const mean = new Float64Array(dimension)
  const g = new Float64Array(dimension)
  for (let k = 0; k < length; k++) {
    for (let i = 0; i < dimension; i++) mean[i] += (path.x[k * dimension + i] - mean[i]) / (k + 1)
    filled.x.set(mean, k * dimension)
    filled.value[k] = objective.value(mean, done + k)
    filled.gradientNorm[k] = gradientInto(objective, mean, g, done + k)
  }
  return complete({
    label: `${run.label}, averaged`,
    objective,
    rule,
    theta: mean,
    stopped: run.stopped,
    trajectory: trajectory(filled, length, dimension, k => path.learningRate[k]),
    because: () => `${run.because}; each row is the mean of the points so far`,
    evaluations: {
      ...run.evaluations,
      value: run.evaluations.value + length,
      gradient: run.evaluations.gradient + length,
    },
    // What the rule remembers belongs to the last point, so no run can go on from the mean with it.
    state: { updates: run.state.updates, slots: {} },
  })
}
