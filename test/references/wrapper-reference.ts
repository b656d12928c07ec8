import type { Moving } from './moving.ts'
import type { Form, Setting } from './reference.ts'

/** A wrapper: its hyperparameters, its options and what it makes of a rule. */
export interface WrapperReference {
  readonly settings: Readonly<Record<string, number | undefined>>
  readonly options?: Readonly<Record<string, readonly (string | boolean)[]>>
  wrap(inner: Moving, setting: Setting, form: Form, theta: Float64Array): Moving
}
