/** Runs cells one after another, by tslab's type checker and executor, and keeps what they declare. */
import type ts from '@tslab/typescript-for-tslab'
import type { MimeBundle } from '../display/display.ts'
import { interruptibleKey } from '../display/interruptible.ts'
import { complained } from './complaints.ts'
import { withoutNames } from './declarations.ts'
import type { CellSource } from './excerpt.ts'
import { type Failure, failure, interruption, thrown } from './failure.ts'
import { defaultOf, load, namespaceOf } from './modules.ts'
import { bundleOf } from './result.ts'
import { type Rewritten, rewrite, runtimeKey } from './rewrite.ts'
import { describeStacks } from './stack.ts'
import {
  type Complaint,
  type Completed,
  type Converted,
  type Converter,
  type Executor,
  requireIn,
  tslabParts,
  typescript,
} from './tslab.ts'
import { isInterrupt, Turns } from './turns.ts'
import { Variables } from './variables.ts'

/** How a cell ended: with what its last expression shows, if anything, or with a failure. */
export type Outcome = { readonly bundle?: MimeBundle; readonly failure?: Failure }

export class Cells {
  readonly variables = new Variables()
  /** What the remembered module exports. */
  library: Readonly<Record<string, unknown>> = {}
  readonly #folder: string
  readonly #ts: typeof ts
  readonly #converter: Converter
  readonly #executor: Executor
  readonly #turns: Turns
  readonly #labels = new Map<string, CellSource>()
  #remembered = false
  /** The types of all variables so far. */
  #declarations = ''
  #running = false
  // Of the cell that runs:
  #source = ''
  #stopped = false
  #cancelled = false
  #interruptions = new Promise<Outcome>(() => {})
  #interrupted = () => {}
  #converted: Converted | undefined
  #label = ''
  #rewritten: Rewritten | undefined
  #pending = ''
  #value: unknown
  #complaints: readonly Complaint[] = []
  #errors: unknown[] = []

  /** `where` is what the second thread knows of the first. */
  constructor(folder: string, where: Int32Array) {
    this.#folder = folder
    const parts = tslabParts()
    this.#ts = typescript()
    this.#converter = parts.createConverter({ isJS: false, isBrowser: false })
    const cellConverter = {
      convert: (_: string, source: string) => this.#converted ?? this.#convert(source),
      addModule: (name: string, content: string, metadata?: object) => {
        this.#complaints = this.#converter.addModule(name, content, metadata)
        return []
      },
    }
    // The executor tells errors, and nothing else, to the console it is given: complaints are known already.
    const heard = (...values: unknown[]) => {
      if (values.length > 1) return
      this.#errors.push(values[0])
      if (!isInterrupt(values[0])) return
      this.#stopped = true
      this.#turns.arrived()
    }
    this.#executor = parts.createExecutor(
      folder,
      { node: cellConverter, browser: cellConverter },
      { log: () => {}, error: heard },
    )
    describeStacks(label => this.#labels.get(label))
    this.#turns = new Turns(where, () => this.interrupt())
    Object.defineProperty(globalThis, Symbol.for(runtimeKey), {
      value: {
        box: (name: string) => this.variables.box(name),
        value: (value: unknown) => {
          this.#value = value
        },
        turn: this.#turns.turn,
        turns: this.#turns.turns,
        defaultOf,
        namespaceOf,
        load,
      },
    })
  }

  /** Checks a cell that is to be run next. */
  prepare(source: string, label: string, title: string): void {
    this.#source = source
    this.#label = label
    this.#rewritten = undefined
    this.#value = undefined
    this.#complaints = []
    this.#errors = []
    this.#begin()
    this.#labels.set(label, { title, source, place: () => undefined })
    this.#converted = undefined
    if (!isModule.test(source)) this.#converted = this.#convert(source)
  }

