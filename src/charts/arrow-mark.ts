import { line } from '@observablehq/plot'

type Point = readonly [number, number]

/** Pixels of a head, and how far it opens to each side of the shaft. */
const head = { length: 8, half: 0.4 }

/** An arrow between two points in pixels: a shaft, which may be dashed, and a filled head, not longer than half the arrow. */
export function arrowMark([x0, y0]: Point, [x1, y1]: Point, colour: string, dash = 'none', width = 2): unknown[] {
  const length = Math.hypot(x1 - x0, y1 - y0)
  if (!(length > 0)) return []
  const size = Math.min(head.length, length / 2)
  const back = Math.atan2(y1 - y0, x1 - x0) + Math.PI
  const corner = (turn: number): Point => [x1 + size * Math.cos(back + turn), y1 + size * Math.sin(back + turn)]
  const neck: Point = [x1 + 0.8 * size * Math.cos(back), y1 + 0.8 * size * Math.sin(back)]
  const place = { x: { value: '0', scale: null }, y: { value: '1', scale: null } }
  return [
    line([[x0, y0], neck], { ...place, stroke: colour, strokeWidth: width, strokeDasharray: dash }),
    line([[x1, y1], corner(-head.half), neck, corner(head.half), [x1, y1]], { ...place, fill: colour, stroke: colour }),
  ]
}
