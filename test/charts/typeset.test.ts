import { describe, expect, it } from 'vitest'
import { table } from '../../src/charts/table.ts'
import { typeset } from '../../src/charts/typeset.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { gradientDescent } from '../../src/optimizers/first-order/gradient-descent.ts'
import { exponentialDecay } from '../../src/schedules/exponential-decay.ts'
import { rosenbrock } from '../../src/surfaces/rosenbrock.ts'
import { bowl, descend, heavyBall } from './examples.ts'

describe('typeset', () => {
  it('shows an optimizer as LaTeX, and its equations as text', () => {
    const formula = typeset(gradientDescent)
    expect(formula[jupyterDisplay]()).toEqual({
      'text/latex': `$$${gradientDescent.tex}$$`,
      'text/plain': gradientDescent.equations,
    })
    expect(String(formula)).toBe(gradientDescent.tex)
  })

  it('shows a rule, and a surface and a schedule with their numbers', () => {
    expect(typeset(gradientDescent({ learningRate: 0.1 })).tex).toContain('\\theta')
    expect(typeset(rosenbrock).text).toBe(`${rosenbrock.equation}\na = 1, b = 100`)
    expect(typeset(rosenbrock).tex).toContain('a = 1,\\; b = 100')
    expect(typeset(exponentialDecay({ initial: 1e-5, gamma: 0.99 })).tex).toContain('\\text{initial} = 10^{-5}')
  })

  it('says what has no formula', () => {
    expect(() => typeset(heavyBall(0.1) as never)).toThrow('typeset: gradient descent is a function, not equations')
    expect(() => typeset(undefined as never)).toThrow('typeset: undefined has no tex')
  })
})

describe('table', () => {
  it('shows how runs ended', () => {
    const runs = { fast: descend(bowl, heavyBall(0.2), 5), slow: descend(bowl, heavyBall(0.01), 5) }
    const shown = table(runs, { caption: 'Two runs' })
    expect(shown[jupyterDisplay]()).toEqual({ 'text/html': shown.html, 'text/plain': shown.text })
    expect(shown.text).toMatch(/^Two runs\n\nrun {3}steps/)
    expect(shown.html).toContain('<b>fast</b>')
  })

  it('says what is wrong', () => {
    expect(() => table(3 as never)).toThrow('table: the runs are 3')
    expect(() => table(undefined as never)).toThrow('table: the runs are undefined')
  })
})
