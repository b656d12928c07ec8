import { distance, eye, inScene, type Triple, type Viewpoint } from './relief-view.ts'

/** A surface's heights over the unit square, row by row from the lowest y. */
export interface Ground {
  readonly columns: number
  readonly rows: number
  readonly heights: Float32Array
}

/** The height at a place from 0 to 1, between the points of the grid. */
export function heightOf({ columns, rows, heights }: Ground, x: number, y: number): number {
  const [u, v] = [x * (columns - 1), y * (rows - 1)]
  const i = Math.min(columns - 2, Math.max(0, Math.floor(u)))
  const j = Math.min(rows - 2, Math.max(0, Math.floor(v)))
  const at = j * columns + i
  const [s, t] = [u - i, v - j]
  return (
    (1 - t) * ((1 - s) * heights[at] + s * heights[at + 1]) +
    t * ((1 - s) * heights[at + columns] + s * heights[at + columns + 1])
  )
}

/** Whether a point of the scene is seen: the line from it to the eye passes over the ground. */
export function seen(ground: Ground, from: Triple, [x, y, h]: Triple, slack = 0.015, stride = 1 / 48): boolean {
  const [dx, dy, dh] = [from[0] - x, from[1] - y, from[2] - h]
  const step = stride / Math.hypot(dx, dy)
  for (let t = step; t < 1; t += step) {
    const [px, py, ph] = [x + t * dx, y + t * dy, h + t * dh]
    if (px < 0 || px > 1 || py < 0 || py > 1 || ph > 1) return true
    if (heightOf(ground, px, py) > ph + slack) return false
  }
  return true
}

/** Where the eye is, in the scene. */
export const eyeInScene = (view: Viewpoint, aspect: number): Triple => inScene(eye(view, distance(aspect)))

/** From here a surface is seen by default, but for what hides it: in this order. */
const viewpoints: readonly Viewpoint[] = [40, 50].flatMap(elevation =>
  [-35, 35, 145, -145].map(azimuth => ({ azimuth, elevation })),
)

/** From where most of the ground is seen, of low ground more; from the front unless another place is clearly better. */
export function bestView(ground: Ground, aspect: number): Viewpoint {
  let best = viewpoints[0]
  let most = 0
  for (const view of viewpoints) {
    const from = eyeInScene(view, aspect)
    let score = 0
    for (let j = 0; j < 16; j++) {
      for (let i = 0; i < 16; i++) {
        const [x, y] = [(i + 0.5) / 16, (j + 0.5) / 16]
        const h = heightOf(ground, x, y)
        if (seen(ground, from, [x, y, h], 0.015, 1 / 24)) score += 1.5 - h
      }
    }
    if (score > most * 1.06) [best, most] = [view, score]
  }
  return best
}
