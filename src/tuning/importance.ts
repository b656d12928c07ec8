import { known, wholeNumber } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { type Table, tableBundle, tableText } from '../display/table.ts'
import { modelOf } from './model.ts'
import type { Search } from './searched.ts'
import { type VarianceShare, varianceShares } from './variance-shares.ts'

/** How much one hyperparameter matters: the share of the variance that it explains alone, and with what it does together with others. */
export interface Importance extends VarianceShare {
  readonly name: string
}

/** How much each hyperparameter of a search matters, the one that matters most first. */
export interface Importances extends Displayable {
  readonly hyperparameters: readonly Importance[]
  /** How much of the variance the model foretells for settings it has not seen, at most 1: near 0 its shares mean nothing. */
  readonly foretold: number
  /** Whether it is the logarithm of the value that is explained. */
  readonly log: boolean
  /** Settings the model was made of, and the units of resource they had. */
  readonly settings: number
  readonly resource: number
}

/**
 * How much each hyperparameter matters, measured: the variance of the value over the whole space is split into what each explains alone and
 * together with others (functional analysis of variance). The value is that of a Gaussian process through the search's settings.
 * Source: Hutter, Hoos & Leyton-Brown 2014, An Efficient Approach for Assessing Hyperparameter Importance, with forests instead of a Gaussian
 * process; the split is Sobol's 1993 (see varianceShares).
 *
 * @param search what search gave.
 * @param options `samples`: points that are averaged over, 2048 unless told otherwise.
 * @example importance(await search(spaceOf(adam), train, { method: random(), budget: 60 }))
 * @throws RangeError where the search has too few settings for a model.
 */
export function importance(search: Search<unknown>, options: { readonly samples?: number } = {}): Importances {
  known('importance', options, ['samples'])
  const { samples = 2048 } = options
  wholeNumber('importance', 'samples', samples, 16)
  const model = modelOf('importance', search)
  const { features, process, log } = model.surrogate
  const shares = varianceShares(point => process.mean(features(point)), model.space.names.length, samples)
  const hyperparameters = model.space.names.map((name, j): Importance => ({ name, ...shares[j] }))
  hyperparameters.sort((a, b) => b.total - a.total)
  const { foretold, resource } = model
  const measured = { hyperparameters, foretold, log, settings: model.trials.length, resource }
  const table = () => importanceTable(measured, search)
  const made: Importances = { ...measured, [jupyterDisplay]: () => tableBundle(table()) }
  return Object.defineProperty(made, nodeDisplay, { value: () => tableText(table()) })
}

const percent = (share: number): string => `${Math.round(100 * share)}%`

function importanceTable(
  { hyperparameters, foretold, log, settings, resource }: Omit<Importances, keyof Displayable>,
  { measure, resource: full }: Search<unknown>,
): Table {
  const of = `${log ? 'the logarithm of ' : ''}the ${measure}${resource < full ? ` at ${number(resource)} units` : ''}`
  const trust = foretold > 0.5 ? '' : ' That is little: the shares may be chance, and more settings would tell.'
  return {
    caption: `Share of the variance of ${of} that each hyperparameter explains, by a Gaussian process through ${number(settings)} settings. It foretells ${percent(Math.max(0, foretold))} of the variance for settings it has not seen.${trust}`,
    columns: [
      { title: 'hyperparameter' },
      { title: 'alone', numbers: true },
      { title: 'with what it does together with others', numbers: true },
    ],
    rows: hyperparameters.map(({ name, alone, total }) => [name, percent(alone), percent(total)]),
  }
}
