import { described, known } from '../display/described.ts'
import { exact } from '../display/number.ts'
import { Control } from './control.ts'

/** What a point may be told. */
export interface PointOptions {
  /** [lowest, highest] of each coordinate. What the chart shows unless told otherwise. */
  readonly domain?: readonly (readonly [number, number])[]
  /** The chart it is dragged on: its place among the view's charts, or its name. Unless told otherwise every map, or in one dimension every graph. */
  readonly on?: string | number
  /** What the coordinates are called. */
  readonly coordinates?: readonly string[]
  readonly label?: string
  readonly about?: string
}

/**
 * A point that is dragged on the chart itself, or moved with the arrow keys.
 *
 * @param at where it is at first: two coordinates on a map, one on a graph
 * @example point(rosenbrock.start)
 * @throws RangeError or TypeError naming what is not allowed.
 */
export function point(at: readonly number[] | undefined, options: PointOptions = {}): Control<readonly number[]> {
  known('point', options, ['domain', 'on', 'coordinates', 'label', 'about'])
  const { domain, on, label, about } = options
  if (!Array.isArray(at) || at.length < 1 || at.length > 2) {
    throw new RangeError(
      `point: it begins at ${described(at)}; a point to drag has one coordinate or two, as [-1.2, 1]`,
    )
  }
  if (domain !== undefined && domain.length !== at.length) {
    throw new RangeError(`point: domain has ${domain.length} ranges, and the point ${at.length} coordinates`)
  }
  const coordinates = options.coordinates ?? (at.length === 1 ? ['x'] : ['x', 'y'])
  return new Control<readonly number[]>({
    face: { kind: 'point', domain, on, coordinates, label, about },
    raw: at,
    read(name, raw) {
      if (Array.isArray(raw) && raw.length === at.length && raw.every(Number.isFinite)) {
        const out = raw.findIndex((value, i) => domain && (value < domain[i][0] || value > domain[i][1]))
        if (out < 0) return raw
        const [low, high] = domain![out]
        throw new RangeError(
          `${name}: ${coordinates[out]} is ${exact(raw[out])}; it must be from ${exact(low)} to ${exact(high)}`,
        )
      }
      throw new TypeError(`${name} is ${described(raw)}; it must be ${at.length === 1 ? 'one number' : 'two numbers'}`)
    },
    written: value => [...value],
    code: value => `[${value.map(exact).join(', ')}]`,
  })
}
