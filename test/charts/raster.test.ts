import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { png } from '../../src/charts/png.ts'
import { himmelblau, minimize, momentum, raster } from '../../src/index.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

/** The pixels of the picture's last image, from the top, as places in its palette. */
function pixels(svg: string): number[][] {
  const [, data] = [...svg.matchAll(/data:image\/png;base64,([A-Za-z0-9+/=]+)/g)].at(-1)!
  const bytes = Buffer.from(data, 'base64')
  const width = bytes.readUInt32BE(16)
  const at = bytes.indexOf('IDAT')
  const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)))
  return Array.from({ length: bytes.readUInt32BE(20) }, (_, row) => [
    ...rows.subarray(row * (width + 1) + 1, (row + 1) * (width + 1)),
  ])
}

/** The picture of the cells: of two, as the bar of colours is one too. */
const cellsOf = (svg: string): number[][] => pixels(svg.replace(/<image[^>]*height="10"[^>]*>/, ''))

describe('png', () => {
  it('is read by others: sizes, checksums, pixels', () => {
    const bytes = Buffer.from(
      png(Uint8Array.of(0, 1, 2, 2, 1, 0), 3, [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 10, 11, 12],
      ]).split(',')[1],
      'base64',
    )
    const chunks: Record<string, Buffer> = {}
    for (let at = 8; at < bytes.length; ) {
      const length = bytes.readUInt32BE(at)
      chunks[bytes.toString('latin1', at + 4, at + 8)] = bytes.subarray(at + 8, at + 8 + length)
      at += 12 + length
    }
    expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
    expect(Object.keys(chunks)).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
    expect([...chunks.PLTE]).toEqual([1, 2, 3, 5, 6, 7, 9, 10, 11])
    expect([...chunks.tRNS]).toEqual([4, 8, 12])
    // zlib checks Adler-32 itself.
    expect([...inflateSync(chunks.IDAT)]).toEqual([0, 0, 1, 2, 0, 2, 1, 0])
    // The checksum of an empty IEND is in every PNG there is.
    expect(bytes.subarray(-4).toString('hex')).toBe('ae426082')
  })

  it('stores what is larger than one block', () => {
    const many = Uint8Array.from({ length: 400 * 200 }, (_, i) => i % 2)
    const bytes = Buffer.from(
      png(many, 400, [
        [0, 0, 0, 0],
        [1, 1, 1, 1],
      ]).split(',')[1],
      'base64',
    )
    const at = bytes.indexOf('IDAT')
    expect(inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)))).toHaveLength(401 * 200)
  })
})

describe('raster', () => {
  it('draws numbers, the lowest row at the bottom', async () => {
    const run = minimize(himmelblau, momentum({ learningRate: 0.01 }), { start: [-1, 3], steps: 60 })
    const chart = raster((x, y) => himmelblau.value([x, y]), {
      domain: himmelblau.domain,
      columns: 20,
      rows: 20,
      name: 'loss',
      log: true,
      runs: run,
      title: 'Loss',
    })
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/raster-numbers.svg')
    expect(chart.plane).toMatchObject({ kind: 'map', x: { values: [-5, 5], log: false } })
    expect(
      cellsOf(
        raster([
          [1, 2],
          [3, 4],
        ]).svg,
      ),
    ).toEqual([
      [43, 64],
      [1, 22],
    ])
  })

  it('asks a function at the middle of each cell, by ratios on a log axis', () => {
    const asked: number[][] = []
    raster((x, y) => asked.push([x, y]), {
      domain: [
        [1, 100],
        [0, 1],
      ],
      logX: true,
      columns: 2,
      rows: 2,
    })
    expect(asked.map(([x]) => x)).toEqual(
      [10 ** 0.5, 10 ** 1.5, 10 ** 0.5, 10 ** 1.5].map(value => expect.closeTo(value, 10)),
    )
    expect(asked.map(([, y]) => y)).toEqual([0.25, 0.25, 0.75, 0.75])
  })

  it('draws classes, and leaves what has none as the page is', async () => {
    const chart = raster((x, y) => (x * y > 1 ? 'diverges' : y > 0.9 ? 'slow' : x < 0.01 ? Number.NaN : 'converges'), {
      domain: [
        [1e-3, 10],
        [0, 1],
      ],
      title: 'Where it goes',
      ...{ logX: true, columns: 24, rows: 20, none: 'not tried' },
      classes: ['converges', 'diverges', 'slow'],
      axes: ['learning rate', 'momentum'],
      lines: { border: { x: [1, 2, 5, 10], y: [1, 0.5, 0.2, 0.1] } },
    })
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/raster-classes.svg')
    expect(chart.alternative).toContain('Diverges: ')
    expect(chart.alternative).toContain('Not tried: ')
    const shown = cellsOf(
      raster([
        ['a', 'b'],
        [Number.NaN, 'a'],
      ]).svg,
    )
    expect(shown).toEqual([
      [0, 1],
      [1, 2],
    ])
  })

  it('gives what is beyond the range the colour of its end, and stays small', () => {
    expect(cellsOf(raster([[-5, 0, 10, 99]], { range: [0, 10] }).svg)).toEqual([[1, 1, 64, 64]])
    const largest = raster((x, y) => Math.sin(9 * x) * y, { columns: 200, rows: 200 })
    expect(largest.html.length).toBeLessThan(60_000)
    expect(raster((x, y) => Math.sin(9 * x) * y, { columns: 200, rows: 200 }).html).toBe(largest.html)
  })

  it('draws classes of which there is none', () => {
    const chart = raster([[Number.NaN, Number.NaN]], { classes: ['a'], none: 'neither' })
    expect(chart.alternative).toContain('A: 0% of the cells. Neither: 100% of the cells.')
  })

  it('says what is wrong', () => {
    const draw =
      (...args: unknown[]) =>
      () =>
        (raster as (...args: unknown[]) => unknown)(...args)
    expect(draw([])).toThrow('raster: the cells are []; they must be rows of numbers or words, or a function')
    expect(draw([[1, 2], [3]])).toThrow('raster: row 1 has 1 cells, and the first has 2')
    expect(draw([[Number.NaN]])).toThrow('raster: no cell has a number')
    expect(draw([[-1]], { log: true })).toThrow('raster: no cell has a positive number')
    expect(
      draw([[1]], {
        domain: [
          [0, 1],
          [2, 3],
        ],
        logX: true,
      }),
    ).toThrow('raster: domain[0] begins at 0; on a log scale it must be above 0')
    expect(draw([['a']], { classes: ['b'] })).toThrow("raster: a cell is 'a'; the classes are 'b'")
    expect(draw(() => 1, { columns: 300, rows: 300 })).toThrow(
      'raster: 300 by 300 are 90,000 cells; 40,000 are allowed',
    )
    expect(draw([['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']])).toThrow(
      'raster: there are 8 classes; 7 can be told apart by colour',
    )
    expect(draw([[1]], { colour: 'red' })).toThrow("raster has no option 'colour'")
  })
})
