/**
 * A row of the table: a time, or a ratio of two that were measured in turns. The limit is the ratio's where there is one.
 * @typedef {{ name: string, value: number, unit: string, peer?: number, ratio?: number, limit?: number }} Row
 * @typedef {{ title: string, peer?: string, rows: readonly Row[] }} Table
 */

/** @param {Row} row */
export const isOver = ({ value, ratio, limit }) => limit !== undefined && (ratio ?? value) > limit

/** Three digits are more than a shared machine gives. @param {number | undefined} value @param {string} unit */
const shown = (value, unit) =>
  value === undefined ? '' : `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)}${unit && ` ${unit}`}`

/** A table as text. @param {Table} table */
export function asText({ title, peer = '', rows }) {
  const lines = [
    [title, 'fall-line', peer, peer && 'ratio', 'limit'],
    ...rows.map(row => [
      row.name,
      shown(row.value, row.unit),
      shown(row.peer, row.unit),
      shown(row.ratio, ''),
      `${shown(row.limit, row.ratio === undefined ? row.unit : '')}${isOver(row) ? '  MISSED' : ''}`,
    ]),
  ]
  const widths = [0, 1, 2, 3].map(k => Math.max(...lines.map(line => line[k].length)))
  const text = lines.map(line =>
    line
      .map((cell, k) =>
        k === 0 ? cell.padEnd(Math.max(52, widths[0])) : k < 4 ? cell.padStart(Math.max(9, widths[k])) : `   ${cell}`,
      )
      .join('  ')
      .trimEnd(),
  )
  return text.join('\n')
}
