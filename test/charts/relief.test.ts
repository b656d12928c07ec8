import { describe, expect, it } from 'vitest'
import { reliefChart } from '../../src/charts/relief.ts'
import { groundColour } from '../../src/charts/relief-colours.ts'
import { eyeInScene, heightOf, seen } from '../../src/charts/relief-sight.ts'
import { axisEdges, distance, eye, fieldOfView, inScene, inWorld, projection } from '../../src/charts/relief-view.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { relief } from '../../src/explore/relief.ts'
import { bowl, descend, heavyBall, himmelblau, parabola, plane, rosenbrock, saddle } from './examples.ts'
import { checkPicture, refuseWarnings } from './picture.ts'

refuseWarnings()

const triples = (points: Float32Array) =>
  Array.from({ length: points.length / 3 }, (_, k) => [...points.subarray(3 * k, 3 * k + 3)])

describe('relief', () => {
  it('is a light picture with its words, for every landscape', () => {
    const runs = (of: typeof rosenbrock) => ({
      plain: descend(of, heavyBall(1e-3), 300),
      momentum: descend(of, heavyBall(5e-4, 0.9), 300),
    })
    for (const objective of [rosenbrock, himmelblau, saddle, bowl]) {
      const chart = reliefChart(objective, runs(objective))
      checkPicture(chart)
      expect(chart.html.length, objective.name).toBeLessThan(42_000)
      expect(chart.title).toBe(`2 runs on ${objective.name}`)
      expect(chart.alternative).toContain('as a landscape in three dimensions, x from')
      expect(chart.svg).toContain('plain: 300 steps, loss ')
    }
  })

  it('has the loss as its height, from the lowest to the highest', () => {
    const { scene } = reliefChart(bowl)
    const { columns, rows, heights } = scene
    for (let j = 0; j < rows; j += 8) {
      for (let i = 0; i < columns; i += 8) {
        const [x, y] = [-3 + (6 * i) / (columns - 1), -3 + (6 * j) / (rows - 1)]
        expect(heights[j * columns + i]).toBeCloseTo((x * x + y * y) / 18, 6)
      }
    }
    expect(scene.axes.z.ticks.map(({ text }) => text)).toEqual(['5', '10', '15'])
    expect(scene.axes.z.ticks[1].at).toBeCloseTo(10 / 18, 12)
  })

  it('has the logarithm of the loss as its height where little ground is much higher than the rest', () => {
    const log = reliefChart(rosenbrock)
    const linear = reliefChart(rosenbrock, undefined, { scale: 'linear' })
    expect(log.caption).toContain('logarithm')
    expect(linear.caption).not.toContain('logarithm')
    expect(linear.scene.heights[0]).toBeCloseTo(1, 6)
    const rise = (heights: Float32Array) => [...heights].sort((a, b) => a - b)[heights.length >> 1]
    expect(rise(log.scene.heights)).toBeGreaterThan(2 * rise(linear.scene.heights))
    // The order of heights is that of losses.
    const order = (heights: Float32Array) => [...heights.keys()].sort((a, b) => heights[a] - heights[b] || a - b)
    expect(order(log.scene.heights.filter((_, k) => k % 97 === 0))).toEqual(
      order(linear.scene.heights.filter((_, k) => k % 97 === 0)),
    )
  })

  it('lays paths on the surface: through every step, and between steps as well', () => {
    const run = descend(bowl, heavyBall(0.45), 20)
    const { scene } = reliefChart(bowl, run)
    const [path] = scene.paths
    for (const [x, y, height] of triples(path.line)) {
      expect(height).toBeCloseTo(((6 * x - 3) ** 2 + (6 * y - 3) ** 2) / 18, 5)
    }
    const line = triples(path.line)
    for (let k = 1; k < line.length; k++) {
      expect(Math.hypot(line[k][0] - line[k - 1][0], line[k][1] - line[k - 1][1])).toBeLessThan(1 / 40 + 1e-6)
    }
    const [x, y] = path.start
    expect([6 * x - 3, 6 * y - 3]).toEqual([expect.closeTo(-2, 5), expect.closeTo(2.5, 5)])
    expect(6 * path.end[0] - 3).toBeCloseTo(run.x[0], 5)
    expect(path.hollow).toBe(false)
  })

  it('shows a path up to a step, and the rest faint', () => {
    const run = descend(bowl, heavyBall(0.05), 20)
    const { paths } = reliefChart(bowl, run, { step: 5 }).scene
    const [x, y] = run.trajectory.point(5)
    expect([6 * paths[0].end[0] - 3, 6 * paths[0].end[1] - 3]).toEqual([expect.closeTo(x, 5), expect.closeTo(y, 5)])
    expect([...paths[0].beyond.slice(0, 2)]).toEqual([...paths[0].end.slice(0, 2)])
  })

  it('says what leaves the picture, and marks it with an outline', () => {
    const chart = reliefChart(saddle, descend(saddle, heavyBall(0.1), 60))
    checkPicture(chart)
    expect(chart.caption).toMatch(/leaves the picture at step \d+ and ends outside\./)
    expect(chart.scene.paths[0].hollow).toBe(true)
    for (const [x, y] of triples(chart.scene.paths[0].line)) {
      expect(Math.min(x, y, 1 - x, 1 - y)).toBeGreaterThan(-1e-6)
    }
  })

  it('has lines of equal loss at their heights', () => {
    const { scene } = reliefChart(bowl, undefined, { levels: [2, 8] })
    const heights = new Set(triples(scene.levels).flatMap(([x, , h]) => (Number.isNaN(x) ? [] : [h.toFixed(5)])))
    expect([...heights].sort()).toEqual([(2 / 18).toFixed(5), (8 / 18).toFixed(5)])
    for (const [x, y, h] of triples(scene.levels)) {
      if (!Number.isNaN(x)) expect(((6 * x - 3) ** 2 + (6 * y - 3) ** 2) / 18).toBeCloseTo(h, 2)
    }
  })

  it('leaves out ground that has no loss', () => {
    const holed = plane('holed', (x, y) => Math.log(x) + y * y, {
      domain: [
        [-1, 1],
        [-1, 1],
      ],
    })
    const chart = reliefChart(holed)
    checkPicture(chart)
    expect(chart.scene.heights.some(Number.isNaN)).toBe(true)
    const nothing = plane('nothing', () => Number.NaN, { domain: holed.domain })
    expect(() => reliefChart(nothing)).toThrow('relief: the loss of nothing is not a finite number anywhere in the box')
  })

  it('refuses what cannot be drawn, naming it', () => {
    expect(() => reliefChart(parabola(3))).toThrow('relief: parabola has 3 coordinates; a landscape is drawn over 2')
    expect(() => reliefChart(bowl, undefined, { contours: 'walls' as never })).toThrow('relief: contours is')
    expect(() => reliefChart(bowl, undefined, { scale: 'root' as never })).toThrow("it must be 'linear' or 'log'")
    expect(() => reliefChart(bowl, undefined, { view: { elevation: 120 } })).toThrow('relief: elevation is 120')
    expect(() => reliefChart(bowl, undefined, { levels: 0 })).toThrow('relief: levels is 0')
    expect(() => reliefChart(bowl, undefined, { colour: 1 } as never)).toThrow('colour')
  })

  it('shows itself as its still picture where there is no page to draw in', async () => {
    const chart = relief(bowl)
    const bundle = await chart[jupyterDisplay]()
    expect(bundle['text/html']).toContain('<figure')
    expect(bundle['text/plain']).toContain('as a landscape in three dimensions')
  })
})

