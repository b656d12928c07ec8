import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsTable, type TableRow } from '../../charts/rows.ts'
import { described } from '../../display/described.ts'
import { type Displayable, jupyterDisplay } from '../../display/display.ts'
import { number } from '../../display/number.ts'
import { type Table, tableBundle } from '../../display/table.ts'
import { suggestion } from '../../equations/nearest.ts'

/** What a long study found, as it is kept beside the notebooks. */
export interface StudyResult<Results = readonly TableRow[]> {
  readonly study: string
  /** What was measured, on what, and how often. */
  readonly about: string
  /** What all random numbers came from. */
  readonly seeds: readonly number[]
  /** The day it was made, as 2026-11-22. */
  readonly date: string
  /** SHA-256 of the code that made it: of every module of it but those that draw. */
  readonly code: string
  readonly results: Results
}

/**
 * What `npm run measure` found and kept: to be shown beside a small live run that has fewer seeds. Shows itself as what was measured, with its
 * seeds and its day, and the rows if it has any.
 *
 * @param name the study's, as 'critical-points'
 * @param folder where results are kept: 'results', beside the notebooks, unless told otherwise
 * @example studyResult('every-rule')
 * @example const { results } = studyResult<{ accuracy: number; seconds: number }>('digits-in-seconds')
 * @throws RangeError for a study of which nothing is kept, with those that are.
 */
export function studyResult<Results = readonly TableRow[]>(
  name: string,
  folder = 'results',
): StudyResult<Results> & Displayable {
  const kept = readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -5))
  if (!kept.includes(name)) {
    const near = typeof name === 'string' ? suggestion(name, kept) : ''
    throw new RangeError(`studyResult: nothing is kept of ${described(name)} in ${folder}${near}`)
  }
  const result = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as StudyResult<Results>
  const caption = `${result.about} Measured ${result.date}, ${number(result.seeds.length)} seed${result.seeds.length === 1 ? '' : 's'}.`
  return { ...result, [jupyterDisplay]: () => shown(result.results, caption) }
}

function shown(results: unknown, caption: string) {
  const table: Table = areRows(results) ? rowsTable(results, caption) : { caption, columns: [], rows: [] }
  return table.columns.length > 0 ? tableBundle(table) : { 'text/plain': caption }
}

/** Plain rows with the same columns: numbers and words. */
function areRows(results: unknown): results is readonly TableRow[] {
  if (!Array.isArray(results) || results.length === 0) return false
  const columns = Object.keys(results[0]).join()
  return results.every(
    row => Object.keys(row).join() === columns && Object.values(row).every(value => typeof value !== 'object'),
  )
}
