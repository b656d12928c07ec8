/** Some lines of a cell around a place in it. */
import type { Place } from './tslab.ts'

/** A cell that ran or runs. */
export interface CellSource {
  /** How a message names it, as 'cell [3]'. */
  readonly title: string
  readonly source: string
  /** The place in the source of a line and a column of the running code. */
  place(line: number, column: number): Place | undefined
}

const coloured = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[39m`
export const red = coloured(31)
export const grey = coloured(90)

/** The line with a caret under the place, or under the words from `start` to `end`, and a line before and after. */
export function excerpt(source: string, start: Place, end: Place = start): string[] {
  const lines = source.split('\n')
  const first = Math.max(0, start.line - 1)
  const last = Math.min(lines.length - 1, start.line + 1)
  const wide = String(last + 1).length
  const out: string[] = []
  for (let i = first; i <= last; i++) {
    const here = i === start.line
    const number = String(i + 1).padStart(wide)
    const text = (lines[i] ?? '').trimEnd()
    if (!here && text === '') continue
    out.push(here ? `${red('>')} ${number} | ${text}` : grey(`  ${number} | ${text}`))
    if (!here) continue
    const length = end.line === start.line ? Math.max(1, end.character - start.character) : 1
    // Tabs stay tabs, so that the caret stands where the eye expects it.
    const margin = text.slice(0, start.character).replace(/[^\t]/g, ' ').padEnd(start.character)
    out.push(`  ${' '.repeat(wide)} | ${margin}${red('^'.repeat(length))}`)
  }
  return out
}
