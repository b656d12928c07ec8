/** Stacks as a reader of the notebook wants them: the cells' own lines, and nothing of what runs them. */
import type { CellSource } from './excerpt.ts'
import type { Place } from './tslab.ts'

/** A call within a cell. */
export interface CellCall {
  readonly cell: CellSource
  readonly place: Place
  /** The function it is in, if that has a name. */
  readonly name: string | undefined
}

const calls = new WeakMap<object, readonly CellCall[]>()

/** Writes every stack from now on; `cells` finds a cell by the label its code was given. */
export function describeStacks(cells: (label: string) => CellSource | undefined): void {
  Error.stackTraceLimit = 50
  Error.prepareStackTrace = (error, sites) => {
    const found: CellCall[] = []
    const lines: string[] = []
    let end = 0
    for (const site of sites) {
      const cell = cells(site.getScriptNameOrSourceURL() ?? '')
      const place = cell?.place(site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0)
      if (cell === undefined) {
        lines.push(`    at ${site}`)
      } else if (place !== undefined) {
        const name = site.getFunctionName() || undefined
        found.push({ cell, place, name })
        const where = `${cell.title}, line ${place.line + 1}, column ${place.character + 1}`
        end = lines.push(`    at ${name === undefined ? where : `${name} (${where})`}`)
      }
    }
    calls.set(error, found)
    // What is below the last cell is what has called it: the kernel.
    return [`${error}`, ...(end > 0 ? lines.slice(0, end) : lines)].join('\n')
  }
}

/** The calls within cells that led to an error, the innermost first. */
export function cellCalls(error: Error): readonly CellCall[] {
  // Reading the stack is what makes V8 have it written.
  void error.stack
  return calls.get(error) ?? []
}
