import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, isolines } from '../../src/charts/isolines.ts'
import { levels } from '../../src/charts/levels.ts'
import { bowl, plane, rosenbrock, saddle } from './examples.ts'

const box: Box = [
  [-3, 3],
  [-3, 3],
]

/** Points of the lines that lie in the box. */
function points(lines: ReturnType<typeof isolines>, [[x0, x1], [y0, y1]]: Box) {
  return lines.lines.flatMap(({ level, coordinates }) =>
    coordinates.flat(2).flatMap(([x, y]) => (x > x0 && x < x1 && y > y0 && y < y1 ? [{ level, x, y }] : [])),
  )
}

describe('isolines', () => {
  it('lie where the loss is the level: on a bowl, to a thousandth of the box', () => {
    const found = points(isolines(bowl, box, 8), box)
    expect(found.length).toBeGreaterThan(100)
    for (const { level, x, y } of found) expect(Math.abs(Math.hypot(x, y) - Math.sqrt(level))).toBeLessThan(0.006)
  })

  it('lie there on a bent ravine too, within a cell of the grid', () => {
    const own: Box = [
      [-2, 2],
      [-1, 3],
    ]
    const cell = 4 / 120
    for (const { level, x, y } of points(isolines(rosenbrock, own, 8), own)) {
      const around = [-1, 0, 1].flatMap(i => [-1, 0, 1].map(j => rosenbrock.value([x + i * cell, y + j * cell])))
      expect(Math.min(...around)).toBeLessThanOrEqual(level)
      expect(Math.max(...around)).toBeGreaterThanOrEqual(level)
    }
  })

  it('put x to the right and y up', () => {
    const slope = plane('slope', (x, y) => x + 10 * y, { domain: box })
    for (const { level, x, y } of points(isolines(slope, box, [-20, 0, 20]), box))
      expect(x + 10 * y).toBeCloseTo(level, 1)
  })

  it('are kept for a surface that is the same, and drawn anew for one that has changed', () => {
    let width = 1
    const changing = plane('changing', (x, y) => width * x * x + y * y, { domain: box })
    const first = isolines(changing, box, 8)
    expect(isolines(changing, box, 8)).toBe(first)
    expect(isolines(changing, box, 5)).not.toBe(first)
    const again = isolines(changing, box, 8)
    width = 4
    const other = isolines(changing, box, 8)
    expect(other).not.toBe(again)
    for (const { level, x, y } of points(other, box))
      expect(Math.abs(Math.sqrt(4 * x * x + y * y) - Math.sqrt(level))).toBeLessThan(0.03)
  })

  it('are spaced evenly where nothing is lowest', () => {
    const { log, values } = isolines(saddle, box, 8)
    expect(log).toBe(false)
    expect(values).toContain(0)
  })
})

describe('levels', () => {
  it('rise, lie inside the values, and are about as many as asked for', () => {
    const range = fc.record({
      low: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      ratio: fc.double({ min: 2, max: 12, noNaN: true }),
      count: fc.integer({ min: 3, max: 20 }),
      log: fc.boolean(),
    })
    fc.assert(
      fc.property(range, ({ low, ratio, count, log }) => {
        const sorted = Float64Array.from({ length: 1000 }, (_, k) => low + 10 ** ((k / 999) * ratio - 3)).sort()
        const { values } = levels(sorted, log ? low : undefined, count)
        expect(values.length).toBeGreaterThan(0)
        expect(values.length).toBeLessThanOrEqual(2 * count + 2)
        values.forEach((value, k) => {
          if (k > 0) expect(value).toBeGreaterThan(values[k - 1])
          expect(value).toBeGreaterThanOrEqual(sorted[0])
          expect(value).toBeLessThanOrEqual(sorted[999])
        })
      }),
    )
  })

  it('are none for a flat surface or no values', () => {
    expect(levels(Float64Array.of(3, 3, 3), 3, 8).values).toEqual([])
    expect(levels(new Float64Array(0), undefined, 8).values).toEqual([])
  })
})
