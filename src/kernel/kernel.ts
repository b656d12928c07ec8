/** The Jupyter kernel: what it answers to each message, and the messages it sends while a cell runs. */
import type { MimeBundle } from '../display/display.ts'
import { type FrontEnd, frontEndKey } from '../display/front-end.ts'
import type { WidgetHalf } from '../display/widget.ts'
import { Cells } from './cells.ts'
import { Comms } from './comms.ts'
import { complete } from './completion.ts'
import { type Failure, thrown } from './failure.ts'
import { hover } from './hover.ts'
import { information } from './information.ts'
import type { Header, Message } from './message.ts'
import { codePoints } from './position.ts'
import { inJson, readable } from './result.ts'
import { Streams } from './streams.ts'
import { shareDisplay, tslabParts } from './tslab.ts'
import { Cleared } from './turns.ts'
import { controlTarget, Widgets } from './widgets.ts'

/** Sends a message: to everyone on iopub, or to whom the parent came from. */
export interface Line {
  publish(
    type: string,
    content: object,
    parent: Header | undefined,
    metadata?: object,
    buffers?: readonly Uint8Array[],
  ): void
  reply(to: Message, type: string, content: object): void
}

interface ExecuteRequest {
  readonly code: string
  readonly silent?: boolean
  readonly store_history?: boolean
  readonly user_expressions?: Readonly<Record<string, string>>
  readonly stop_on_error?: boolean
}

/** What has its turn: a cell, or what a widget of the page has asked for. */
interface Task {
  readonly header: Header
  /** The cell's message. */
  readonly cell?: Message
  /** The widget's half. */
  readonly half?: WidgetHalf
}

/** Milliseconds without a question after which nobody seems to wait. */
const moment = 100

/** Milliseconds that a failed cell waits for the cells that were sent behind it, which are not run. */
const abortWindow = 20

export class Kernel {
  readonly #line: Line
  readonly #folder: string
  readonly #where: Int32Array
  readonly #streams: Streams
  readonly #queue: Task[] = []
  readonly #comms: Comms
  readonly #widgets: Widgets
  #cells: Cells | undefined
  #count = 0
  #label = 0
  #busy = false
  #pause: NodeJS.Timeout | undefined
  /** The request whose outputs are being produced. */
  #parent: Header | undefined
  /** The widget that works: what it prints is its own. */
  #working: WidgetHalf | undefined
  /** The message over a comm that is being heard. */
  #hearing: Header | undefined

