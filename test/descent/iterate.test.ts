import { describe, expect, it } from 'vitest'
import { iterate } from '../../src/descent/iterate.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { adam } from '../../src/optimizers/first-order/adam.ts'
import { pipe } from '../../src/optimizers/pipe.ts'
import { clipByNorm } from '../../src/optimizers/wrappers/index.ts'
import { bowl, heavyBall } from './rules.ts'

const rule = heavyBall({ learningRate: 0.1 })

describe('iterate', () => {
  it('begins with the start, and goes on for as long as it is asked', () => {
    const seen: number[] = []
    for (const row of iterate(bowl(), rule, { start: 5 })) {
      seen.push(row.x[0])
      if (row.step === 3) break
    }
    expect(seen).toEqual([5, 4, 3.2, 2.56])
  })

  it('leaves what is made of whole vectors in its names: |g| is not the norm of one of its numbers', () => {
    const rule = pipe(clipByNorm(1), adam())
    const [row] = iterate(bowl(2), rule, { start: [5, 1], steps: 1 })
    expect(row.arithmetic()?.[0]).toMatchObject({ name: 'clip by norm.q', text: 'norm(g)', value: Math.sqrt(104) })
    expect(row.arithmetic()?.[0].tex).toContain('\\lVert g')
  })

  it('gives rows that stay as they were', () => {
    const rows = [...iterate(bowl(2), rule, { start: [5, 1], steps: 2 })]
    expect(rows.map(row => row.step)).toEqual([0, 1, 2])
    expect({ ...rows[0] }).toEqual({
      step: 0,
      x: [5, 1],
      value: 26,
      gradient: [10, 2],
      gradientNorm: Math.sqrt(104),
      learningRate: 0.1,
    })
    expect(rows[0].state.updates).toBe(0)
    expect(rows[0].arithmetic(1)).toEqual(
      rule.begin(Float64Array.of(5, 1)).arithmetic(Float64Array.of(5, 1), Float64Array.of(10, 2), 1),
    )
    expect(rows[0].arithmetic()?.[0].value).toBe(rows[1].x[0])
    expect(() => rows[0].arithmetic(2)).toThrow('there is no coordinate 2; they are 0 to 1')
  })

  it('tells the update that is about to be made from the state of then', () => {
    const momentum = heavyBall({ learningRate: t => 0.1 / (t + 1), beta: 0.5 })
    const rows = [...iterate(bowl(), momentum, { start: 5, steps: 4 })]
    expect(rows.map(row => row.state.slots.v)).toEqual([[0], ...rows.slice(1).map(row => row.state.slots.v)])
    expect(rows[2].arithmetic()?.[0].text).toContain(`- ${0.1 / 3} *`)
  })

  it('ends after the row that is not finite', () => {
    const rows = [...iterate(bowl(), heavyBall({ learningRate: 1e100 }))]
    expect(rows.length).toBeLessThan(5)
    expect(Number.isFinite(rows.at(-1)!.gradientNorm)).toBe(false)
    expect(rows.slice(0, -1).every(row => Number.isFinite(row.value))).toBe(true)
  })

  it('shows a row as one line', () => {
    const [row] = iterate(bowl(), rule, { start: 5, steps: 0 })
    expect(row[jupyterDisplay]()).toEqual({ 'text/plain': 'step 0: x = (5), loss 25, |g| = 10, learningRate 0.1' })
  })
})
