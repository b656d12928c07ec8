import { describe, expect, it } from 'vitest'
import { contours } from '../../src/charts/contours.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { race } from '../../src/descent/race.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { bfgs, nelderMead, newton } from '../../src/optimizers/index.ts'
import type { Objective } from '../../src/surfaces/objective.ts'
import { surface } from '../../src/surfaces/surface.ts'
import { beale, bowl, descend, heavyBall, himmelblau, parabola, plane, ravine, rosenbrock, saddle } from './examples.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

const slow = heavyBall(0.1)

/** Rosenbrock with exact derivatives: Newton needs a Hessian. */
const exact = surface({
  name: 'Rosenbrock',
  equation: '(1 - x)^2 + 100 * (y - x^2)^2',
  start: [-1.2, 1],
  domain: [
    [-2, 2],
    [-1, 3],
  ],
  minima: [{ x: [1, 1], value: 0 }],
})

/** A hundred points around the origin. */
const cloud = Array.from({ length: 100 }, (_, i) => ({
  x: Float64Array.of(Math.sin(i) * 2, Math.cos(i * i)),
  value: 0,
}))

describe('contours', () => {
  it('draws a bowl and a run', async () => {
    const chart = contours(bowl, descend(bowl, slow, 20), { levels: 5 })
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/contours-bowl.svg')
    expect(chart.title).toBe('Gradient descent on bowl')
    expect(chart.caption).toBe('Lines of equal loss: 0.1, 0.3, 1, 3, 10. Higher ground is tinted more.')
  })

  it('draws a race on a bent ravine, one of it diverging', async () => {
    const runs = race(
      rosenbrock,
      { slow: heavyBall(0.001), momentum: heavyBall(0.0005, 0.9), fast: heavyBall(0.01) },
      { steps: 100 },
    )
    const chart = contours(rosenbrock, runs, { levels: 4 })
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/contours-rosenbrock.svg')
    expect(chart.svg).toContain('slow: 100 steps, loss ')
    expect(chart.svg).toContain('fast: diverged at step 4')
    expect(chart.caption).toContain('Fast leaves the picture at step 2 and diverges.')
    expect(chart.alternative).toContain('Known minimum at (1, 1).')
  })

  it('has even levels where a surface falls out of the picture', async () => {
    const chart = contours(saddle, descend(saddle, slow, 60))
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/contours-saddle.svg')
    expect(chart.caption).toContain('Lines of equal loss: -4, -3, -2, ..., 4.')
    expect(chart.caption).toContain('leaves the picture at step 30 and ends outside.')
  })

  it('draws every other surface', () => {
    for (const surface of [ravine, himmelblau, beale]) checkPicture(contours(surface))
  })

  it('says where the axes have different scales', () => {
    expect(contours(ravine).caption).toContain('different scales')
    expect(contours(bowl).caption).not.toContain('different scales')
  })

  it('draws without runs', () => {
    expect(contours(bowl).title).toBe('The loss surface of bowl')
    expect(contours(bowl, []).svg).toBe(contours(bowl).svg)
    expect(contours(bowl).svg).not.toContain('>start<')
  })

  it('draws the points that a step tried and did not take', async () => {
    const stop = { gradient: 1e-6 }
    const runs = {
      Newton: minimize(exact, newton(), { stop }),
      BFGS: minimize(exact, bfgs(), { stop }),
    }
    const chart = contours(exact, runs, { probes: true, levels: 6 })
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/contours-probes.svg')
    expect(chart.svg).toContain('>tried<')
    const refused = runs.Newton.probes!.flat().length - runs.Newton.steps
    expect(chart.caption).toContain(`Newton tried ${refused} points that it did not take.`)
    expect(chart.alternative).toContain('BFGS tried ')
    expect(contours(exact, runs).svg).not.toContain('>tried<')
  })

  it('draws a simplex', async () => {
    const chart = contours(
      himmelblau,
      minimize(himmelblau, nelderMead({ spread: 1 }), { start: [-1, -1], steps: 25 }),
      {
        probes: true,
        levels: 5,
      },
    )
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/contours-simplex.svg')
  })

  it('draws as many points tried as can be told apart, and says so', () => {
    const many = { ...descend(bowl, slow, 20), probes: Array.from({ length: 20 }, () => cloud) }
    const chart = contours(bowl, many, { probes: true })
    checkPicture(chart)
    expect(chart.caption).toContain('tried 2,000 points that it did not take, of which the first are drawn.')
  })

  it('refuses to draw what no run tells', () => {
    expect(() => contours(bowl, descend(bowl, slow, 3), { probes: true })).toThrow(
      'contours: probes is true, and no run tells the points that its steps tried: rules with a line search do',
    )
    expect(() => contours(bowl, undefined, { probes: 1 as never })).toThrow('probes is 1; it must be true or false')
  })

  it('draws a run of one point', () => {
    const chart = contours(bowl, descend(bowl, slow, 0))
    checkPicture(chart)
    expect(chart.svg).toContain('gradient descent: 0 steps, loss ')
  })

  it('draws a run that becomes NaN as far as it went', () => {
    const cliff = plane('cliff', (x, y) => (x < 1 ? Number.NaN : x * x + y * y), {
      domain: [
        [0, 3],
        [-1, 1],
      ],
      start: [2, 0.5],
    })
    const run = descend(cliff, heavyBall(0.3), 10)
    expect(run.stopped).toBe('diverged')
    const chart = contours(cliff, run)
    checkPicture(chart)
    expect(chart.caption).toContain('Blank ground: the loss is not a number there.')
  })

  it('draws a flat surface, one that is NaN everywhere, and one of huge range', () => {
    const domain: [number, number][] = [
      [-1e3, 1e3],
      [-1e-3, 1e-3],
    ]
    const flat = contours(plane('flat', () => 3, { domain }))
    checkPicture(flat)
    expect(flat.caption).toMatch(/^The loss is 3 everywhere here/)
    const nowhere = contours(plane('nowhere', () => Number.NaN, { domain }))
    checkPicture(nowhere)
    expect(nowhere.caption).toMatch(/^The loss is not a finite number anywhere here/)
    checkPicture(contours(plane('steep', x => Math.exp(30 * x), { domain })))
    checkPicture(contours(plane('tiny', (x, y) => 1e-300 * (x * x + y * y), { domain })))
  })

  it('counts levels from a known minimum that is not 0', () => {
    const raised = plane('raised', (x, y) => x * x + y * y - 7, {
      domain: bowl.domain,
      minima: [{ x: [0, 0], value: -7 }],
    })
    expect(contours(raised, [], { levels: 5 }).caption).toContain('+0.1, +0.3, +1, +3, +10 above the lowest, -7')
  })

  it('takes levels as they are given', () => {
    const chart = contours(bowl, [], { levels: [2, 0.5, 8] })
    expect(chart.caption).toContain('Lines of equal loss: 0.5, 2, 8.')
  })

  it('finds a box where the objective has none', () => {
    const { domain: _, ...bare } = bowl
    expect(contours(bare, descend(bowl, slow, 5)).alternative).toContain('x from -2.4 to 0.4, y from -0.5 to 3')
    const diverging = descend(bowl, heavyBall(5), 100)
    expect(contours({ ...bare, minima: undefined }, diverging).alternative).toContain('x from -3 to -1')
  })

  it('names the axes after the coordinates', () => {
    expect(contours({ ...bowl, coordinates: ['slope', 'intercept'] }).svg).toContain('>slope →<')
    expect(contours(bowl, [], { axes: ['w', 'b'] }).svg).toContain('>↑ b<')
  })

  it('shows itself in a cell, and is the same byte for byte when drawn again', () => {
    const draw = () => contours(bowl, descend(bowl, slow, 20))
    const chart = draw()
    expect(chart[jupyterDisplay]()).toEqual({
      'text/html': chart.html,
      'text/plain': `${chart.title}\n${chart.alternative}\n${chart.caption}`,
    })
    expect(String(chart)).toBe(chart.html)
    for (let i = 0; i < 3; i++) expect(draw().html).toBe(chart.html)
  })

  it('gives charts on one page ids of their own', () => {
    const ids = [bowl, ravine, saddle].map(surface => /clipPath id="([^"]+)"/.exec(contours(surface).svg)?.[1])
    expect(new Set(ids).size).toBe(3)
  })

  it('stays small', () => {
    expect(contours(rosenbrock, descend(rosenbrock, heavyBall(0.0005, 0.9), 300)).svg.length).toBeLessThan(25_000)
    let seed = 1
    const noise = () => {
      seed = (seed * 16807) % 2147483647
      return seed / 2147483647 - 0.5
    }
    const noisy: Objective = {
      ...bowl,
      gradient: (x, out = new Float64Array(2)) => {
        out[0] = 2 * x[0] + 20 * noise()
        out[1] = 2 * x[1] + 20 * noise()
        return out
      },
      stochastic: true,
    }
    const runs = [0.02, 0.05, 0.1].map(rate => descend(noisy, heavyBall(rate), 10_000))
    expect(contours(bowl, runs).svg.length).toBeLessThan(60_000)
  })

  it('is as wide and as high as it is told', () => {
    const { svg } = contours(ravine, descend(ravine, heavyBall(0.01), 30), { width: 400, height: 300 })
    expect(svg).toContain('viewBox="0 0 400 300"')
  })

  it('takes a title and a caption, or none', () => {
    const { html } = contours(bowl, [], { title: 'A <bowl> & more', caption: '' })
    expect(html).toContain('A &lt;bowl&gt; &amp; more')
    expect(html).not.toContain('figcaption')
    expect(contours({ ...bowl, name: '"<script>"' }).html).not.toContain('<script>')
  })

  it('says what is wrong', () => {
    const run = descend(bowl, slow, 3)
    const draw =
      (...args: unknown[]) =>
      () =>
        (contours as (...args: unknown[]) => unknown)(...args)
    expect(draw(parabola(3))).toThrow('contours: parabola has 3 coordinates; a map is drawn over 2. curves(runs) draws')
    expect(draw(parabola(1))).toThrow('graph(objective, runs) draws one')
    expect(draw(undefined)).toThrow('contours: the objective is undefined')
    expect(draw(slow)).toThrow('the first argument is a rule')
    expect(draw(bowl, 3)).toThrow('contours: the runs are 3; they must be a run')
    expect(draw(bowl, [run, 'adam'])).toThrow("contours: the run is 'adam'; it must be a run")
    expect(draw(bowl, { adam: slow })).toThrow("contours: 'adam' is an object with name")
    expect(draw(bowl, descend(parabola(3), slow, 2))).toThrow('the run gradient descent has 3 coordinates')
    expect(draw(bowl, minimize(bowl, slow, { steps: 3, path: false }))).toThrow(
      'the path of gradient descent was not kept',
    )
    expect(draw(bowl, run, { levls: 3 })).toThrow("contours has no option 'levls'; did you mean 'levels'?")
    expect(draw(bowl, run, { levels: 0 })).toThrow('contours: levels is 0; it must be how many')
    expect(draw(bowl, run, { levels: [1, Number.NaN] })).toThrow('contours: levels is [1, NaN]')
    expect(draw(bowl, run, { domain: [-2, 2] })).toThrow('contours: domain[0] is -2; it must be [lowest, highest]')
    expect(draw(bowl, run, { domain: [[-2, 2]] })).toThrow('it must be two ranges')
    expect(
      draw(bowl, run, {
        domain: [
          [2, -2],
          [0, 1],
        ],
      }),
    ).toThrow('contours: domain[0] is [2, -2]')
    expect(draw(bowl, run, { width: 0 })).toThrow('contours: width is 0; it must be pixels, from 120 to 4000')
    expect(draw(bowl, run, { height: Number.NaN })).toThrow('contours: height is NaN')
    const bare = { dimension: 2, value: () => 0, gradient: () => new Float64Array(2) }
    expect(draw(bare)).toThrow('pass { domain: [[-2, 2], [-2, 2]] }')
  })
})
