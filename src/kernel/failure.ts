/** What went wrong in a cell, as the notebook shows it: the message, the line of the cell with a caret, and nothing of the kernel's insides. */
import { inspect } from 'node:util'
import { excerpt, grey, red } from './excerpt.ts'
import { plainNames } from './rewrite.ts'
import { cellCalls } from './stack.ts'
import { isInterrupt } from './turns.ts'

/** The content of Jupyter's `error` message. */
export interface Failure {
  readonly ename: string
  readonly evalue: string
  readonly traceback: readonly string[]
}

/** Calls from cell to cell that are listed at most. */
const callers = 5

export const interruption: Failure = failure(
  'KeyboardInterrupt',
  'the cell was interrupted; its variables keep the values they had',
)

export function failure(ename: string, evalue: string, details: readonly string[] = []): Failure {
  return { ename, evalue, traceback: [`${red(ename)}: ${evalue}`, ...details] }
}

/** Something thrown by a cell. */
export function thrown(error: unknown): Failure {
  if (isInterrupt(error)) return interruption
  if (!(error instanceof Error) && Object.prototype.toString.call(error) !== '[object Error]') {
    return failure('Thrown', inspect(error, { depth: 2 }))
  }
  const { name, message, cause } = error as Error
  const text = missingModule(error as Error) ?? plainNames(message)
  const details = trace(error as Error)
  if (cause !== undefined)
    details.push(`${grey('because of')} ${cause instanceof Error ? `${cause.name}: ${cause.message}` : inspect(cause)}`)
  for (const each of error instanceof AggregateError ? error.errors.slice(0, callers) : []) details.push(`- ${each}`)
  return failure(name || 'Error', text, details)
}

/** A module that is not there, in a sentence that says what to do. */
export function missing(name: string): string {
  if (name !== 'fall-line') return `there is no module '${name}'`
  return "the library 'fall-line' is not built: run `npm start` (or `npm run build`) in the project's folder, then restart the kernel"
}

function missingModule(error: Error): string | undefined {
  const code = (error as { code?: unknown }).code
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return undefined
  const name = /'([^']+)'/.exec(error.message)?.[1] ?? ''
  return /[\\/]dist[\\/]index\.js$/.test(name) || name === 'fall-line' ? missing('fall-line') : undefined
}

/** Where in the cells it happened: the innermost call with its source, the others in a line each. */
function trace(error: Error): string[] {
  const lines: string[] = []
  let last = ''
  for (const { cell, place, name } of cellCalls(error)) {
    const here = `${cell.title}, line ${place.line + 1}`
    if (here === last) continue
    last = here
    const where = name === undefined ? here : `${here}, in ${name}`
    if (lines.length === 0) lines.push('', where, ...excerpt(cell.source, place))
    else if (lines.length < 5 + callers) {
      lines.push(grey(`called from ${where}: ${cell.source.split('\n')[place.line]?.trim() ?? ''}`))
    }
  }
  return lines
}
