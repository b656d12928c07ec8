import { describe, expect, it } from 'vitest'
import { contours } from '../../src/charts/contours.ts'
import { curves } from '../../src/charts/curves.ts'
import { graph } from '../../src/charts/graph.ts'
import { number } from '../../src/display/number.ts'
import { changes, fragments } from '../../src/explore/fragments.ts'
import { descend, heavyBall, parabola, ravine } from './examples.ts'
import { checkPicture } from './picture.ts'

const run = descend(ravine, heavyBall(0.01, 0.8), 40)
const plain = descend(ravine, heavyBall(0.01), 15)

/** Where the filled marks of a picture stand. */
const marks = (svg: string): [number, number][] =>
  [...svg.matchAll(/translate\(([\d.]+),([\d.]+)\)/g)].map(([, x, y]) => [Number(x), Number(y)])

describe('step', () => {
  it.each([0, 7, 40, 100])('puts the mark on the path’s point of step %i', step => {
    const chart = contours(ravine, run, { step })
    checkPicture(chart)
    const k = Math.min(step, 40)
    const { x, y } = chart.plane!
    const at = run.trajectory.point(k)
    const [px, py] = [x, y].map(
      ({ values: [a, b], pixels: [from, to] }, i) => from + ((at[i] - a) / (b - a)) * (to - from),
    )
    expect(marks(chart.svg).some(([mx, my]) => Math.hypot(mx - px, my - py) < 0.02)).toBe(true)
    expect(chart.svg).toContain(`step ${k}, loss ${number(run.trajectory.value[k])}`)
    expect(chart.alternative).toContain(`Shown up to step ${k}, `)
  })

  it('of a run that ended before is its end', () => {
    expect(contours(ravine, { long: run, short: plain }, { step: 30 }).svg).toContain('short: step 15, loss')
  })

  it('changes light marks only: contours, axes and the faint paths stay', () => {
    for (const draw of [
      (step: number) => contours(ravine, { momentum: run, plain }, { step }),
      (step: number) => curves({ momentum: run, plain }, { step }),
    ]) {
      const [a, b] = [draw(9), draw(10)]
      const changed = changes(fragments(a.html), fragments(b.html))!
      const size = JSON.stringify(changed).length
      expect(size).toBeLessThan(a.html.length / 2)
      expect(JSON.stringify(changed)).not.toContain('clip-path')
      expect(a.plane).toEqual(b.plane)
    }
  })

  it('marks a divergence only where it happened', () => {
    const wild = descend(parabola(), heavyBall(1.4), 400)
    expect(wild.stopped).toBe('diverged')
    expect(graph(parabola(), wild, { step: 2 }).svg).not.toContain('>gradient descent: diverged')
    expect(graph(parabola(), wild, { step: 400 }).svg).toContain('>gradient descent: diverged at step 24<')
  })

  it('says what it must be', () => {
    for (const step of [-1, 1.5, Number.NaN, '3' as never]) {
      expect(() => contours(ravine, run, { step })).toThrow('contours: step is')
      expect(() => curves(run, { step })).toThrow('it must be a whole number of 0 or more')
    }
  })
})

describe('arrows', () => {
  it('go from a point by a vector, in the coordinates’ units', () => {
    const chart = contours(ravine, [], { arrows: [{ from: [1, 1], vector: [2, -1], name: 'gradient' }] })
    checkPicture(chart)
    expect(chart.svg).toContain('>gradient<')
    expect(chart.alternative).toContain('Gradient is an arrow from (1, 1) by (2, -1).')
    const { x, y } = chart.plane!
    const tip = [
      x.pixels[0] + ((3 - x.values[0]) / (x.values[1] - x.values[0])) * (x.pixels[1] - x.pixels[0]),
      y.pixels[0] + ((0 - y.values[0]) / (y.values[1] - y.values[0])) * (y.pixels[1] - y.pixels[0]),
    ].map(pixel => Math.round(100 * pixel) / 100)
    expect(chart.svg).toContain(`M${tip[0]},${tip[1]}L`)
  })

  it('that go nowhere or are not finite are not drawn', () => {
    const bare = contours(ravine, []).svg.match(/<path/g)!.length
    for (const vector of [
      [0, 0],
      [Number.NaN, 1],
    ]) {
      const svg = contours(ravine, [], { arrows: [{ from: [1, 1], vector, name: 'step' }] }).svg
      // The legend's own arrow has two paths.
      expect(svg.match(/<path/g)!.length).toBe(bare + 2)
    }
  })

  it('say what they must be', () => {
    expect(() => contours(ravine, [], { arrows: 3 as never })).toThrow('contours: arrows is 3; it must be an array')
    expect(() => contours(ravine, [], { arrows: [{ from: [1], vector: [1, 2], name: 'step' }] })).toThrow(
      "contours: from of the arrow 'step' is",
    )
  })
})
