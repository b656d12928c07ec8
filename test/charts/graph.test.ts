import { describe, expect, it } from 'vitest'
import { graph } from '../../src/charts/graph.ts'
import type { Objective } from '../../src/surfaces/objective.ts'
import { bowl, descend, heavyBall, parabola } from './examples.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

/** An objective in one dimension. */
function curve(value: (x: number) => number, slope: (x: number) => number, rest: Partial<Objective>): Objective {
  return {
    name: 'curve',
    dimension: 1,
    value: x => value(x[0]),
    gradient: (x, out = new Float64Array(1)) => out.fill(slope(x[0])),
    ...rest,
  }
}

describe('graph', () => {
  it('draws a run hopping down a parabola, its first steps numbered', async () => {
    const chart = graph(parabola(), descend(parabola(), heavyBall(0.2), 12))
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/graph-parabola.svg')
    expect(chart.title).toBe('Gradient descent on parabola')
    for (const k of [0, 1, 2]) expect(chart.svg).toContain(`>${k}<`)
    expect(chart.alternative).toContain('Gradient descent starts at 5 with loss 25')
  })

  it('draws a run that overshoots for ever', () => {
    const chart = graph(
      parabola(),
      [0.9, 1.1].map(rate => descend(parabola(), heavyBall(rate), 300)),
    )
    checkPicture(chart)
    expect(chart.caption).toContain('learningRate 1.1 leaves the picture at step 2 and diverges.')
  })

  it('draws without runs, and a flat line', () => {
    checkPicture(graph(parabola()))
    checkPicture(
      graph(
        curve(
          () => 2,
          () => 0,
          { start: [0] },
        ),
      ),
    )
  })

  it('leaves a gap where the function is not finite', () => {
    const gap = curve(
      x => 1 / (x * x),
      x => -2 / x ** 3,
      { domain: [[-1, 1]] },
    )
    checkPicture(graph(gap))
    checkPicture(graph(curve(Math.log, x => 1 / x, { domain: [[-1, 1]] })))
    checkPicture(
      graph(
        curve(
          () => Number.NaN,
          () => Number.NaN,
          { domain: [[-1, 1]] },
        ),
      ),
    )
  })

  it('says what is wrong', () => {
    const draw =
      (...args: unknown[]) =>
      () =>
        (graph as (...args: unknown[]) => unknown)(...args)
    expect(draw(bowl)).toThrow(
      'graph: bowl has 2 coordinates; a graph is drawn over 1. contours(objective, runs) draws two',
    )
    expect(draw(parabola(), [], { domain: [[-1, 1]] })).toThrow('graph: domain is [[-1, 1]]')
    expect(draw(parabola(), descend(bowl, heavyBall(0.1), 2))).toThrow('has 2 coordinates; runs in 1 can be drawn here')
    expect(
      draw(
        curve(
          () => 0,
          () => 0,
          {},
        ),
      ),
    ).toThrow('pass { domain: [-2, 2] }')
  })
})
