import { text } from '@observablehq/plot'
import { heightText } from './contour-words.ts'
import type { Frame } from './frame.ts'
import type { Isolines } from './isolines.ts'
import { fixed } from './legend.ts'
import { background } from './palette.ts'
import type { Polyline } from './polyline.ts'

interface Label {
  readonly x: number
  readonly y: number
  readonly rotate: number
  readonly text: string
}

/** Heights written on the contour lines: one on each line that has room, clear of the paths and of each other. */
export function contourLabels(isolines: Isolines, frame: Frame, taken: readonly Polyline[]): unknown {
  const obstacles = taken.flatMap(line => along(line, 10))
  const labels: Label[] = []
  for (const { level, coordinates } of isolines.lines) {
    const words = heightText(level, isolines)
    let best: Label | undefined
    let most = 0
    for (const ring of coordinates.flat()) {
      for (const label of candidates(ring, words, frame)) {
        const clear = clearance(label, obstacles, labels)
        if (clear > most) [best, most] = [label, clear]
      }
    }
    if (best) labels.push(best)
  }
  return text(labels, {
    x: fixed('x'),
    y: fixed('y'),
    rotate: 'rotate',
    text: 'text',
    fontSize: 9,
    fill: 'currentColor',
    fillOpacity: 0.8,
    stroke: background,
    strokeWidth: 3,
    strokeOpacity: 0.6,
  })
}

/** Places along a ring where the line is straight enough to write on, and away from the frame. */
function candidates(ring: readonly (readonly [number, number])[], words: string, frame: Frame): Label[] {
  const half = words.length * 2.6 + 3
  const places = along(
    ring.flatMap(([x, y]) => [frame.x(x), frame.y(y)]),
    6,
  )
  const found: Label[] = []
  const every = Math.max(1, Math.floor(places.length / 40))
  for (let k = 0; k < places.length; k += every) {
    const [x, y] = places[k]
    const edge = half + 4
    if (x < frame.left + edge || x > frame.right - edge || y < frame.top + edge || y > frame.bottom - edge) continue
    const back = at(places, k, -half)
    const on = at(places, k, half)
    if (!back || !on) continue
    const across = Math.hypot(on[0] - back[0], on[1] - back[1])
    const bend = Math.abs((on[0] - back[0]) * (y - back[1]) - (on[1] - back[1]) * (x - back[0])) / across
    if (across < 1.6 * half || bend > 4) continue
    const angle = (Math.atan2(on[1] - back[1], on[0] - back[0]) * 180) / Math.PI
    found.push({ x, y, rotate: Math.round(angle > 90 ? angle - 180 : angle < -90 ? angle + 180 : angle), text: words })
  }
  return found
}

/** The first point at least `distance` from the k-th: after it, or before it if the distance is negative. */
function at(places: readonly (readonly [number, number])[], k: number, distance: number) {
  const step = Math.sign(distance)
  for (let i = 1; i < places.length / 2; i++) {
    const place = places[(k + step * i + places.length) % places.length]
    if (Math.hypot(place[0] - places[k][0], place[1] - places[k][1]) >= Math.abs(distance)) return place
  }
  return undefined
}

/** Pixels between a label and what it must not cover; upright ones count as less clear, as they are harder to read. */
function clearance(label: Label, obstacles: readonly (readonly [number, number])[], labels: readonly Label[]): number {
  let path = Number.POSITIVE_INFINITY
  for (const [x, y] of obstacles) path = Math.min(path, (x - label.x) ** 2 + (y - label.y) ** 2)
  let other = Number.POSITIVE_INFINITY
  for (const { x, y } of labels) other = Math.min(other, (x - label.x) ** 2 + (y - label.y) ** 2)
  return Math.min(60, Math.sqrt(path) - 14, Math.sqrt(other) - 26) - Math.abs(label.rotate) / 6
}

/** Points along a line, at most so many pixels apart. */
function along(line: Polyline, apart: number): [number, number][] {
  const places: [number, number][] = []
  for (let k = 0; k + 3 < line.length; k += 2) {
    const [x0, y0, x1, y1] = [line[k], line[k + 1], line[k + 2], line[k + 3]]
    const n = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / apart))
    for (let i = 0; i < n; i++) places.push([x0 + ((x1 - x0) * i) / n, y0 + ((y1 - y0) * i) / n])
  }
  return places
}