  #begin(): void {
    this.#running = true
    this.#stopped = false
    this.#cancelled = false
    this.#interruptions = new Promise(resolve => {
      this.#interrupted = () => resolve({ failure: interruption })
    })
  }

  /**
   * Calls functions of cells that have run, as a control in the page does. They can be interrupted as a cell can. Must be called straight from the
   * event loop.
   */
  call(work: () => unknown): Promise<Failure | undefined> {
    this.#begin()
    const called = async (): Promise<Outcome> => {
      try {
        await work()
        return {}
      } catch (error) {
        return { failure: this.#thrown(error) }
      }
    }
    let outcome = this.#interruptions
    const stopped = this.#turns.guarded(() => {
      outcome = called()
    })
    if (stopped) this.#stopped = true
    return Promise.race([outcome, this.#interruptions]).then(ended => {
      this.#running = false
      return ended.failure
    })
  }

  /**
   * Runs the cell that has been prepared. Must be called straight from the event loop, never from within a promise's reaction; and not in the
   * same turn as `prepare`, so that an interrupt during the check has been heard.
   */
  run(silent: boolean): Promise<Outcome> {
    let outcome = this.#interruptions
    const stopped = this.#turns.guarded(() => {
      if (!this.#cancelled) outcome = this.#execute(silent)
    })
    if (stopped) this.#stopped = true
    return Promise.race([outcome, this.#interruptions]).then(ended => {
      this.#keepDeclarations(ended.failure === undefined)
      this.#running = false
      this.#value = undefined
      this.#converted = undefined
      return ended
    })
  }

  async #execute(silent: boolean): Promise<Outcome> {
    try {
      const fine = await this.#executor.execute(this.#source)
      if (this.#complaints.length > 0) return { failure: this.#complained(this.#source) }
      if (!fine) return { failure: this.#thrown(this.#errors[0]) }
      return silent || this.#value === undefined ? {} : { bundle: await this.#shown(this.#value) }
    } catch (error) {
      return { failure: this.#thrown(error) }
    }
  }

  /** Whether the signal has stopped the cell while it was on the stack. */
  get stopped(): boolean {
    return this.#stopped
  }

  /**
   * Stops the cell that runs, if it waits. A loop is stopped by the signal itself. What can end early by itself, as a training run, is asked
   * to, and the cell goes on with what it returns; asked a second time, the cell is stopped.
   */
  interrupt(): void {
    if (this.#running && !this.#stopped && endEarly()) return
    this.#turns.giveUp()
    if (!this.#running) return
    this.#cancelled = true
    this.#executor.interrupt()
    this.#interrupted()
  }

  /** Whether the second thread has asked for an interrupt that nothing has heeded. */
  get asked(): boolean {
    return this.#turns.asked()
  }

  get complete() {
    return (source: string, position: number): Completed =>
      this.#converter.complete(this.#declarations, source, position)
  }

  get inspect() {
    return (source: string, position: number) => this.#converter.inspect(this.#declarations, source, position)
  }

  get typescript() {
    return this.#ts
  }

  /** The value of an expression over the notebook's variables, unchecked. */
  evaluate(expression: string): unknown {
    const { code } = rewrite(this.#ts, `(${expression})`, 'expression', this.variables)
    this.#value = undefined
    new Function('require', code)()
    return this.#value
  }

  /**
   * Reads a module and its types before the first cell asks for it, and keeps its types in mind from then on. Then importing it takes a cell
   * a tenth of the time.
   */
  remember(name: string): void {
    if (this.#remembered) return
    this.#remembered = true
    try {
      this.library = requireIn(this.#folder)(name)
    } catch {
      // The cell that imports it will say so.
      return
    }
    this.#converter.addModule(
      '__remembered__',
      `import * as remembered from '${name}'\nexport type Remembered = typeof remembered`,
    )
    this.#converter.convert('', `import * as remembered from '${name}'\nlet x = 0; x`)
    rewrite(this.#ts, 'let x: number = 0; x', 'cell-0', this.variables)
  }

  /** What a value shows; for a promise, what it is kept by. Drawing can take long, so it is done where it can be interrupted. */
  async #shown(value: unknown): Promise<MimeBundle | undefined> {
    const kept = await value
    await this.#turns.turn(undefined)
    return kept === undefined ? undefined : bundleOf(kept)
  }

  #convert(source: string): Converted {
    let converted = this.#converter.convert(this.#declarations, source)
    if (converted.diagnostics.length > 0 && converted.diagnostics.every(isUnnamable)) {
      converted = this.#converter.convert(this.#declarations, untyped(source, converted.diagnostics))
    }
    this.#complaints = converted.diagnostics
    if (converted.diagnostics.length > 0) return converted
    const rewritten = rewrite(this.#ts, source, this.#label, this.variables)
    this.variables.capture(rewritten.captured)
    const { title } = this.#labels.get(this.#label)!
    this.#labels.set(this.#label, { title, source, place: rewritten.place })
    this.#rewritten = rewritten
    this.#pending = converted.declOutput ?? ''
    const hasToplevelAwait = converted.hasToplevelAwait || rewritten.waits
    return { ...converted, hasToplevelAwait, output: rewritten.code, lastExpressionVar: undefined }
  }

  /** A cell that failed on its way has declared what it got to. */
  #keepDeclarations(fine: boolean): void {
    if (this.#rewritten === undefined) return
    const unreached = fine ? [] : this.#rewritten.declared.filter(name => this.variables.value(name) === undefined)
    this.#declarations = withoutNames(this.#ts, this.#pending, unreached)
  }

  #complained(source: string): Failure {
    return complained(source, this.#complaints, offset => {
      try {
        const names = this.complete(source.slice(0, offset), offset).candidates
        return names.length <= 12 ? names : []
      } catch {
        return []
      }
    })
  }

  #thrown(error: unknown): Failure {
    if (error instanceof Error && error.message === 'Interrupted asynchronously') return interruption
    if (error === undefined) return failure('Error', 'the cell failed without saying why')
    return thrown(error)
  }
}

/** Asks what can end early to do so; whether there is anything that has not been asked before. */
function endEarly(): boolean {
  const all = (globalThis as { [interruptibleKey]?: Set<() => void> })[interruptibleKey] ?? new Set()
  const asked = [...all]
  all.clear()
  for (const end of asked) end()
  return asked.length > 0
}

/** How a cell says that it is a module of tslab's, to be imported by others. */
const isModule = /@module\b/

/** Whether a variable's type can't be written down in the declarations, as that of `await import('fs')`: no fault of the cell's. */
const isUnnamable = ({ code }: Complaint) => code >= 4000 && code < 5000

/** The cell with these variables of type any. */
function untyped(source: string, complaints: readonly Complaint[]): string {
  const ends = [...new Set(complaints.map(({ end }) => end.offset))].sort((a, b) => b - a)
  return ends.reduce((text, end) => `${text.slice(0, end)}: any${text.slice(end)}`, source)
}
