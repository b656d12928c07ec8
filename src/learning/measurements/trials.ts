import { rowsTable } from '../../charts/rows.ts'
import { described, known, wholeNumber } from '../../display/described.ts'
import { type Displayable, jupyterDisplay } from '../../display/display.ts'
import { tableBundle } from '../../display/table.ts'
import type { Rule } from '../../optimizers/rule.ts'
import type { Labelled } from '../labelled.ts'
import type { Model } from '../model.ts'
import type { TrainOptions } from '../training/options.ts'
import type { Plan } from '../training/plan.ts'
import { score } from '../training/score.ts'
import { train } from '../training/train.ts'
import { median } from './median.ts'

/** One way to train, tried with several seeds. */
export interface Variant {
  /** A fresh model for each seed. */
  readonly model: (seed: number) => Model
  readonly rule: Rule | ((plan: Plan) => Rule)
  /** What is set otherwise for this variant. */
  readonly options?: TrainOptions
}

/** How variants are tried. */
export interface TrialsOptions extends TrainOptions {
  /** A count, for 1 to that, or the seeds themselves: of the model's first weights and of the samples' order. 5 unless told otherwise. */
  readonly seeds?: number | readonly number[]
  /** Samples that are looked at when training has ended. */
  readonly test?: Labelled
}

/** How one training run ended, in numbers: loss, accuracy and the like over all samples, in evaluation mode; NaN where it diverged. */
export interface TrialRun {
  readonly variant: string
  readonly seed: number
  readonly epochs: number
  readonly diverged: boolean
  /** Over the samples learned from. */
  readonly train: Readonly<Record<string, number>>
  /** Over the test samples, if there are any. */
  readonly test: Readonly<Record<string, number>>
}

/** Variants compared. Shows itself as a table of medians, with the lowest and the highest. */
export interface Trials extends Displayable {
  readonly runs: readonly TrialRun[]
  /** One row a variant: the median of each number over the seeds, and its lowest and highest. */
  readonly summary: readonly Readonly<Record<string, number | string>>[]
}

/**
 * Trains each variant with each seed, all on the same data: one run is an anecdote, five are a beginning. Seeds are the same for all
 * variants, so that they begin at the same weights, where their models are alike, and see the samples in the same order.
 *
 * @example
 * await trials({
 *   plain: { model: seed => mlp({ layers: [2, 8, 2], seed }), rule: adam() },
 *   wide: { model: seed => mlp({ layers: [2, 64, 2], seed }), rule: adam() },
 * }, train, { test, epochs: 20, seeds: 5 })
 * @throws what `train` throws, before the first run of a variant.
 */
export async function trials(
  variants: Readonly<Record<string, Variant>>,
  data: Labelled,
  options: TrialsOptions = {},
): Promise<Trials> {
  const { seeds = 5, test, ...usual } = options
  const list = typeof seeds === 'number' ? Array.from({ length: checked(seeds) }, (_, k) => k + 1) : seeds
  const entries = Object.entries(variants)
  if (entries.length === 0 || list.length === 0) throw new TypeError('trials: there is nothing to try')
  const runs: TrialRun[] = []
  for (const [variant, given] of entries) {
    if (typeof given?.model !== 'function') {
      throw new TypeError(
        `trials: the model of '${variant}' is ${described(given?.model)}; it must be a function of the seed`,
      )
    }
    known(`trials: ${variant}`, given, ['model', 'rule', 'options'])
    for (const seed of list) {
      const all = { progress: false, ...usual, ...given.options, seed }
      const run = await train(given.model(seed), data, given.rule, all)
      if (run.stopped === 'interrupted') return shown(runs)
      const diverged = run.stopped === 'diverged'
      const measure = (samples: Labelled): Record<string, number> => {
        const found = score(run.model, samples, { loss: all.loss, metrics: all.metrics })
        return diverged ? Object.fromEntries(Object.keys(found).map(name => [name, Number.NaN])) : found
      }
      runs.push({ variant, seed, epochs: run.epochs, diverged, train: measure(data), test: test ? measure(test) : {} })
    }
  }
  return shown(runs)
}

function checked(seeds: number): number {
  wholeNumber('trials', 'seeds', seeds, 1)
  return seeds
}

function shown(runs: readonly TrialRun[]): Trials {
  const summary = [...new Set(runs.map(({ variant }) => variant))].map(variant =>
    summed(
      variant,
      runs.filter(run => run.variant === variant),
    ),
  )
  return { runs, summary, [jupyterDisplay]: () => tableBundle(rowsTable(summary)) }
}

function summed(variant: string, runs: readonly TrialRun[]): Record<string, number | string> {
  const row: Record<string, number | string> = {
    variant,
    runs: runs.length,
    diverged: runs.filter(run => run.diverged).length,
  }
  for (const part of ['train', 'test'] as const) {
    for (const name of Object.keys(runs[0][part])) {
      // A run that diverged is worse than any that did not.
      const worst = name === 'accuracy' ? 0 : Number.POSITIVE_INFINITY
      const values = runs.map(run => (Number.isNaN(run[part][name]) ? worst : run[part][name]))
      row[`${part} ${name}`] = median(values)
      row[`${part} ${name}, lowest`] = Math.min(...values)
      row[`${part} ${name}, highest`] = Math.max(...values)
    }
  }
  return row
}
