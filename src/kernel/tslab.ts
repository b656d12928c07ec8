/** The parts of tslab the kernel is composed of, and the TypeScript they share. Loaded on demand: TypeScript alone takes a quarter of a second. */
import * as nodeModule from 'node:module'
import type TypeScript from '@tslab/typescript-for-tslab'

/** A place in a cell: line and character counted from 0. */
export interface Place {
  readonly line: number
  readonly character: number
}

/** A complaint of the type checker, as tslab hands it on: the links of a chained message come one after another. */
export interface Complaint {
  readonly start: Place & { readonly offset: number }
  readonly end: Place & { readonly offset: number }
  readonly messageText: string
  readonly category: number
  readonly code: number
  readonly fileName?: string
}

/** tslab's type checker and transpiler over one cell and the declarations of the cells before it. */
export interface Converter {
  convert(declarations: string, source: string): Converted
  inspect(declarations: string, source: string, position: number): TypeScript.QuickInfo | undefined
  complete(declarations: string, source: string, position: number): Completed
  addModule(name: string, content: string, metadata?: object): Complaint[]
  close(): void
}

export interface Converted {
  readonly output?: string
  readonly declOutput?: string
  readonly diagnostics: Complaint[]
  readonly hasToplevelAwait?: boolean
  readonly sideOutputs?: { path: string; data: string }[]
  readonly lastExpressionVar?: string
}

export interface Completed {
  readonly start: number
  readonly end: number
  readonly candidates: string[]
  readonly original?: { entries: { name: string; kind: string }[] }
}

/** tslab's runner of converted cells; `execute` is false after an error, which it has told `console.error`. */
export interface Executor {
  execute(source: string): Promise<boolean>
  interrupt(): void
}

interface Parts {
  readonly createConverter: (options: { isJS: boolean; isBrowser: boolean }) => Converter
  readonly isCompleteCode: (source: string) => { completed: boolean; indent?: string }
  readonly createExecutor: (
    folder: string,
    converters: { node: object; browser: object },
    console: { log(...values: unknown[]): void; error(...values: unknown[]): void },
  ) => Executor
}

const fromHere = nodeModule.createRequire(import.meta.url)

export const tslabParts = (): Parts => {
  withoutComments(typescript())
  return {
    ...fromHere('tslab/dist/converter.js'),
    ...fromHere('tslab/dist/executor.js'),
  }
}

let stripped = false

/**
 * Has the declarations of Node read without their comments. They are two thirds of all the text TypeScript reads at the start, and nobody comes
 * to a notebook on optimizers to look up Node: the first cell can run a quarter of a second earlier.
 */
function withoutComments({ sys }: typeof TypeScript): void {
  if (stripped) return
  stripped = true
  const read = sys.readFile
  sys.readFile = (path, encoding) => {
    const text = read(path, encoding)
    return /\/node_modules\/(@types\/node|undici-types)\//.test(path) ? text?.replace(/\/\*\*.*?\*\//gs, '') : text
  }
}

/** tslab's own TypeScript, found from where tslab is. */
export const typescript = (): typeof TypeScript =>
  nodeModule.createRequire(fromHere.resolve('tslab/package.json'))('@tslab/typescript-for-tslab')

/** What a cell in a folder gets by `require`. */
export const requireIn = (folder: string): NodeJS.Require => nodeModule.createRequire(`${folder}/cell.js`)

/** Lets a cell that imports tslab's own `display` write to this kernel. */
export function shareDisplay(write: (content: object, update: boolean) => void): void {
  fromHere('tslab/dist/jupyter.js').lastWriteDisplayData = write
}
