/** Settings that are found by trying, for comparisons in which everyone has had as many tries. */
import { minimize } from '../descent/minimize.ts'
import type { Hyperparameter } from '../optimizers/hyperparameter.ts'
import type { Rule } from '../optimizers/rule.ts'
import type { Objective } from '../surfaces/objective.ts'
import { randomAt, uniform } from '../surfaces/random.ts'

type Starts = readonly (readonly number[])[]

/** How a rule fares from some starts. */
export interface Score {
  /** The middle one of the losses at the end; infinite where half of the runs have diverged. */
  readonly median: number
  /** The loss at the end from each start; infinite where the run has diverged. */
  readonly losses: readonly number[]
}

/** Some numbers over a hyperparameter's usual range, as its scale has it, the ends included. */
export function usualValues({ usual: [low, high], scale, whole }: Hyperparameter, count: number): number[] {
  const values = Array.from({ length: count }, (_, i) => {
    const part = i / (count - 1)
    const value = scale === 'log' ? low * (high / low) ** part : low + part * (high - low)
    return whole ? Math.round(value) : Number(value.toPrecision(scale === 'log' ? 3 : 6))
  })
  return [...new Set(values)]
}

/** Starts drawn over the objective's box. */
export function drawnStarts({ domain = [] }: Objective, count: number, seed: number): Starts {
  const random = randomAt(seed, 0)
  return Array.from({ length: count }, () => domain.map(([low, high]) => uniform(random, low, high)))
}

/** How low a rule ends from each start within the budget of steps. */
export function scored(objective: Objective, rule: Rule, starts: Starts, steps: number): Score {
  const losses = starts.map(start => {
    const { value, stopped } = minimize(objective, rule, { start, steps, path: false })
    return stopped === 'diverged' || Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  })
  const sorted = [...losses].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return { losses, median: sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2 }
}

/** The rule of some that has the lowest median loss. */
export const best = (objective: Objective, rules: readonly Rule[], starts: Starts, steps: number): Rule =>
  rules
    .map(rule => ({ rule, loss: scored(objective, rule, starts, steps).median }))
    .reduce((lowest, each) => (each.loss < lowest.loss ? each : lowest)).rule

/** Starts that rates are tuned on. */
const practice = { count: 9, seed: 1000 }
const tries = 17

/** An optimizer with the best learning rate of 17 over its usual range, from 9 starts; with its defaults where it has no rate. */
export function tuned(
  objective: Objective,
  optimizer: {
    (settings?: { readonly learningRate?: number }): Rule
    readonly hyperparameters: Readonly<Record<string, Hyperparameter>>
  },
  steps: number,
): Rule {
  const { learningRate } = optimizer.hyperparameters
  if (learningRate === undefined) return optimizer()
  const rules = usualValues(learningRate, tries).map(rate => optimizer({ learningRate: rate }))
  return best(objective, rules, drawnStarts(objective, practice.count, practice.seed), steps)
}
