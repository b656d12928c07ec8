import { describe, expect, it } from 'vitest'
import { lines } from '../../src/charts/lines.ts'
import { panels } from '../../src/charts/panels.ts'
import { table } from '../../src/charts/table.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

const x = [1, 2, 3, 4, 5]
const squares = { x, y: x.map(value => value ** 2) }

describe('lines', () => {
  it('draws lines and dots with guides', async () => {
    const chart = lines(
      { squares, 'as measured': { x, y: [1.2, 3.7, 9.5, 15.8, 24.9], dots: true } },
      { x: 'side, m', y: 'area, m²', guides: { x: { half: 2.5 }, y: { limit: 20 } }, title: 'Areas' },
    )
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/lines.svg')
    expect(chart.svg).toContain('>side, m →<')
    expect(chart.svg).toContain('>half<')
    expect(chart.alternative).toContain('squares: 1 at 1, 25 at 5, 5 points.')
  })

  it('draws on log scales, leaves gaps, and draws one point', () => {
    checkPicture(lines({ squares }, { log: true, logX: true }))
    checkPicture(lines({ broken: { x, y: [1, Number.NaN, 3, Number.POSITIVE_INFINITY, 5] } }))
    checkPicture(lines({ point: { x: [1], y: [1], dots: true } }))
  })

  it('says what is wrong', () => {
    const draw =
      (...args: unknown[]) =>
      () =>
        (lines as (...args: unknown[]) => unknown)(...args)
    expect(draw({})).toThrow('lines: there is nothing to draw: the points are an object with nothing in it')
    expect(draw(undefined)).toThrow('the points are undefined; pass them by name, as { loss: { x, y } }')
    expect(draw({ a: { x, y: [1] } })).toThrow("lines: 'a' has 5 numbers of x and 1 of y")
    expect(draw({ a: { x, y: 3 } })).toThrow("lines: y of 'a' is 3; it must be an array of numbers")
    expect(draw({ a: { x: [1], y: [-1] } }, { log: true })).toThrow('no y is a positive number')
  })
})

describe('panels', () => {
  it('puts charts side by side', () => {
    const charts = [1, 2].map(k => lines({ squares }, { width: 280, title: `no. ${k}` }))
    const shown = panels(charts, { caption: 'Twice <the> same' })
    for (const chart of charts) expect(shown.html).toContain(chart.html)
    expect(shown.html).toContain('Twice &lt;the&gt; same')
    const bundle = shown[jupyterDisplay]()
    expect(bundle['text/html']).toBe(String(shown))
    expect(bundle['text/plain']).toMatch(/^no\. 1\n.*\n\nno\. 2\n.*\n\nTwice <the> same$/s)
  })

  it('says what is wrong', () => {
    expect(() => panels([])).toThrow('panels: the charts are []; they must be an array of charts')
    expect(() => panels([3 as never])).toThrow('panels: number 0 is 3; it must be a chart')
  })
})

describe('table', () => {
  it('shows rows of plain numbers and words', () => {
    const { text } = table([
      { rate: 0.1, ended: 'minimum', fine: true },
      { rate: 1.1, ended: 'diverged', fine: false },
    ])
    expect(text.split('\n').map(line => line.trim())).toEqual([
      'rate  ended     fine',
      '----  --------  ----',
      '0.1  minimum   yes',
      '1.1  diverged  no',
    ])
  })

  it('says which row is odd', () => {
    expect(() => table([{ a: 1 }, { b: 2 }])).toThrow("table: row 1 has no column 'a'; every row must have 'a'")
  })
})

it('axes go where they are told to, and what is outside is not drawn', () => {
  const points = { x: [0, 1, 2], y: [1, 5, 1000], dots: true }
  const { plane, svg } = lines({ points }, { domain: { x: [0, 4], y: [0, 10] } })
  expect(plane?.x.values).toEqual([0, 4])
  expect(plane?.y.values).toEqual([0, 10])
  expect(svg.match(/translate\(/g)?.length).toBe(
    lines({ points: { x: [0, 1], y: [1, 5], dots: true } }, { domain: { x: [0, 4], y: [0, 10] } }).svg.match(
      /translate\(/g,
    )?.length,
  )
  expect(() => lines({ points }, { domain: { y: [10, 0] } })).toThrow(
    'lines: domain.y is [10, 0]; it must be [lowest, highest]',
  )
  expect(() => lines({ points }, { log: true, domain: { y: [0, 1] } })).toThrow('above 0 on a log scale')
})
