import { text } from '@observablehq/plot'
import { fixed, symbolMark } from './legend.ts'
import { background } from './palette.ts'
import { eyeInScene, seen } from './relief-sight.ts'
import { strips } from './relief-strips.ts'
import { type AxisEdge, axisEdges, floorHeight, projection, type Triple } from './relief-view.ts'
import type { Scene, SceneAxis } from './scene.ts'
import { thin } from './thin.ts'

/** How much of a line's ink is left where the surface hides it, or beyond the step that is shown. */
const faint = 0.3

/** A line of the picture, in tenths of a pixel: x and y by turns, in pieces. */
type Pieces = number[][]

/**
 * A scene as a flat picture, in marks for Plot: the floor with its lines, the surface over it in painted cells, lines and paths on it where
 * they can be seen. All of it is in one group, which a page hides when it draws the scene itself.
 */
export function stillMarks(scene: Scene, width: number, height: number): unknown[] {
  const project = projection(scene.view, width, height - scene.top)
  const place = (x: number, y: number, h: number): [number, number] => {
    const [px, py] = project(x, y, h)
    return [px, py + scene.top]
  }
  const from = eyeInScene(scene.view, width / (height - scene.top))
  const visible = (point: Triple): boolean => seen(scene, from, point)
  const edges = axisEdges(scene.view.azimuth)

  const shapes: Shape[] = []
  const floor = [0, 0, 1, 0, 1, 1, 0, 1, 0, 0]
  shapes.push({ d: pathOf([flat(floor, place)]), stroke: 'currentColor', width: 8, opacity: 0.4 })
  const upright = [place(edges.z.at[0], edges.z.at[1], floorHeight), place(edges.z.at[0], edges.z.at[1], 1)]
  shapes.push({ d: pathOf([tenths(upright.flat())]), stroke: 'currentColor', width: 8, opacity: 0.4 })
  if (scene.contours === 'floor' || scene.contours === 'both') {
    const lines = split(scene.levels).map(line =>
      flat(
        line.flatMap(point => [point[0], point[1]]),
        place,
      ),
    )
    shapes.push({ d: pathOf(lines), stroke: 'currentColor', width: 7, opacity: 0.45 })
  }
  const cells = strips(scene, place, from)
  const over: Shape[] = []
  const drawnOn = (points: Float32Array, keep: (at: Triple) => boolean): Pieces =>
    split(points).flatMap(line => cut(line, keep).map(piece => onSurface(piece, place)))
  if (scene.contours === 'surface' || scene.contours === 'both') {
    over.push({ d: pathOf(drawnOn(scene.levels, visible)), stroke: '#23303f', width: 6, opacity: 0.4 })
  }
  for (const path of scene.paths) {
    const strong = drawnOn(path.line, visible)
    const hidden = drawnOn(path.line, at => !visible(at))
    const beyond = drawnOn(path.beyond, () => true)
    const dots = drawnDots(path.dots, visible, place)
    over.push({ d: pathOf(strong), stroke: background, width: 38, opacity: 0.7 })
    over.push({ d: pathOf(beyond), stroke: path.colour, width: 16, opacity: faint })
    over.push({ d: pathOf(hidden), stroke: path.colour, width: 16, opacity: faint })
    over.push({ d: pathOf(strong), stroke: path.colour, width: 18 })
    over.push({ d: pathOf(dots), stroke: path.colour, width: 38 })
  }
  const symbols = scene.paths.flatMap(({ end, ...rest }) =>
    end.length > 0 ? [{ ...rest, ...spot(end, place), clear: visible([end[0], end[1], end[2]]) }] : [],
  )
  const starts = scene.paths.flatMap(({ start }) => (start.length > 0 ? [spot(start, place)] : []))
  const crosses = [...triples(scene.minima)].map(([x, y, h]) => ({
    ...spot([x, y, h], place),
    symbol: 'plus',
    clear: visible([x, y, h]),
  }))
  return [
    group(
      [...shapes.filter(({ d }) => d !== '')],
      cells,
      over.filter(({ d }) => d !== ''),
    ),
    symbolMark(
      crosses.filter(({ clear }) => clear),
      { stroke: '#23303f', strokeWidth: 1.5 },
      5,
    ),
    symbolMark(
      starts.map(at => ({ ...at, symbol: 'circle' })),
      { stroke: 'currentColor', strokeWidth: 1.5, fill: background },
      3.5,
    ),
    ...symbols.map(({ x, y, symbol, hollow, colour }, i) =>
      symbolMark(
        [{ x, y, symbol }],
        hollow
          ? { stroke: colour, strokeWidth: 2, fill: symbol === 'times' ? 'none' : background }
          : { fill: colour, stroke: background, strokeWidth: 1 },
        symbols.length === 1 ? 5 : 6 - (2 * i) / (symbols.length - 1),
      ),
    ),
    ...axisMarks(scene.axes.x, edges.x, place),
    ...axisMarks(scene.axes.y, edges.y, place),
    ...axisMarks(scene.axes.z, edges.z, place),
  ].map(inScenery)
}

/** A path of the picture. */
interface Shape {
  readonly d: string
  readonly stroke: string
  readonly width: number
  readonly opacity?: number
}

/** The group in which all is drawn has this class: a page that draws the scene itself hides what is in it. */
export const scenery = 'fl-scenery'

/** Plot draws each mark in a group of its own: it gets the class. */
function inScenery(mark: unknown): unknown {
  if (typeof mark === 'function') return mark
  return Object.assign(mark as object, { className: scenery })
}

