import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clip } from '../../src/charts/clip.ts'
import { frame } from '../../src/charts/frame.ts'
import { extremes, spaced, thin } from '../../src/charts/thin.ts'

const f = frame(200, 100, { left: 10, right: 10, top: 10, bottom: 10 }, { domain: [0, 1] }, { domain: [0, 1] })
const inside = (x: number, y: number) =>
  x >= f.left - 1e-6 && x <= f.right + 1e-6 && y >= f.top - 1e-6 && y <= f.bottom + 1e-6
const anywhere = fc.array(fc.double({ min: -1e300, max: 1e300, noNaN: true }), { minLength: 2, maxLength: 60 })
const near = fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { minLength: 2, maxLength: 60 })
const even = (line: number[]) => line.slice(0, line.length - (line.length % 2))

describe('clip', () => {
  it('leaves no point outside the frame, however far the line goes', () => {
    fc.assert(
      fc.property(fc.oneof(anywhere, near), given => {
        for (const piece of clip(even(given), f).pieces) {
          for (let k = 0; k < piece.length; k += 2) expect(inside(piece[k], piece[k + 1])).toBe(true)
        }
      }),
    )
  })

  it('keeps a line inside as it is', () => {
    const line = [20, 20, 50, 80, 100, 30]
    expect(clip(line, f)).toEqual({ pieces: [line], left: undefined, last: [100, 30], endsInside: true })
  })

  it('takes a point that rounding put a hair outside for one on the edge', () => {
    const { left, last, endsInside } = clip([20, 20, 190 + 1e-11, 50], f)
    expect([left, endsInside]).toEqual([undefined, true])
    expect(last![0]).toBeCloseTo(190)
  })

  it('cuts where the line crosses the frame, going out and coming back', () => {
    const { pieces, left, endsInside } = clip([100, 50, 300, 50, 100, 30], f)
    expect(pieces).toHaveLength(2)
    expect(pieces[0]).toEqual([100, 50, 190, 50])
    expect(pieces[1][0]).toBeCloseTo(190)
    expect(left).toBe(1)
    expect(endsInside).toBe(true)
  })

  it('cuts a segment that goes through from outside to outside', () => {
    expect(clip([0, 50, 200, 50], f).pieces).toEqual([[10, 50, 190, 50]])
    expect(clip([0, 0, 5, 100], f).pieces).toEqual([])
  })

  it('ends at what is not finite', () => {
    const seen = clip([20, 20, 30, 30, Number.NaN, 1, 40, 40], f)
    expect(seen).toMatchObject({ pieces: [[20, 20, 30, 30]], left: 2, last: [30, 30], endsInside: false })
    expect(clip([], f)).toEqual({ pieces: [], left: undefined, last: undefined, endsInside: false })
  })
})

/** The distance from a point to the nearest of a line's segments. */
function distance(x: number, y: number, line: number[]): number {
  let nearest = Math.hypot(x - line[0], y - line[1])
  for (let k = 2; k < line.length; k += 2) {
    const [ax, ay, dx, dy] = [line[k - 2], line[k - 1], line[k] - line[k - 2], line[k + 1] - line[k - 1]]
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
    nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy))
  }
  return nearest
}

describe('thin', () => {
  it('stays within the tolerance, and keeps the ends', () => {
    fc.assert(
      fc.property(near, fc.double({ min: 0.01, max: 50, noNaN: true }), (given, tolerance) => {
        const line = even(given)
        const kept = thin(line, tolerance)
        expect(kept.slice(0, 2)).toEqual(line.slice(0, 2))
        expect(kept.slice(-2)).toEqual(line.slice(-2))
        for (let k = 0; k < line.length; k += 2)
          expect(distance(line[k], line[k + 1], kept)).toBeLessThanOrEqual(tolerance + 1e-9)
      }),
    )
  })

  it('leaves the corners of a polygon and nothing between them', () => {
    expect(thin([0, 0, 5, 0, 10, 0, 10, 5, 10, 10], 0.1)).toEqual([0, 0, 10, 0, 10, 10])
  })
})

describe('spaced', () => {
  it('keeps no two points in one square, and no square empty', () => {
    expect(spaced([0, 0, 1, 1, 9, 9, 0.5, 0.5, 11, 0], 10)).toEqual([0, 0, 11, 0])
  })
})

describe('extremes', () => {
  it('keeps the highest and lowest of every column, the first and the last', () => {
    const noise = Array.from({ length: 400 }, (_, k) => [k / 40, ((k * 7919) % 101) / 10]).flat()
    const kept = extremes(noise, 1)
    const ys = (line: number[], column: number) =>
      line.filter((_, at) => at % 2 === 1 && Math.floor(line[at - 1]) === column)
    for (let column = 0; column < 10; column++) {
      expect(Math.max(...ys(kept, column))).toBe(Math.max(...ys(noise, column)))
      expect(Math.min(...ys(kept, column))).toBe(Math.min(...ys(noise, column)))
    }
    expect(kept.slice(0, 2)).toEqual(noise.slice(0, 2))
    expect(kept.slice(-2)).toEqual(noise.slice(-2))
    expect(kept.length / 2).toBeLessThanOrEqual(22)
  })
})
