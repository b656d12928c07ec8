/** What the kernel and the page tell each other. */
import type { Plane } from '../../charts/plane.ts'
import type { Trouble } from '../../display/widget.ts'
import type { Change } from '../fragments.ts'

/** A control as the page has it. */
export interface ControlTold {
  readonly name: string
  readonly kind: string
  readonly label?: string
  readonly about?: string
  readonly raw: unknown
  readonly initial: unknown
  readonly [detail: string]: unknown
}

/** One thing of a view. */
export interface PartTold {
  readonly name: string
  readonly planes: readonly (Plane | null)[]
  readonly text: string
  /** Whether there are three dimensions of it. */
  readonly solid: boolean
  readonly html: string
}

/** All of an exploration. */
export interface ExplorationTold {
  readonly id: string
  readonly controls: readonly ControlTold[]
  readonly parts: readonly PartTold[]
  readonly title?: string
  readonly caption?: string
  readonly code: string
  readonly version: number
  readonly trouble?: Trouble
  readonly output: OutputTold
}

/** What the view has printed and shown by the way. */
export interface OutputTold {
  readonly text: string
  readonly html: readonly string[]
}

/** What has changed. */
export interface ChangeTold {
  readonly version: number
  readonly answers: Readonly<Record<string, number>>
  readonly values: Readonly<Record<string, unknown>>
  readonly refused: Readonly<Record<string, string>>
  readonly trouble?: Trouble
  readonly output: OutputTold
  readonly code: string
  readonly parts?: readonly PartTold[]
  readonly drawn: readonly RedrawnTold[]
}

/** A part that is drawn anew: as a whole, or where it differs. */
export interface RedrawnTold {
  readonly part: number
  readonly html?: string
  readonly changes?: readonly Change[]
  readonly facts?: Omit<PartTold, 'html'>
  readonly scene?: object
}

/** The page's end of the line to the kernel: an anywidget's model. */
export interface Model {
  get(name: 'exploration'): ExplorationTold
  on(name: 'msg:custom', heard: (content: unknown, buffers: readonly DataView[]) => void): void
  on(name: string, heard: () => void): void
  off(name: string, heard: (...given: never[]) => void): void
  send(content: object): void
  readonly widget_manager?: {
    readonly kernel?: { interrupt(): Promise<void> } | null
    get_model?(id: string): Promise<{ readonly comm_live?: boolean }>
  }
}