  /**
   * @param folder where cells run
   * @param modules the folder of the page's modules
   * @param where what the second thread knows of the first
   */
  constructor(line: Line, folder: string, modules: URL, where: Int32Array) {
    this.#line = line
    this.#folder = folder
    this.#where = where
    this.#streams = new Streams((name, text) => {
      if (this.#working) this.#working.printed(name, text)
      else line.publish('stream', { name, text }, this.#parent)
    })
    this.#comms = new Comms(
      (type, content, { metadata, buffers } = {}) =>
        line.publish(type, content, this.#hearing ?? this.#parent, metadata, buffers),
      { [controlTarget]: comm => this.#widgets.control(comm) },
    )
    this.#widgets = new Widgets(this.#comms, modules, half => this.#ask(half))
    const frontEnd: FrontEnd = {
      display: (bundle, options) => this.#display(bundle, options),
      widget: half => this.#widgets.open(half),
    }
    Object.defineProperty(globalThis, frontEndKey, { value: frontEnd })
    process.on('SIGINT', () => this.#cells?.interrupt())
    process.on('uncaughtException', error => {
      if (!(error instanceof Cleared)) this.#reportLate(error)
    })
    process.on('unhandledRejection', reason => this.#reportLate(reason))
    this.#streams.capture()
    // Node warns of a `require` of ES modules, which is how a cell's import is done; nobody can do anything about it.
    process.removeAllListeners('warning')
    process.on('warning', warning => {
      if (warning.name !== 'ExperimentalWarning') this.#streams.write('stderr', `${warning.name}: ${warning.message}\n`)
    })
  }

  /** The second thread has been asked for an interrupt while no code of a cell ran. */
  interrupt(): void {
    if (this.#cells?.asked) this.#cells.interrupt()
  }

  /** Loads the type checker and whatever a first cell needs: a second's work, done while nobody waits. */
  warm(): void {
    void this.cells
    this.#rest()
  }

  /** When nothing has been asked for a moment, the library is read for the cell that will import it. */
  #rest(): void {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => {
      if (!this.#busy) this.cells.remember('fall-line')
    }, moment)
  }

  #load(): Cells {
    const cells = new Cells(this.#folder, this.#where)
    shareDisplay((content, update) => this.#publish(update ? 'update_display_data' : 'display_data', content))
    return cells
  }

  get cells(): Cells {
    this.#cells ??= this.#load()
    return this.#cells
  }

  /** Takes a message from the shell channel. Cells are run one after another; everything else is answered at once. */
  receive(message: Message): void {
    if (message.header.msg_type === 'execute_request') {
      this.#queue.push({ header: message.header, cell: message })
      this.#next()
      return
    }
    this.#line.publish('status', { execution_state: 'busy' }, message.header)
    if (message.header.msg_type.startsWith('comm_') && message.header.msg_type !== 'comm_info_request') {
      this.#hear(message)
      return
    }
    const answer = this.#answered(message)
    if (answer !== undefined) this.#line.reply(message, message.header.msg_type.replace('_request', '_reply'), answer)
    this.#line.publish('status', { execution_state: 'idle' }, message.header)
  }

  /** The answer; one that says what went wrong rather than none, since the page waits for it. */
  #answered(message: Message): object | undefined {
    try {
      return this.#answer(message)
    } catch (error) {
      return { status: 'error', ...thrown(error) }
    }
  }

  #answer({ header, content }: Message): object | undefined {
    const { code = '', cursor_pos = 0 } = content as { code?: string; cursor_pos?: number }
    switch (header.msg_type) {
      case 'kernel_info_request':
        return information
      case 'complete_request':
        return complete(this.cells, code, codePoints.toUnits(code, cursor_pos))
      case 'inspect_request':
        return hover(this.cells, code, codePoints.toUnits(code, cursor_pos))
      case 'is_complete_request': {
        const { completed, indent = '' } = tslabParts().isCompleteCode(code)
        return completed ? { status: 'complete' } : { status: 'incomplete', indent }
      }
      case 'history_request':
        return { status: 'ok', history: [] }
      case 'comm_info_request':
        return { status: 'ok', comms: this.#comms.list(content.target_name as string | undefined) }
      default:
        return undefined
    }
  }

  /** A message over a comm is heard at once; what it asks for has its turn, and until then the message counts as at work. */
  #hear(message: Message): void {
    const { header } = message
    this.#hearing = header
    try {
      this.#comms.receive(message)
    } catch (error) {
      this.#reportLate(error)
    }
    this.#hearing = undefined
    if (this.#queue.some(task => task.header === header)) this.#next()
    else this.#line.publish('status', { execution_state: 'idle' }, header)
  }

  /** A widget's half wants to work. It waits for one turn at a time, however often it asks. */
  #ask(half: WidgetHalf): void {
    if (this.#queue.some(task => task.half === half)) return
    const header = this.#hearing ?? this.#parent
    if (header === undefined) return
    this.#queue.push({ header, half })
    if (this.#hearing === undefined) this.#next()
  }

  #next(): void {
    if (this.#busy) return
    const task = this.#queue.shift()
    if (task === undefined) return
    this.#busy = true
    // Straight from the event loop: an interrupt unwinds the stack up to here.
    setImmediate(() => {
      if (task.cell) this.#execute(task.cell)
      else this.#work(task.header, task.half!)
    })
  }

  #work(header: Header, half: WidgetHalf): void {
    this.#parent = header
    this.#streams.flush()
    this.#working = half
    this.cells
      .call(() => half.work())
      .then(failed => {
        this.#streams.flush()
        this.#working = undefined
        if (failed) half.failed(failed)
        this.#line.publish('status', { execution_state: 'idle' }, header)
        this.#busy = false
        this.#rest()
        this.#next()
      })
    this.#unwind()
  }

  /** Where the signal has stopped what was on the stack, the rest of it is given up. */
  #unwind(): void {
    if (!this.cells.stopped) return
    this.cells.interrupt()
    throw new Cleared()
  }

  #execute(message: Message): void {
    const request = message.content as unknown as ExecuteRequest
    const header = message.header
    this.#parent = header
    this.#line.publish('status', { execution_state: 'busy' }, header)
    this.#seen(message)
    const silent = request.silent === true
    if (!silent && request.store_history !== false) this.#count += 1
    if (!silent) this.#publish('execute_input', { code: request.code, execution_count: this.#count })
    this.#label += 1
    try {
      this.cells.prepare(request.code, `cell-${this.#label}`, `cell [${this.#count}]`)
    } catch (error) {
      // tslab is not there, or not whole.
      void this.#finish(message, request, silent, thrown(error))
      return
    }
    setImmediate(() => this.#run(message, request, silent))
  }

  #run(message: Message, request: ExecuteRequest, silent: boolean): void {
    this.cells
      .run(silent)
      .then(({ bundle, failure }) => {
        if (bundle) this.#publish('execute_result', { execution_count: this.#count, data: bundle, metadata: {} })
        return failure
      })
      .catch(thrown)
      .then(failed => this.#finish(message, request, silent, failed))
    this.#unwind()
  }

  async #finish(
    message: Message,
    request: ExecuteRequest,
    silent: boolean,
    failed: Failure | undefined,
  ): Promise<void> {
    if (failed && !silent) this.#publish('error', failed)
    const expressions = Object.entries(request.user_expressions ?? {}).map(([name, code]) => [
      name,
      this.#evaluate(code),
    ])
    // The cells that were sent behind this one are still arriving, if it has kept us busy.
    const abort = failed !== undefined && request.stop_on_error !== false
    if (abort) await new Promise(resolve => setTimeout(resolve, abortWindow))
    const behind = abort ? this.#cellsBehind() : []
    this.#end(message, {
      ...(failed ? { status: 'error', ...failed } : { status: 'ok', payload: [] }),
      execution_count: this.#count,
      user_expressions: failed ? {} : Object.fromEntries(expressions),
    })
    for (const each of behind) {
      this.#line.publish('status', { execution_state: 'busy' }, each.header)
      this.#line.reply(each, 'execute_reply', { status: 'aborted' })
      this.#line.publish('status', { execution_state: 'idle' }, each.header)
    }
  }

  #cellsBehind(): Message[] {
    const waiting = this.#queue.splice(0)
    this.#queue.push(...waiting.filter(({ cell }) => cell === undefined))
    return waiting.flatMap(({ cell }) => cell ?? [])
  }

  /** JupyterLab says which cell it runs, and which ones have been deleted: their widgets are not on the page any more. */
  #seen({ metadata }: Message): void {
    const { cellId, deletedCells = [] } = metadata as { cellId?: string; deletedCells?: readonly string[] }
    this.#widgets.cell = cellId
    for (const cell of [...deletedCells, cellId]) if (cell !== undefined) this.#widgets.forget(cell)
  }

  #end(message: Message, content: object): void {
    this.#streams.flush()
    this.#line.reply(message, 'execute_reply', content)
    this.#line.publish('status', { execution_state: 'idle' }, message.header)
    this.#busy = false
    this.#rest()
    this.#next()
  }

  #evaluate(expression: string): object {
    try {
      return { status: 'ok', data: { 'text/plain': readable(this.cells.evaluate(expression)) }, metadata: {} }
    } catch (error) {
      return { status: 'error', ...thrown(error) }
    }
  }

  #display(data: MimeBundle, { id, update = false }: { readonly id?: string; readonly update?: boolean } = {}): void {
    if (this.#working) {
      this.#streams.flush()
      this.#working.displayed(inJson(data), { id, update })
      return
    }
    const transient = id === undefined ? {} : { display_id: id }
    this.#publish(update ? 'update_display_data' : 'display_data', { data: inJson(data), metadata: {}, transient })
  }

  /** Something of the cell's, after what it has printed so far. */
  #publish(type: string, content: object): void {
    this.#streams.flush()
    this.#line.publish(type, content, this.#parent)
  }

  /** An error that no cell waits for any more, as one thrown by a timer. */
  #reportLate(error: unknown): void {
    this.#streams.write('stderr', `${thrown(error).traceback.join('\n')}\n`)
  }
}
