import { ruleX, ruleY, text } from '@observablehq/plot'
import { clip } from './clip.ts'
import type { Frame } from './frame.ts'
import { fixed, textWidth } from './legend.ts'
import { background } from './palette.ts'

/** Values marked by a thin line across the chart, with their names. */
export interface Guides {
  readonly x?: Readonly<Record<string, number>>
  readonly y?: Readonly<Record<string, number>>
}

/** A name beside its line: where it begins or ends, above or below. */
interface Label {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly textAnchor: 'start' | 'end'
  readonly lineAnchor: 'top' | 'bottom'
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const lineHeight = 14

/** How near a curve may come to a name, in pixels. */
const clear = 3

/**
 * The guides drawn. A name stands at an end of its line, on the side where it covers least of curves, of other guides and their names.
 *
 * @param curves what the names should not cover, in pixels: x and y by turns
 */
export function guideMarks({ x = {}, y = {} }: Guides, f: Frame, curves: readonly ArrayLike<number>[]): unknown[] {
  const style = { strokeDasharray: '3 3', strokeOpacity: 0.6 }
  const upright = Object.entries(x).map(([text, value]) => ({
    line: [f.x(value), f.top, f.x(value), f.bottom],
    places: besideUpright(text, f.x(value), f),
  }))
  const level = Object.entries(y).map(([text, value]) => ({
    line: [f.left, f.y(value), f.right, f.y(value)],
    places: besideLevel(text, f.y(value), f),
  }))
  const all = [...upright, ...level]
  const placed: Label[] = []
  for (const { line, places } of all) {
    const others = all.map(other => other.line).filter(other => other !== line)
    const costs = places.map(place => cost(place, f, curves, others, placed))
    placed.push(places[costs.indexOf(Math.min(...costs))])
  }
  return [ruleX(Object.values(x), style), ruleY(Object.values(y), style), ...placed.map(labelMark)]
}

function besideUpright(text: string, x: number, f: Frame): Label[] {
  const right = { text, x: x + 4, textAnchor: 'start' } as const
  const left = { text, x: x - 4, textAnchor: 'end' } as const
  const top = { y: f.top + 2, lineAnchor: 'top' } as const
  const bottom = { y: f.bottom - 4, lineAnchor: 'bottom' } as const
  const middle = { y: (f.top + f.bottom) / 2, lineAnchor: 'bottom' } as const
  return [right, left].flatMap(side =>
    [top, { ...top, y: top.y + lineHeight }, bottom, middle].map(end => ({ ...side, ...end })),
  )
}

function besideLevel(text: string, y: number, f: Frame): Label[] {
  const left = { text, x: f.left + 6, textAnchor: 'start' } as const
  const right = { text, x: f.right - 4, textAnchor: 'end' } as const
  const above = { y: y - 3, lineAnchor: 'bottom' } as const
  const below = { y: y + 4, lineAnchor: 'top' } as const
  return [left, right].flatMap(end => [above, below].map(side => ({ ...end, ...side })))
}

/** What a name would cover: nothing is best, then another guide, a curve, a name, and worst of all the axes. */
function cost(
  label: Label,
  f: Frame,
  curves: readonly ArrayLike<number>[],
  guides: readonly ArrayLike<number>[],
  placed: readonly Label[],
): number {
  const box = boxOf(label)
  const outside = box.left < f.left || box.right > f.right || box.top < f.top || box.bottom > f.bottom
  const names = placed.filter(other => overlap(box, boxOf(other))).length
  const room = {
    left: box.left - clear,
    right: box.right + clear,
    top: box.top - clear,
    bottom: box.bottom + clear,
  }
  const covered = (lines: readonly ArrayLike<number>[]) =>
    lines.filter(line => clip(line, { ...f, ...room }).pieces.length > 0).length
  return (outside ? 10_000 : 0) + 100 * names + covered(curves) + 0.5 * covered(guides)
}

function boxOf({ text, x, y, textAnchor, lineAnchor }: Label): Box {
  const width = textWidth(text)
  const [left, top] = [textAnchor === 'start' ? x : x - width, lineAnchor === 'top' ? y : y - lineHeight]
  return { left, right: left + width, top, bottom: top + lineHeight }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function labelMark({ textAnchor, lineAnchor, ...place }: Label): unknown {
  const name = { stroke: background, strokeWidth: 4, fill: 'currentColor', textAnchor, lineAnchor }
  return text([place], { x: fixed('x'), y: fixed('y'), text: 'text', ...name })
}