describe("the eye's place", () => {
  it('is at its distance, and the scene and the world are one by the other', () => {
    const view = { azimuth: -35, elevation: 40 }
    const [x, y, z] = eye(view, 5)
    const [cx, cy, cz] = eye(view, 0)
    expect(Math.hypot(x - cx, y - cy, z - cz)).toBeCloseTo(5, 12)
    const there = [0.2, 0.7, 0.4] as const
    inScene(inWorld(...there)).forEach((value, i) => {
      expect(value).toBeCloseTo(there[i], 12)
    })
  })

  it('puts points where a camera of that angle does', () => {
    const view = { azimuth: 25, elevation: 30 }
    const [width, height] = [600, 400]
    const place = projection(view, width, height)
    // The camera's own axes, by cross products.
    const away = distance(width / height)
    const from = eye(view, away)
    const to = eye(view, 0)
    const forward = [0, 1, 2].map(i => (to[i] - from[i]) / away)
    const right = [-forward[2], 0, forward[0]].map(v => v / Math.hypot(forward[0], forward[2]))
    const up = [
      right[1] * forward[2] - right[2] * forward[1],
      right[2] * forward[0] - right[0] * forward[2],
      right[0] * forward[1] - right[1] * forward[0],
    ]
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0)
    const point = inWorld(0.1, 0.9, 0.5).map((value, i) => value - from[i])
    const scale = height / 2 / Math.tan((fieldOfView * Math.PI) / 360) / dot(point, forward)
    const [px, py] = place(0.1, 0.9, 0.5)
    expect(px).toBeCloseTo(width / 2 + scale * dot(point, right), 8)
    expect(py).toBeCloseTo(height / 2 - scale * dot(point, up), 8)
  })

  it('sees what is before a hill, and not what is behind it', () => {
    // A wall along the middle.
    const n = 41
    const heights = Float32Array.from({ length: n * n }, (_, at) => (Math.abs(Math.floor(at / n) - 20) < 2 ? 1 : 0))
    const ground = { columns: n, rows: n, heights }
    expect(heightOf(ground, 0.5, 0.5)).toBe(1)
    const from = eyeInScene({ azimuth: 0, elevation: 20 }, 1.4)
    expect(seen(ground, from, [0.5, 0.2, 0])).toBe(true)
    expect(seen(ground, from, [0.5, 0.7, 0])).toBe(false)
    expect(seen(ground, eyeInScene({ azimuth: 180, elevation: 20 }, 1.4), [0.5, 0.7, 0])).toBe(true)
  })

  it('has the axes marked on the sides that face it', () => {
    expect(axisEdges(-35).x.at[1]).toBe(0)
    expect(axisEdges(-35).y.at[0]).toBe(0)
    expect(axisEdges(145).x.at[1]).toBe(1)
    expect(axisEdges(145).y.at[0]).toBe(1)
    expect(axisEdges(-35).z.at.slice(0, 2)).toEqual([0, 1])
  })
})

it('gets darker all the way up, on ground of one slope', () => {
  const rgb: [number, number, number] = [0, 0, 0]
  const brightness = Array.from({ length: 50 }, (_, k) => {
    groundColour(k / 49, 0, 1, 0, rgb)
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
  })
  for (let k = 1; k < 50; k++) expect(brightness[k]).toBeLessThan(brightness[k - 1])
})
