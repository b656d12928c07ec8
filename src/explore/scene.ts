/** A surface in three dimensions and paths on it, in the form in which a page draws it. */
export interface Scene {
  /** Points across and along. */
  readonly columns: number
  readonly rows: number
  /** What x and y go from and to. */
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  /** The height of each point from 0 to 1, row by row from the lowest y. */
  readonly heights: Float32Array
  /** Lines of equal height, x and y from 0 to 1 by turns; NaN between two lines. */
  readonly levels: Float32Array
  readonly paths: readonly ScenePath[]
  readonly labels: { readonly x: string; readonly y: string; readonly z: string }
}

/** A path on the surface. */
export interface ScenePath {
  readonly name: string
  readonly colour: string
  /** x, y and height of each step, from 0 to 1, by turns. */
  readonly points: Float32Array
}
