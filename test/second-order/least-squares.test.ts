import { describe, expect, it } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import { levenbergMarquardt } from '../../src/optimizers/index.ts'
import { isLeastSquares, leastSquares } from '../../src/surfaces/least-squares.ts'
import { problems } from './problems.ts'

describe.each(problems)('$name as a sum of squares', ({ sum, halves, start }) => {
  const at = start.map((x, i) => x + 0.1 * Math.sin(i + 1))
  const near = (ours: number, theirs: number) =>
    expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(theirs)))

  it('is half the sum, with its gradient and its Hessian', () => {
    expect(halves.dimension).toBe(start.length)
    near(2 * halves.value(at), sum.value(at))
    const [g, whole] = [halves.gradient(at), sum.gradient(at)]
    for (const [i, gi] of g.entries()) near(gi, whole[i] / 2)
    const [H, exact] = [halves.hessian!(at), sum.hessian(at)]
    for (const [i, row] of H.entries()) for (const [j, h] of row.entries()) near(h, exact[i][j] / 2)
  })

  it('tells residuals and a Jacobian of which the gradient is made', () => {
    const [r, J] = [halves.residuals(at), halves.jacobian(at)]
    expect([r.length, J.length]).toEqual([halves.count, halves.count * start.length])
    near(halves.value(at), r.reduce((total, ri) => total + ri * ri, 0) / 2)
    for (const [j, gj] of halves.gradient(at).entries()) {
      near(
        gj,
        r.reduce((total, ri, i) => total + ri * J[i * start.length + j], 0),
      )
    }
  })
})

describe('leastSquares', () => {
  it('is descended to the nearest minimum where two columns are the same but for a factor and rounding', () => {
    const line = leastSquares({ residuals: ['x + 3 * y - 1', '0.1 * x + 0.3 * y - 2', '0.7 * x + 2.1 * y + 1'] })
    const { x } = minimize(line, levenbergMarquardt(), { start: [3, 4] })
    // From there across the line of minima x + 3 y = 1 / 3.
    expect(x[0]).toBeCloseTo(3 - 22 / 3, 6)
    expect(x[1]).toBeCloseTo(4 - 22 / 9, 6)
  })

  it('takes functions, with differences where there is no Jacobian', () => {
    const times = [0, 1, 2, 3, 4]
    const data = times.map(t => 3 * Math.exp(-0.7 * t))
    const decay = leastSquares({
      ...{ name: 'decay', dimension: 2, count: times.length, start: [1, 0] },
      residuals: (x, out) => out.set(times.map((t, i) => x[0] * Math.exp(x[1] * t) - data[i])),
    })
    const run = minimize(decay, levenbergMarquardt(), { stop: { gradient: 1e-8 } })
    expect(run.because).toContain('|g| = ')
    expect([...run.x].map(x => Number(x.toFixed(7)))).toEqual([3, -0.7])
    expect(isLeastSquares(decay)).toBe(true)
    expect(decay.hessian).toBe(undefined)
  })

  it('is remembered with its point: the step asks for what the row has worked out', () => {
    const calls = { residuals: 0, jacobian: 0 }
    const counted = leastSquares({
      ...{ dimension: 1, count: 1, start: [3] },
      residuals: (x, out) => {
        calls.residuals++
        out[0] = x[0] ** 2 - 2
      },
      jacobian: (x, out) => {
        calls.jacobian++
        out[0] = 2 * x[0]
      },
    })
    const run = minimize(counted, levenbergMarquardt(), { stop: { gradient: 1e-10 } })
    expect(run.x[0]).toBeCloseTo(Math.SQRT2, 10)
    expect(calls).toEqual({ residuals: run.evaluations.value, jacobian: run.evaluations.gradient })
  })

  it('takes parameters, and coordinates as a surface does', () => {
    const line = leastSquares({ residuals: ['a * x + y - 3', 'x - y'], parameters: { a: 2 } })
    expect([...line.residuals([1, 1])]).toEqual([0, 0])
    expect([...line.jacobian([5, 5])]).toEqual([2, 1, 1, -1])
    expect(line.coordinates).toEqual(['x', 'y'])
    expect(leastSquares({ residuals: ['x_1 - 1', 'x_3'] }).dimension).toBe(3)
    expect(line.tex).toContain('\\tfrac{1}{2}')
  })

  it('refuses what is none', () => {
    expect(() => leastSquares({ residuals: [] })).toThrow(
      'residuals is []; it must be a list of equations, or a function',
    )
    expect(() => leastSquares({ residuals: 'x' as never })).toThrow("residuals is 'x'")
    expect(() => leastSquares(undefined as never)).toThrow('leastSquares is given undefined')
    expect(() => leastSquares({ residuals: ['x + z'] })).toThrow("unknown symbol 'z'")
    expect(() => leastSquares({ residuals: ['x'], parameters: { a: 1 } })).toThrow("the parameter 'a' is in none")
    expect(() => leastSquares({ residuals: ['a * x'], parameters: { a: Number.NaN } })).toThrow(
      'the parameter a is NaN',
    )
    expect(() => leastSquares({ dimension: 0, count: 1, residuals: () => {} })).toThrow('dimension is 0')
    expect(() => leastSquares({ residuals: ['x - y'] }).value([1])).toThrow('a point needs 2 coordinates, not 1')
  })
})
