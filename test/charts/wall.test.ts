import { describe, expect, it } from 'vitest'
import { wall } from '../../src/charts/wall.ts'
import * as surfaces from '../../src/surfaces/index.ts'
import { surface } from '../../src/surfaces/surface.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

const { bilinear, doubleWell, himmelblau, rosenbrock } = surfaces

describe('a wall of surfaces', () => {
  it('draws maps of two dimensions and graphs of one', async () => {
    const chart = wall({ himmelblau, doubleWell, bilinear }, { width: 320, levels: 4 })
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/wall.svg')
    expect(chart.title).toBe('3 surfaces')
    expect(chart.alternative).toBe('Small maps of himmelblau, doubleWell, bilinear.')
    expect(wall([rosenbrock]).alternative).toBe('Small maps of Rosenbrock.')
  })

  it('draws the whole catalogue, each under its name, and nothing outside the picture', () => {
    const chart = wall(surfaces)
    checkPicture(chart)
    for (const name of Object.keys(surfaces)) expect(chart.svg).toContain(`>${name}</text>`)
    const [, width, height] = /viewBox="0 0 (\d+) ([\d.]+)"/.exec(chart.svg)!
    for (const [, x, y] of chart.svg.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)) {
      expect(Number(x)).toBeLessThanOrEqual(Number(width))
      expect(Number(y)).toBeLessThanOrEqual(Number(height))
    }
    expect(chart.svg.length).toBeLessThan(300_000)
  })

  it('puts maps in as many columns as it is told', () => {
    const high = (columns: number) =>
      Number(/viewBox="0 0 \d+ ([\d.]+)"/.exec(wall([rosenbrock, himmelblau], { columns }).svg)![1])
    expect(high(1)).toBeGreaterThan(2 * high(2))
  })

  it('draws level ground and what is NaN', () => {
    const domain = [
      [-1, 1],
      [-1, 1],
    ] as const
    checkPicture(
      wall([
        surface({ name: 'level', dimension: 2, domain, value: () => 1 }),
        surface({ name: 'nowhere', dimension: 2, domain, value: () => Number.NaN }),
        surface({ name: 'half', equation: 'log(x)', domain: [[-1, 1]] }),
      ]),
    )
  })

  it('refuses what can not be drawn, by name', () => {
    expect(() => wall({ big: rosenbrock.inDimension(3) })).toThrow(
      'wall: big has 3 coordinates; maps are drawn over 1 or 2',
    )
    expect(() => wall({})).toThrow('give them by name, or as an array')
    expect(() => wall([])).toThrow('give them by name, or as an array')
    expect(() => wall([rosenbrock], { columns: 0 })).toThrow('columns is 0; it must be a whole number from 1 to 40')
    expect(() => wall([rosenbrock], { height: 300 })).toThrow('its height follows')
    expect(() => wall({ x: 5 as never })).toThrow('wall: x')
  })
})
