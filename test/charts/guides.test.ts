import { describe, expect, it } from 'vitest'
import { lines } from '../../src/charts/lines.ts'

/** Where a guide's name stands: its place in pixels, and whether it begins or ends there. */
function nameOf(svg: string, text: string): { x: number; y: number; anchor: string } {
  const group = [...svg.matchAll(/<g [^>]*text-anchor="(start|end)"[^>]*>((?:(?!<\/g>).)*)<\/g>/gs)]
    .map(([, anchor, inside]) => ({
      anchor,
      place: new RegExp(`translate\\(([\\d.]+),([\\d.]+)\\)"[^>]*>${text}<`).exec(inside),
    }))
    .find(({ place }) => place !== null)!
  return { x: Number(group.place![1]), y: Number(group.place![2]), anchor: group.anchor }
}

const x = Array.from({ length: 101 }, (_, k) => k / 100)

describe('the names of guides', () => {
  it('stand above the left end of a level line where nothing is there', () => {
    const { svg } = lines({ low: { x, y: x.map(() => 0) } }, { guides: { y: { limit: 5 } } })
    const { x: left, anchor } = nameOf(svg, 'limit')
    expect([anchor, left < 100]).toEqual(['start', true])
  })

  it('go to the other end where a curve runs past the first', () => {
    const rising = { x, y: x.map(at => 4 + 60 * at) }
    const { svg } = lines({ rising }, { guides: { y: { limit: 5.5 } }, domain: { x: [0, 1], y: [4, 7] } })
    const { x: right, anchor } = nameOf(svg, 'limit')
    expect([anchor, right > 500]).toEqual(['end', true])
  })

  it('go below the line where a curve runs along above it', () => {
    const along = { x, y: x.map(() => 5.65) }
    const look = { guides: { y: { limit: 5.5 } }, domain: { x: [0, 1], y: [4, 7] } } as const
    const free = nameOf(lines({ low: { x, y: x.map(() => 4.2) } }, look).svg, 'limit')
    expect(nameOf(lines({ along }, look).svg, 'limit').y).toBeGreaterThan(free.y)
  })

  it('keep off dots, and may stand between them', () => {
    const dots = { x: [0.02, 0.5, 0.98], y: [5.1, 4.5, 4.9], dots: true }
    const { svg } = lines({ dots }, { guides: { y: { limit: 5 } }, domain: { x: [0, 1], y: [4, 7] } })
    const low = nameOf(svg, 'limit')
    const { svg: other } = lines(
      { dots: { ...dots, y: [4.9, 4.5, 5.1] } },
      { guides: { y: { limit: 5 } }, domain: { x: [0, 1], y: [4, 7] } },
    )
    expect(low.y).toBeGreaterThan(nameOf(other, 'limit').y)
  })

  it('do not stand on each other', () => {
    const { svg } = lines(
      { low: { x, y: x.map(() => 0) } },
      { guides: { y: { one: 5, other: 5.05 }, x: { two: 0.5, three: 0.51 } } },
    )
    for (const [one, other] of [
      ['one', 'other'],
      ['two', 'three'],
    ]) {
      const [a, b] = [nameOf(svg, one), nameOf(svg, other)]
      expect(a.anchor !== b.anchor || Math.abs(a.y - b.y) >= 12, `${one}, ${other}`).toBe(true)
    }
  })
})
