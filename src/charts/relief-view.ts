/**
 * From where a surface in three dimensions is seen. The still picture and the page share this, so that the one lies exactly over the other.
 *
 * Three kinds of coordinates: a scene's, from 0 to 1, x to the right, y away, height up; the world's, in which the box stands around
 * the origin, with height as its second coordinate and nearer as its third; and the picture's pixels.
 */

/** Where the eye stands, in degrees: to the right of the side of the lowest y, and above the horizon. */
export interface Viewpoint {
  readonly azimuth: number
  readonly elevation: number
}

export type Triple = readonly [number, number, number]

/** The box in the world: from -1 to 1 across and along; the surface is from 0 to `top`, and the floor lies below it. */
export const box = { floor: -0.55, top: 0.95 }

/** The height of the floor in the scene. */
export const floorHeight = box.floor / box.top

/** What the eye looks at. */
export const centre: Triple = [0, -0.02, 0]

/** The angle from the picture's lower to its upper side, in degrees. */
export const fieldOfView = 28

export const inWorld = (x: number, y: number, height: number): Triple => [2 * x - 1, box.top * height, 1 - 2 * y]

export const inScene = ([x, y, z]: Triple): Triple => [(x + 1) / 2, (1 - z) / 2, y / box.top]

/** How far away the eye is, such that the box fits a picture so many times as wide as high. */
export const distance = (aspect: number): number => 6.9 * Math.max(1, 1.3 / aspect)

/** Where the eye is in the world. */
export function eye({ azimuth, elevation }: Viewpoint, away: number): Triple {
  const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180]
  return [
    centre[0] + away * Math.sin(a) * Math.cos(e),
    centre[1] + away * Math.sin(e),
    centre[2] + away * Math.cos(a) * Math.cos(e),
  ]
}

/** Where a point of the scene stands in the picture, in pixels, seen in perspective. */
export function projection(view: Viewpoint, width: number, height: number) {
  const [a, e] = [(view.azimuth * Math.PI) / 180, (view.elevation * Math.PI) / 180]
  const away = distance(width / height)
  const scale = height / 2 / Math.tan((fieldOfView * Math.PI) / 360)
  return (x: number, y: number, h: number): [number, number] => {
    const [wx, wy, wz] = inWorld(x, y, h)
    const [dx, dy, dz] = [wx - centre[0], wy - centre[1], wz - centre[2]]
    const right = dx * Math.cos(a) - dz * Math.sin(a)
    const nearer = dx * Math.sin(a) + dz * Math.cos(a)
    const up = dy * Math.cos(e) - nearer * Math.sin(e)
    const depth = away - (dy * Math.sin(e) + nearer * Math.cos(e))
    return [width / 2 + (scale * right) / depth, height / 2 - (scale * up) / depth]
  }
}

/** The edges of the box along which the axes are marked, in the scene: where each begins, which way it goes, and which way its labels stand out. */
export interface AxisEdge {
  readonly at: Triple
  readonly along: Triple
  readonly out: Triple
}

/** The floor's two edges that are nearer, and the upright edge that is outermost on the left, for an eye in that direction. */
export function axisEdges(azimuth: number): { readonly x: AxisEdge; readonly y: AxisEdge; readonly z: AxisEdge } {
  const a = (azimuth * Math.PI) / 180
  const [right, front] = [Math.sin(a) >= 0, Math.cos(a) >= 0]
  const [sideX, sideY] = [right ? 1 : 0, front ? 0 : 1]
  const corners: (readonly [number, number])[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ]
  const across = ([x, y]: readonly [number, number]): number => (x - 0.5) * Math.cos(a) + (y - 0.5) * Math.sin(a)
  const [cx, cy] = corners.reduce((best, corner) => (across(corner) < across(best) - 1e-9 ? corner : best))
  return {
    x: { at: [0, sideY, floorHeight], along: [1, 0, 0], out: [0, front ? -1 : 1, 0] },
    y: { at: [sideX, 0, floorHeight], along: [0, 1, 0], out: [right ? 1 : -1, 0, 0] },
    z: { at: [cx, cy, 0], along: [0, 0, 1], out: [-Math.cos(a), -Math.sin(a), 0] },
  }
}
