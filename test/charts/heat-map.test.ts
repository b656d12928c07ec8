import { describe, expect, it } from 'vitest'
import { heatMap } from '../../src/index.ts'
import { refuseWarnings } from './picture.ts'

refuseWarnings()

const rows = { momentum: { ravine: 1, digits: 12 }, Adam: { ravine: 20, digits: 4 }, BFGS: { ravine: 2 } }

describe('heatMap', () => {
  it('names its rows and columns, and says in words what it shows', () => {
    const chart = heatMap(rows, { name: 'rank', title: 'Ranks', none: 'refused' })
    for (const name of ['momentum', 'Adam', 'BFGS', 'ravine', 'digits', 'rank', 'refused']) {
      expect(chart.svg).toContain(`>${name}<`)
    }
    expect(chart.alternative).toContain('3 rows (momentum, Adam, BFGS) by 2 columns (ravine, digits)')
    expect(chart.alternative).toContain('They go from 1 to 20. refused: 1 of the cells.')
    expect(chart.svg).toContain('>20<')
    expect(heatMap(rows, { name: 'rank' }).svg).toBe(heatMap(rows, { name: 'rank' }).svg)
  })

  it('writes black on light cells and white on dark ones', () => {
    const { svg } = heatMap(rows, { name: 'rank' })
    const ink = (words: string) => svg.match(new RegExp(`<text[^>]*fill="(#[0-9a-f]+)"[^>]*>${words}</text>`))?.[1]
    expect(ink('20')).toBe('#000')
    expect(ink('1')).toBe('#fff')
  })

  it('writes in its cells what it is told, or nothing', () => {
    expect(heatMap(rows, { text: value => `${value}%` }).svg).toContain('>20%<')
    expect(heatMap(rows, { text: () => '' }).svg).not.toContain('>20%<')
  })

  it.each([
    [() => heatMap({}), 'must be rows by name'],
    [() => heatMap({ a: { b: '1' as never } }), "'b' of 'a' is '1'"],
    [() => heatMap({ a: { b: Number.NaN } }), 'no cell has a number'],
    [() => heatMap({ a: { b: 1 } }, { log: true, range: [0, 1] }), 'above 0'],
    [() => heatMap({ a: { b: 1 } }, { nam: 'x' } as never), "no option 'nam'"],
    [() => heatMap({ a: { b: 1 } }, { width: 10 }), 'width is 10'],
  ])('refuses what it cannot draw: %#', (make, message) => {
    expect(make).toThrow(message)
  })
})
