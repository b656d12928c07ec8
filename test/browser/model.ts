/** A cell as the notebook's model has it. */
export interface Cell {
  readonly index: number
  readonly type: 'code' | 'markdown' | 'raw'
  readonly source: string
  readonly trusted: boolean
  readonly executionCount: number | null
  readonly outputs: readonly Output[]
}

/** A cell's output, as nbformat has it. */
export interface Output {
  readonly output_type: 'stream' | 'execute_result' | 'display_data' | 'error'
  readonly name?: string
  readonly text?: string | string[]
  readonly data?: Readonly<Record<string, unknown>>
  readonly ename?: string
  readonly evalue?: string
  readonly traceback?: string[]
}

/** What of JupyterLab's application the tests use: window.jupyterapp. */
interface JupyterApp {
  readonly commands: { execute(id: string, args?: object): Promise<unknown> }
  readonly shell: { readonly currentWidget: Panel | null }
}

interface Panel {
  readonly context: { readonly isReady: boolean; save(): Promise<void> }
  readonly sessionContext: {
    readonly session: { readonly kernel: Kernel | null } | null
    shutdown(): Promise<void>
    restartKernel(): Promise<void>
  }
  readonly content: {
    activeCellIndex: number
    mode: string
    readonly widgets: readonly {
      readonly editor: {
        readonly editor: { state: { doc: { toString(): string } }; focus(): void; dispatch(change: object): void }
      } | null
    }[]
    scrollToItem(index: number, align?: string): Promise<void>
    readonly model: { readonly cells: Iterable<CellModel> & { readonly length: number } }
  }
}

interface Kernel {
  readonly name: string
  readonly status: string
  requestCommInfo(content: object): Promise<{ readonly content: { readonly comms: object } }>
  requestExecute(content: object): { onIOPub(message: KernelMessage): void; readonly done: Promise<unknown> }
}

/** What a kernel says of a cell that runs. */
interface KernelMessage {
  readonly header: { readonly msg_type: string }
  readonly content: { readonly data?: Readonly<Record<string, string>>; readonly traceback?: readonly string[] }
}

interface CellModel {
  readonly type: Cell['type']
  readonly trusted: boolean
  readonly executionCount?: number | null
  readonly executionState?: string
  readonly sharedModel: { readonly source: string; setSource(source: string): void }
  readonly outputs?: { toJSON(): Output[] }
}

declare global {
  interface Window {
    readonly jupyterapp: JupyterApp
  }
}

/** What an output says, as text. */
export function words(outputs: readonly Output[]): string {
  return outputs
    .map(({ text, data, ename, evalue, traceback }) =>
      ename === undefined
        ? [text ?? data?.['text/plain'] ?? ''].flat().join('')
        : [`${ename}: ${evalue}`, ...(traceback ?? [])].join('\n'),
    )
    .join('')
}

/** The pictures of a cell. */
export function pictures(outputs: readonly Output[]): string[] {
  return outputs
    .map(({ data = {} }) => [data['image/svg+xml'] ?? data['text/html'] ?? ''].flat().join(''))
    .filter(html => html.includes('<svg'))
}

/** The lines of pictures, without titles and numbers. */
export function shapes(outputs: readonly Output[]): string[] {
  return pictures(outputs).flatMap(picture => picture.match(/\bd="[^"]+"/g) ?? [])
}
