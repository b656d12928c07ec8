import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { bowl, heavyBall } from './rules.ts'

const tenth = heavyBall({ learningRate: 0.1 })

describe('minimize', () => {
  it('follows x <- x - eta * 2x on x^2: every row is 0.8 times the one before', () => {
    const run = minimize(bowl(), tenth, { start: 5, steps: 3 })
    const { x, value, gradientNorm, learningRate, length, dimension } = run.trajectory
    expect({ length, dimension }).toEqual({ length: 4, dimension: 1 })
    expect([...x]).toEqual([5, 4, 3.2, 2.56])
    expect([...value]).toEqual([5, 4, 3.2, 2.56].map(xi => xi * xi))
    expect([...gradientNorm]).toEqual([10, 8, 6.4, 5.12])
    expect([...learningRate]).toEqual([0.1, 0.1, 0.1, 0.1])
    expect([...run.x]).toEqual([2.56])
    expect(run.value).toBe(2.56 ** 2)
    expect(run.gradientNorm).toBe(5.12)
    expect(run.steps).toBe(3)
    expect(run.label).toBe('heavy ball')
    expect(run.lastFinite).toBe(3)
  })

  it('begins at the objective’s own start unless told otherwise, and leaves the given start alone', () => {
    expect([...minimize(bowl(2), tenth, { steps: 0 }).x]).toEqual([5, 5])
    const start = [1, 2]
    minimize(bowl(2), tenth, { start, steps: 5 })
    expect(start).toEqual([1, 2])
    expect([...minimize(bowl(2), tenth, { start: Float32Array.of(1, 2), steps: 0 }).x]).toEqual([1, 2])
  })

  it('writes the schedule’s value at t = k in row k, the last row included', () => {
    const run = minimize(bowl(), heavyBall({ learningRate: t => 1 / (t + 10) }), { steps: 3 })
    expect([...run.trajectory.learningRate]).toEqual([1 / 10, 1 / 11, 1 / 12, 1 / 13])
  })

  it('writes NaN as the rate of a rule without one', () => {
    const run = minimize(bowl(), { ...tenth, rate: null }, { steps: 1 })
    expect([...run.trajectory.learningRate]).toEqual([Number.NaN, Number.NaN])
  })

  it('keeps the losses but not the points with path: false, and ends at the same place', () => {
    const kept = minimize(bowl(3), tenth, { steps: 20 })
    const light = minimize(bowl(3), tenth, { steps: 20, path: false })
    expect(light.trajectory.x.length).toBe(0)
    expect(light.trajectory.value).toEqual(kept.trajectory.value)
    expect(light.x).toEqual(kept.x)
    expect(() => light.trajectory.point(0)).toThrow('path: false')
  })

  it('gives points as views, and refuses rows that are not there', () => {
    const { trajectory } = minimize(bowl(2), tenth, { start: [1, 2], steps: 2 })
    expect([...trajectory.point(0)]).toEqual([1, 2])
    expect(trajectory.point(2).buffer).toBe(trajectory.x.buffer)
    expect(() => trajectory.point(3)).toThrow('3 is not a row; the rows are 0 to 2')
    expect(() => trajectory.point(-1)).toThrow('-1 is not a row')
  })

  it('gives back the memory of the rows that were not needed', () => {
    const run = minimize(bowl(), tenth, { steps: 100_000 })
    expect(run.trajectory.value.buffer.byteLength).toBe(8 * (3 + 1) * run.trajectory.length)
    expect(run.trajectory.x.buffer).toBe(run.trajectory.value.buffer)
  })

  it('takes a gradient that returns an array of its own', () => {
    const own = {
      dimension: 1,
      value: (x: ArrayLike<number>) => x[0] ** 2,
      gradient: (x: ArrayLike<number>) => Float64Array.of(2 * x[0]),
    }
    expect([...minimize(own, tenth, { start: 5, steps: 3 }).trajectory.x]).toEqual([5, 4, 3.2, 2.56])
  })

  it('shows itself as a table with the reason, and prints as one line', () => {
    const run = minimize(bowl(), tenth, { label: 'mine' })
    const bundle = run[jupyterDisplay]()
    expect(bundle['text/plain']).toContain('mine')
    expect(bundle['text/plain']).toContain(run.because)
    expect(bundle['text/html']).toMatch(/^<table/)
    expect(inspect(run)).toBe(`Run(mine on bowl: loss 2.40e-11 at (4.90e-6), ${run.because})`)
  })
})
