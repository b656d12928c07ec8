import type { Viewpoint } from './relief-view.ts'

/** A surface in three dimensions and paths on it, in numbers from 0 to 1: what its still picture and a page draw alike. */
export interface Scene {
  /** Points across and along. */
  readonly columns: number
  readonly rows: number
  /** The height of each point, row by row from the lowest y; NaN where the loss is not a finite number. */
  readonly heights: Float32Array
  /** Lines of equal loss: x, y and height by turns; NaN between two lines. */
  readonly levels: Float32Array
  /** Where these lines are drawn. */
  readonly contours: Contours
  readonly paths: readonly ScenePath[]
  /** Known minima: x, y and height by turns. */
  readonly minima: Float32Array
  readonly axes: { readonly x: SceneAxis; readonly y: SceneAxis; readonly z: SceneAxis }
  /** Where it is seen from at first. */
  readonly view: Viewpoint
  /** Pixels of the picture above the surface, where the legend is. */
  readonly top: number
}

/** Where lines of equal loss are drawn: on the floor below the surface, on the surface, on both, or nowhere. */
export type Contours = 'floor' | 'surface' | 'both' | 'none'

/** The name of an axis, and its ticks. */
export interface SceneAxis {
  readonly name: string
  readonly ticks: readonly { readonly at: number; readonly text: string }[]
}

/** A path on the surface. All its points are x, y and height by turns. */
export interface ScenePath {
  readonly name: string
  readonly colour: string
  /** The line, lying on the surface; NaN where it is interrupted. */
  readonly line: Float32Array
  /** Where its steps are. */
  readonly dots: Float32Array
  /** What lies beyond the step that is shown: drawn faint. */
  readonly beyond: Float32Array
  /** Where it begins; empty where that is outside. */
  readonly start: Float32Array
  /** Where it ends, or leaves the picture; empty where it was never in it. */
  readonly end: Float32Array
  /** The name of the symbol at its end, and whether that is an outline: the path does not end there. */
  readonly symbol: string
  readonly hollow: boolean
}
