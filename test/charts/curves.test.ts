import { describe, expect, it } from 'vitest'
import { curves } from '../../src/charts/curves.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { race } from '../../src/descent/race.ts'
import { linearRegression } from '../../src/surfaces/linear-regression.ts'
import { bowl, descend, heavyBall, parabola, ravine, saddle } from './examples.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

const slow = heavyBall(0.1)

describe('curves', () => {
  it('draws losses on a log scale, one of them diverging', async () => {
    const runs = race(bowl, { fine: slow, slower: heavyBall(0.02), wild: heavyBall(5) }, { steps: 60 })
    const chart = curves(runs)
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/curves-loss.svg')
    expect(chart.title).toBe('Loss of 3 runs on bowl')
    expect(chart.svg).toContain('↑ loss (log scale)')
    expect(chart.caption).toContain('Wild diverged at step ')
    expect(chart.alternative).toContain('Fine starts at 10.3 and ends at ')
  })

  it('draws every column against every unit', () => {
    const data = linearRegression({ samples: 64, seed: 7 })
    const run = minimize(data.batches(16), slow, { steps: 40 })
    for (const y of ['value', 'gradientNorm', 'distance', 'learningRate'] as const) {
      for (const x of ['step', 'work', 'epoch'] as const) checkPicture(curves(run, { y, x }))
    }
    expect(curves(run, { x: 'work' }).alternative).toContain('after 640 gradients')
    expect(curves(run, { x: 'epoch' }).alternative).toContain('after 10 epochs')
    expect(curves(run, { y: 'learningRate' }).alternative).toContain('starts at 0.1 and ends at 0.1 after 39 steps')
  })

  it('takes the minimum from the loss where it is asked to', () => {
    const data = linearRegression({ samples: 64, seed: 7 })
    const least = data.minima[0].value
    const run = minimize(data, slow, { steps: 10 })
    expect(least).toBeGreaterThan(0)
    const first = (text: string) => Number(/starts at ([\d.]+)/.exec(text)?.[1])
    const [plain, above] = [curves(run), curves(run, { above: 'minimum' })].map(chart => first(chart.alternative))
    expect(above).toBeCloseTo(plain - least, 1)
    expect(curves(run, { above: 'minimum' }).svg).toContain('loss above the minimum')
    expect(first(curves(run, { above: 1e-3 }).alternative)).toBeCloseTo(plain - 1e-3, 2)
  })

  it('chooses a log scale where values are positive and differ by a factor of 10', () => {
    const isLog = (chart: { svg: string }) => chart.svg.includes('(log scale)')
    expect(isLog(curves(descend(bowl, slow, 40)))).toBe(true)
    expect(isLog(curves(descend(bowl, slow, 2)))).toBe(false)
    expect(isLog(curves(descend(saddle, slow, 60)))).toBe(false)
    expect(isLog(curves(descend(bowl, slow, 40), { log: false }))).toBe(false)
    expect(isLog(curves(descend(bowl, slow, 2), { log: true }))).toBe(true)
    expect(
      isLog(
        curves(
          descend(
            bowl,
            heavyBall(t => 0.1 * 0.5 ** t),
            40,
          ),
          { y: 'learningRate' },
        ),
      ),
    ).toBe(false)
  })

  it('says that a log scale has no 0', () => {
    const runs = [0.1, 0.5].map(rate => descend(parabola(), heavyBall(rate), 30))
    const chart = curves(runs)
    checkPicture(chart)
    expect(chart.caption).toContain("learningRate 0.5 is 0 from step 1, which a log scale can't show.")
  })

  it('draws bounds to compare with, on log axes both ways', async () => {
    const chart = curves(descend(bowl, slow, 100), { bounds: { '20/k': k => 20 / k }, logX: true })
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/curves-bound.svg')
    expect(chart.svg).toContain('step (log scale)')
  })

  it('draws nothing, one point, and what is not finite', () => {
    checkPicture(curves([]))
    const point = curves(descend(bowl, slow, 0))
    checkPicture(point)
    expect(point.svg).not.toContain('>0.5<')
    checkPicture(curves(descend(bowl, slow, 0), { logX: true }))
    const wild = descend(bowl, heavyBall(1e200), 10)
    expect(wild.stopped).toBe('diverged')
    checkPicture(curves(wild))
    checkPicture(curves(wild, { log: false }))
    checkPicture(curves(wild, { y: 'distance' }))
    checkPicture(curves(descend({ ...bowl, minima: [{ x: [-2, 2.5], value: 10.25 }] }, slow, 0), { y: 'distance' }))
  })

  it('keeps the extremes of noise, in few bytes', () => {
    let seed = 1
    const noise = () => {
      seed = (seed * 16807) % 2147483647
      return seed / 2147483647
    }
    const noisy = { ...bowl, gradient: (_: unknown, out = new Float64Array(2)) => out.map(() => 100 * (noise() - 0.5)) }
    const runs = [1, 2, 3].map(() => minimize(noisy, heavyBall(0.1), { steps: 5_000, stop: { gradient: false } }))
    const chart = curves(runs)
    checkPicture(chart)
    expect(chart.svg.length).toBeLessThan(60_000)
  })

  it('names runs of one rule by what differs', () => {
    const names = (chart: { alternative: string }) =>
      [...chart.alternative.matchAll(/(?:^|\. )([^.]*(?:\.\d+)?) starts/g)].map(m => m[1])
    expect(names(curves([0.1, 0.2].map(rate => descend(bowl, heavyBall(rate), 5))))).toEqual([
      'learningRate 0.1',
      'learningRate 0.2',
    ])
    expect(names(curves([bowl, ravine].map(surface => descend(surface, heavyBall(0.01), 5, [1, 1]))))).toEqual([
      'On bowl',
      'On ravine',
    ])
    const twice = [1, 2].map(() => descend(bowl, slow, 5))
    expect(curves(twice).alternative).toMatch(/Gradient descent, no\. 1 starts.*Gradient descent, no\. 2 starts/)
    expect(names(curves({ a: twice[0], b: twice[1] }))).toEqual(['A', 'B'])
  })

  it('says what is wrong', () => {
    const run = descend(bowl, slow, 3)
    const draw =
      (...args: unknown[]) =>
      () =>
        (curves as (...args: unknown[]) => unknown)(...args)
    expect(draw(run, { y: 'loss' })).toThrow(
      "curves: y is 'loss'; it must be 'value', 'gradientNorm', 'distance', 'learningRate'",
    )
    expect(draw(undefined)).toThrow('curves: the runs are undefined; they must be a run, an array')
    expect(draw(run, { x: 'time' })).toThrow("curves: x is 'time'")
    expect(draw(run, { x: 'work' })).toThrow(
      "x is 'work', but the objective of gradient descent is no loss over samples",
    )
    expect(draw(run, { above: Number.NaN })).toThrow('curves: above is NaN')
    expect(draw(descend(saddle, slow, 3), { y: 'distance' })).toThrow('no known minimum, ')
    expect(draw(descend(saddle, slow, 3), { above: 'minimum' })).toThrow('no known minimum, ')
    expect(draw(minimize(bowl, slow, { path: false }), { y: 'distance' })).toThrow(
      'path of gradient descent was not kept',
    )
    expect(draw(descend(bowl, { ...slow, rate: null }, 3), { y: 'learningRate' })).toThrow(
      'gradient descent has no learning rate',
    )
    expect(draw(run, { domain: [0, 1], log: true })).toThrow('on a log scale it must be above 0')
    expect(draw(run, { domain: [1, 1] })).toThrow('curves: domain is [1, 1]')
    expect(draw(run, { bounds: { '5/k': 5 } })).toThrow("curves: the bound '5/k' is 5; it must be a function of x")
    expect(draw(run, { widht: 3 })).toThrow("did you mean 'width'?")
    expect(draw('run')).toThrow("curves: the runs are 'run'")
  })
})
