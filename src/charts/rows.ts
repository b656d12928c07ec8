import { described } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Column, Table } from '../display/table.ts'

/** One row of a table, by column: numbers, words, or yes and no. */
export type TableRow = Readonly<Record<string, number | string | boolean>>

/** Rows as a table. The columns are those of the first row; a column is set to the right if it holds numbers only. */
export function rowsTable(rows: readonly TableRow[], caption?: string): Table {
  const titles = Object.keys(rows[0])
  rows.forEach((row, i) => {
    const odd = titles.find(title => !(title in row)) ?? Object.keys(row).find(title => !titles.includes(title))
    if (odd !== undefined) {
      throw new TypeError(
        `table: row ${i} has ${odd in row ? 'a' : 'no'} column '${odd}'; every row must have ${titles.map(described).join(', ')}`,
      )
    }
  })
  const columns = titles.map((title): Column => ({ title, numbers: rows.some(row => typeof row[title] === 'number') }))
  return { caption, columns, rows: rows.map(row => titles.map(title => written(row[title]))) }
}

function written(value: TableRow[string]): string {
  if (typeof value === 'number') return number(value)
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
}
