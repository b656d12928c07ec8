import { results } from '../descent/results.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { tableBundle, tableHtml, tableText } from '../display/table.ts'
import { namedRuns, type Runs } from './runs.ts'

/** A table that shows itself in a cell. `String(table)` is its HTML. */
export interface ResultsTable extends Displayable {
  readonly html: string
  readonly text: string
  toString(): string
}

/**
 * How runs ended, one a row: steps, loss, gradient norm, distance to a known minimum, and why. The lowest loss is bold.
 *
 * @param runs a run, an array of runs, runs by name, or a race
 * @example table(race(ravine, { adam: adam(), momentum: momentum() }))
 */
export function table(runs: Runs, options: { readonly caption?: string } = {}): ResultsTable {
  const named = namedRuns('table', runs)
  const made = results(
    named.map(({ name, run }) => ({ ...run, label: name })),
    options.caption,
  )
  const [html, text] = [tableHtml(made), tableText(made)]
  const shown: ResultsTable = { html, text, toString: () => html, [jupyterDisplay]: () => tableBundle(made) }
  return Object.defineProperty(shown, Symbol.for('nodejs.util.inspect.custom'), { value: () => text })
}
