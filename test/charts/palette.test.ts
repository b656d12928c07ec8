import { expect, it } from 'vitest'
import { colours, look } from '../../src/charts/palette.ts'

/** A colour's relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((p, q) => p - q)
  return (high + 0.05) / (low + 0.05)
}

it('has colours that stand out on white and on the dark theme', () => {
  for (const colour of colours) {
    if (colour === 'currentColor') continue
    expect(contrast(colour, '#ffffff'), colour).toBeGreaterThanOrEqual(3)
    expect(contrast(colour, '#111111'), colour).toBeGreaterThanOrEqual(3)
  }
})

it('gives no two of 56 runs one look', () => {
  const looks = Array.from({ length: 56 }, (_, i) => JSON.stringify(look(i)))
  expect(new Set(looks).size).toBe(56)
})
