import { described, finiteNumber, known } from '../display/described.ts'
import { apply, type Expression, name, number } from '../equations/expression.ts'
import { parseExpression } from '../equations/parse.ts'
import { between } from './bounds.ts'
import { substitute } from './equation.ts'
import type { Schedule } from './function-of-t.ts'
import { combined } from './part.ts'

/** How the points of a drawn schedule are joined. */
export interface DrawnOptions {
  /**
   * 'linear': straight lines. 'monotone': a smooth curve that never goes above or below what lies on either side. 'linear' unless
   * told otherwise.
   */
  readonly by?: 'linear' | 'monotone'
}

/** From one point to the next; p is the share of the way. */
interface Piece {
  readonly from: number
  readonly until: number
  readonly at: (p: number) => number
  readonly expression: (p: Expression) => Expression
}

/**
 * A schedule drawn by hand: through the points [t, value], held before the first and after the last. Between two points, values v
 * and w, p of the way: v (1 - p) + w p; or the cubic with given slopes, Steffen's, which are 0 at each highest or lowest point.
 * Optax: piecewise_interpolate_schedule('linear'); PyTorch: none.
 *
 * @example drawn([[0, 0.001], [20, 0.1], [100, 0]], { by: 'monotone' })
 * @throws TypeError or RangeError naming the point, its value and what is allowed.
 */
export function drawn(points: readonly (readonly [t: number, value: number])[], options: DrawnOptions = {}): Schedule {
  known('drawn', options, ['by'])
  const { by = 'linear' } = options
  check(points, by)
  const [times, values] = [points.map(([t]) => t), points.map(([, value]) => value)]
  const slopes = by === 'linear' ? undefined : slopesOf(times, values)
  const pieces = times
    .slice(1)
    .map((until, i) => piece(times[i], until, [values[i], values[i + 1]], slopes?.slice(i, i + 2)))
  const last = values[values.length - 1]
  const held = (expression: Expression): Expression =>
    times[0] > 0 ? apply('select', earlier(times[0]), number(values[0]), expression) : expression
  return combined({
    title: 'drawn',
    of: [],
    parameters: { t: times, value: values, by },
    value: t => {
      if (t <= times[0]) return values[0]
      const piece = pieces.find(({ until }) => t < until)
      return piece === undefined ? last : piece.at((t - piece.from) / (piece.until - piece.from))
    },
    expression: () =>
      held(
        pieces.reduceRight<Expression>((after, { from, until, expression }) => {
          const p = parseExpression(`(t - ${from}) / ${until - from}`, 'drawn')
          return apply('select', earlier(until), expression(p), after)
        }, number(last)),
      ),
    end: times[times.length - 1],
    bounds: between(...values),
    continuous: true,
  })
}

const earlier = (t: number): Expression => apply('less', name('t'), number(t))

function piece(from: number, until: number, [v, w]: readonly number[], slopes: readonly number[] | undefined): Piece {
  const d = w - v
  if (slopes === undefined) {
    const level = parseExpression('v', 'drawn')
    const line = parseExpression('v * (1 - p) + w * p', 'drawn')
    return {
      from,
      until,
      at: p => (d === 0 ? v : v * (1 - p) + w * p),
      expression: p => filled(d === 0 ? level : line, { v, w }, p),
    }
  }
  // v, slope a at its left and b at its right end, both for the whole way: v + a p + (3 d - 2 a - b) p^2 + (a + b - 2 d) p^3.
  const [a, b] = slopes.map(slope => slope * (until - from))
  const [square, cube] = [3 * d - 2 * a - b, a + b - 2 * d]
  const cubic = parseExpression('v + p * (a + p * (c_2 + p * c_3))', 'drawn')
  return {
    from,
    until,
    at: p => v + p * (a + p * (square + p * cube)),
    expression: p => filled(cubic, { v, a, c_2: square, c_3: cube }, p),
  }
}

const filled = (e: Expression, numbers: Readonly<Record<string, number>>, p: Expression): Expression =>
  substitute(
    e,
    new Map([...Object.entries(numbers).map(([symbol, value]) => [symbol, number(value)] as const), ['p', p]]),
  )

/** Steffen 1990, equation 11: 0 where the lines on both sides go in different directions, and never steep enough to overshoot. */
function slopesOf(t: readonly number[], v: readonly number[]): number[] {
  const h = t.slice(1).map((next, i) => next - t[i])
  const s = h.map((width, i) => (v[i + 1] - v[i]) / width)
  return t.map((_, i) => {
    if (i === 0 || i === t.length - 1) return s[i === 0 ? 0 : i - 1]
    const p = (s[i - 1] * h[i] + s[i] * h[i - 1]) / (h[i - 1] + h[i])
    const size = Math.min(Math.abs(s[i - 1]), Math.abs(s[i]), Math.abs(p) / 2)
    return (Math.sign(s[i - 1]) + Math.sign(s[i])) * size
  })
}

function check(points: readonly (readonly [number, number])[], by: string): void {
  if (by !== 'linear' && by !== 'monotone') {
    throw new RangeError(`drawn: by is ${described(by)}; it must be 'linear' or 'monotone'`)
  }
  if (
    !Array.isArray(points) ||
    points.length < 2 ||
    !points.every(point => Array.isArray(point) && point.length === 2)
  ) {
    throw new TypeError(`drawn is given ${described(points)}; it must be an array of at least two points [t, value]`)
  }
  points.forEach(([t, value], i) => {
    finiteNumber('drawn', `t of point ${i + 1}`, t, 0)
    finiteNumber('drawn', `the value of point ${i + 1}`, value)
    if (i > 0 && t <= points[i - 1][0]) {
      throw new RangeError(
        `drawn: t of point ${i + 1} is ${t}; it must be more than ${points[i - 1][0]}, the one before`,
      )
    }
  })
}
