import { contour, plot } from '@observablehq/plot'
import type { Objective } from '../surfaces/objective.ts'
import { document } from './document.ts'
import { type Levels, levels } from './levels.ts'
import { pairs } from './polyline.ts'
import { thin } from './thin.ts'

/** Everything above a level, as GeoJSON in the surface's coordinates; its edge is the contour line. */
export interface Isoline {
  readonly type: 'MultiPolygon'
  readonly level: number
  readonly coordinates: [number, number][][][]
}

/** The box of a chart: [lowest, highest] by coordinate. */
export type Box = readonly [readonly [number, number], readonly [number, number]]

/** A surface's contour lines over a box. */
export interface Isolines extends Levels {
  readonly lines: readonly Isoline[]
  /** The lowest and highest finite value in the box; NaN if there is none. */
  readonly lowest: number
  readonly highest: number
  /** Whether the loss is NaN somewhere in the box. */
  readonly blank: boolean
}

/** Points of the grid along each side of the box; one more lies outside at each end, so that no line runs along the frame. */
const across = 120

/** The lines last drawn of an objective, with the values they were drawn from. */
const drawn = new WeakMap<Objective, { key: string; grid: Float64Array; isolines: Isolines }>()

/**
 * The contour lines of an objective in two dimensions. Tracing them takes longer than sampling the surface, so lines are
 * kept, and used again where a new sample shows that the surface is still the same.
 */
export function isolines(objective: Objective, box: Box, wanted: number | readonly number[]): Isolines {
  const grid = sample(objective, box)
  const key = JSON.stringify([box, wanted])
  const last = drawn.get(objective)
  if (last?.key === key && same(last.grid, grid)) return last.isolines

  const sorted = grid.filter(Number.isFinite).sort()
  const base = lowestOf(objective, grid, sorted, box)
  const chosen =
    typeof wanted === 'number'
      ? levels(sorted, base, wanted)
      : { values: [...wanted].sort((a, b) => a - b), log: false, base: sorted[0] ?? 0 }
  const lines = trace(grid, box, chosen)
  const lowest = base ?? sorted[0] ?? Number.NaN
  const isolines = {
    ...chosen,
    values: lines.map(line => line.level),
    lines,
    lowest,
    highest: sorted.at(-1) ?? Number.NaN,
    blank: grid.some(Number.isNaN),
  }
  drawn.set(objective, { key, grid, isolines })
  return isolines
}

const size = across + 2

/** The objective's values, row by row, at the middle of each cell of the grid. */
function sample(objective: Objective, [[x0, x1], [y0, y1]]: Box): Float64Array {
  const grid = new Float64Array(size * size)
  const x = [0, 0]
  for (let j = 0, at = 0; j < size; j++) {
    x[1] = y0 + ((j - 0.5) / across) * (y1 - y0)
    for (let i = 0; i < size; i++) {
      x[0] = x0 + ((i - 0.5) / across) * (x1 - x0)
      grid[at++] = objective.value(x)
    }
  }
  return grid
}

function same(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}

/** The lowest value: a known minimum in the box, else the lowest of the grid; undefined if that is at the grid's edge. */
function lowestOf(objective: Objective, grid: Float64Array, sorted: Float64Array, box: Box): number | undefined {
  const inside = (objective.minima ?? []).filter(({ x }) => box.every(([low, high], i) => x[i] >= low && x[i] <= high))
  const known = Math.min(...inside.map(minimum => minimum.value))
  if (known <= sorted[0]) return known
  const at = grid.indexOf(sorted[0])
  const [column, row] = [at % size, Math.floor(at / size)]
  const edge = Math.min(column, row, size - 1 - column, size - 1 - row) === 0
  return edge ? undefined : sorted[0]
}

/**
 * Marching squares, by Plot. Between two points of the grid it takes the surface to be straight, so it is given the root
 * of the height above the base: near a minimum that is a cone, whose sides are straight.
 */
function trace(grid: Float64Array, box: Box, { values, base }: Levels): Isoline[] {
  if (values.length === 0) return []
  const root = (value: number) => Math.sign(value - base) * Math.sqrt(Math.abs(value - base))
  let geometry: Isoline['coordinates'][] = []
  // Plot's way to take over a mark's drawing: here nothing is drawn.
  const take = (index: number[], _scales: unknown, channels: { geometry: Isoline[] }) => {
    geometry = Array.from(index, i => channels.geometry[i].coordinates)
    return null
  }
  plot({
    document: document as never,
    axis: null,
    width: size,
    height: size,
    margin: 0,
    x: { domain: [0, size] },
    y: { domain: [size, 0] },
    marks: [
      contour(grid.map(root), {
        width: size,
        height: size,
        // The grid is dense: there is nothing to fill in between.
        interpolate: null,
        ...{ x: null, y: null, x1: 0, y1: 0, x2: size, y2: size },
        value: (value: number) => value,
        thresholds: values.map(root),
        render: take as never,
      }),
    ],
  })
  const lines = geometry.map(
    (polygons, i): Isoline => ({
      type: 'MultiPolygon',
      level: values[i],
      coordinates: polygons
        .map(rings => rings.filter(isSeen).map(ring => smoothed(ring).map(point => placed(point, box))))
        .filter(rings => rings.length > 0),
    }),
  )
  return lines.filter(line => line.coordinates.length > 0)
}

/** Rings of less than 6 cells are specks, or beads on a string: what the grid makes of a valley narrower than itself. */
function isSeen(ring: readonly (readonly [number, number])[]): boolean {
  let area = 0
  for (let k = 1; k < ring.length; k++) area += ring[k - 1][0] * ring[k][1] - ring[k][0] * ring[k - 1][1]
  return Math.abs(area) >= 2 * 6
}

/** A ring without the points that don't show: 1/20 of a cell is a quarter of a pixel. */
function smoothed(ring: readonly (readonly [number, number])[]): [number, number][] {
  const flat = new Float64Array(2 * ring.length)
  for (let k = 0; k < ring.length; k++) {
    flat[2 * k] = ring[k][0]
    flat[2 * k + 1] = ring[k][1]
  }
  return pairs(thin(flat, 0.05))
}

/** A point of the grid, in the surface's coordinates. */
function placed([column, row]: [number, number], [[x0, x1], [y0, y1]]: Box): [number, number] {
  return [x0 + ((column - 1) / across) * (x1 - x0), y0 + ((row - 1) / across) * (y1 - y0)]
}