type SvgElement = { setAttribute(name: string, value: string): void; append(...inside: SvgElement[]): void }

/** Cells and lines as they are, in tenths of a pixel. */
function group(below: readonly Shape[], cells: ReturnType<typeof strips>, above: readonly Shape[]) {
  return (
    _i: unknown,
    _s: unknown,
    _c: unknown,
    _d: unknown,
    { document }: { document: { createElementNS(space: string, tag: string): SvgElement } },
  ) => {
    const element = (
      tag: string,
      attributes: Readonly<Record<string, string | number>>,
      ...inside: SvgElement[]
    ): SvgElement => {
      const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
      made.append(...inside)
      return made
    }
    const lines = (shapes: readonly Shape[]): SvgElement =>
      element(
        'g',
        { fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' },
        ...shapes.map(({ d, stroke, width, opacity }) =>
          element('path', {
            d,
            stroke,
            'stroke-width': width,
            ...(opacity === undefined ? {} : { 'stroke-opacity': opacity }),
          }),
        ),
      )
    // The edge of each cell in its own colour closes the seam to the next.
    const painted = element(
      'g',
      {
        fill: 'currentColor',
        stroke: 'currentColor',
        'stroke-width': 2,
        'stroke-linejoin': 'round',
        transform: 'scale(3.33)',
      },
      ...cells.map(({ colour, outline }) => element('path', { color: colour, d: `${pathOf([[...outline]])}z` })),
    )
    return element('g', { class: scenery, transform: 'scale(.1)' }, lines(below), painted, lines(above))
  }
}

/** Pieces as an SVG path of relative steps. */
export function pathOf(pieces: Pieces): string {
  return pieces
    .map(line => {
      let [x, y] = line
      let d = `M${x} ${y}l`
      if (line.length === 2) return `${d}0 0`
      for (let k = 2; k < line.length; k += 2) {
        const [dx, dy] = [line[k] - x, line[k + 1] - y]
        x = line[k]
        y = line[k + 1]
        const begin = k === 2 || dx < 0 ? '' : ' '
        d += `${begin}${dx}${dy < 0 ? '' : ' '}${dy}`
      }
      return d
    })
    .join('')
}

type Place = (x: number, y: number, h: number) => readonly [number, number]

const tenths = (line: readonly number[]): number[] => line.map(pixel => Math.round(10 * pixel))

/** A line on the floor. */
function flat(line: readonly number[], place: Place): number[] {
  const pixels: number[] = []
  for (let k = 0; k < line.length; k += 2) pixels.push(...place(line[k], line[k + 1], floorHeight))
  return tenths(thin(pixels, 0.6))
}

function onSurface(line: readonly Triple[], place: Place): number[] {
  return tenths(
    thin(
      line.flatMap(([x, y, h]) => [...place(x, y, h)]),
      0.6,
    ),
  )
}

function* triples(points: ArrayLike<number>): Generator<Triple> {
  for (let k = 0; k < points.length; k += 3) yield [points[k], points[k + 1], points[k + 2]]
}

/** The pieces between points that are no numbers. */
function split(points: Float32Array): Triple[][] {
  const pieces: Triple[][] = [[]]
  for (const point of triples(points)) {
    if (point.every(Number.isFinite)) pieces[pieces.length - 1].push(point)
    else if (pieces[pieces.length - 1].length > 0) pieces.push([])
  }
  return pieces.filter(({ length }) => length > 0)
}

/** The parts of a line that are kept: each goes on to the first point that is not, so that no gap is left. */
function cut(line: readonly Triple[], keep: (at: Triple) => boolean): Triple[][] {
  const pieces: Triple[][] = []
  let open: Triple[] | undefined
  for (const point of line) {
    if (keep(point)) {
      if (open === undefined) {
        open = []
        pieces.push(open)
      }
      open.push(point)
    } else {
      open?.push(point)
      open = undefined
    }
  }
  return pieces.filter(({ length }) => length > 1)
}

function drawnDots(dots: Float32Array, visible: (at: Triple) => boolean, place: Place): Pieces {
  return [...triples(dots)]
    .filter(at => at.every(Number.isFinite) && visible(at))
    .map(([x, y, h]) => tenths(place(x, y, h)))
}

function spot(points: ArrayLike<number>, place: Place): { x: number; y: number } {
  const [x, y] = place(points[0], points[1], Number.isFinite(points[2]) ? points[2] : 1)
  return { x, y }
}

/** The ticks' texts and the axis' name, outside the edge of the box. */
function axisMarks({ name, ticks }: SceneAxis, { at, along, out }: AxisEdge, place: Place): unknown[] {
  const where = (share: number, away: number): { x: number; y: number } => {
    const point = at.map((value, i) => value + share * along[i] + away * out[i])
    const [x, y] = place(point[0], point[1], point[2])
    return { x, y }
  }
  const upright = along[2] !== 0
  const labels = ticks.map(tick => ({ ...where(tick.at, upright ? 0.045 : 0.075), text: tick.text }))
  const style = { x: fixed('x'), y: fixed('y'), text: 'text', fill: 'currentColor' }
  const title = upright ? { ...where(1, 0.045), text: name } : { ...where(0.5, 0.2), text: name }
  return [
    text(labels, { ...style, fillOpacity: 0.8, textAnchor: upright ? 'end' : 'middle' }),
    text([title], { ...style, fontWeight: 500, textAnchor: upright ? 'end' : 'middle', dy: upright ? -14 : 0 }),
  ]
}
