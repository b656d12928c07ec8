import { results } from '../descent/results.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { type Table, tableBundle, tableHtml, tableText } from '../display/table.ts'
import { type Catalogue, catalogueRows, isCatalogue } from './catalogue-rows.ts'
import { rowsTable, type TableRow } from './rows.ts'
import { checkRuns, namedRuns, type Runs } from './runs.ts'
import { areSurfaces, type Surfaces, surfaceRows } from './surface-rows.ts'

/** A table that shows itself in a cell. `String(table)` is its HTML. */
export interface ResultsTable extends Displayable {
  readonly html: string
  readonly text: string
  toString(): string
}

/**
 * How runs ended, one a row: steps, loss, gradient norm, distance to a known minimum, and why. The lowest loss is bold.
 * Or rows of your own: numbers and words by column. Or a catalogue: what each optimizer can be set to, remembers and costs;
 * what each surface teaches.
 *
 * @param given a run, an array of runs, runs by name, a race; an array of rows; or `optimizers`, `wrappers` or `surfaces`
 * @example table(race(ravine, { adam: adam(), momentum: momentum() }))
 * @example table(rates.map(rate => ({ rate, steps: stepsAt(rate) })))
 * @example table(optimizers)
 */
export function table(
  given: Runs | readonly TableRow[] | Catalogue | Surfaces,
  options: { readonly caption?: string } = {},
): ResultsTable {
  checkRuns('table', given)
  const rows = isCatalogue(given) ? catalogueRows(given) : areSurfaces(given) ? surfaceRows(given) : given
  const made = areRows(rows) ? rowsTable(rows, options.caption) : ended(rows, options.caption)
  const [html, text] = [tableHtml(made), tableText(made)]
  const shown: ResultsTable = { html, text, toString: () => html, [jupyterDisplay]: () => tableBundle(made) }
  return Object.defineProperty(shown, nodeDisplay, { value: () => text })
}

function areRows(given: Runs | readonly TableRow[]): given is readonly TableRow[] {
  return (
    Array.isArray(given) &&
    given.length > 0 &&
    given.every(row => typeof row === 'object' && row !== null && !('trajectory' in row))
  )
}

function ended(runs: Runs, caption: string | undefined): Table {
  const named = namedRuns('table', runs)
  return results(
    // A run's reason is worked out when it is asked for: a copy does not have it.
    named.map(({ name, run }) => ({ ...run, label: name, because: run.because })),
    caption,
  )
}
