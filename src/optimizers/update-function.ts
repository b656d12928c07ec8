import type { Hyperparameters } from './hyperparameter.ts'
import type { Setting } from './rule.ts'

/** What an update works on at a time: one layer, or all parameters as one vector. */
export interface Shape {
  /** 1 for a vector, 2 or more for a matrix. */
  readonly rank: number
  /** A vector is one row. */
  readonly rows: number
  readonly columns: number
}

/** How many numbers are kept for a layer of this shape. They begin as zeros. */
export type SizeByShape = (shape: Shape) => number

/** What an update that is a function is given, and may change: theta and the slots, in place. */
export interface Update extends Shape {
  readonly theta: Float64Array
  readonly g: Float64Array
  /** The number of this update: 1 at the first. */
  readonly t: number
  /** This step's values of the hyperparameters, by argument name. */
  readonly hyperparameters: Readonly<Record<string, number>>
  /** What is chosen of each option. */
  readonly options: Readonly<Record<string, string | boolean>>
  /** What the rule remembers. */
  readonly state: Readonly<Record<string, Float64Array>>
  /** Room to work in. What is left there means nothing in the next step. */
  readonly work: Readonly<Record<string, Float64Array>>
}

/** One step as a function: changes theta and the state in place. It must remember nothing elsewhere, or a run can't be resumed. */
export type UpdateFunction = (update: Update) => void

/** What a rule whose step is a function is made of. */
export interface FunctionRuleParts {
  readonly name: string
  readonly hyperparameters: Hyperparameters
  readonly settings: Readonly<Record<string, Setting>>
  readonly options?: Readonly<Record<string, string | boolean>>
  /** By symbol: a number, which every parameter's entry begins as, or how many entries there are by shape. */
  readonly state: Readonly<Record<string, number | string | SizeByShape>>
  readonly work?: Readonly<Record<string, SizeByShape>>
  /** 'layer': the update is called once for each segment; otherwise once, with all parameters as one vector. */
  readonly over?: 'layer'
  readonly update: UpdateFunction
  /** The step in LaTeX, to be read. */
  readonly recursion?: string
  /** Whether decay by a wrapper would be wrong, as it belongs inside this rule. */
  readonly decaysInside?: boolean
}
