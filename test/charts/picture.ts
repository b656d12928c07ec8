import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { Chart } from '../../src/charts/chart.ts'

/** Plot warns on the console of what it can't draw well: in the tests that is an error. */
export function refuseWarnings(): void {
  beforeEach(() => {
    vi.spyOn(console, 'warn')
  })
  afterEach(() => {
    expect(console.warn).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })
}

/** What holds of every picture: a well-formed SVG of finite numbers, rounded, with its words, whose ids are its own. */
export function checkPicture(chart: Chart): void {
  const { svg, html, alternative } = chart
  const tags = svg.match(/<[^>]+>/g) ?? []
  const open: string[] = []
  for (const tag of tags) {
    const name = /^<\/?([\w-]+)/.exec(tag)?.[1] ?? tag
    if (tag.startsWith('</')) expect(open.pop()).toBe(name)
    else if (!tag.endsWith('/>')) open.push(name)
  }
  expect(open).toEqual([])
  const numbers = tags.join('').replace(/aria-label="[^"]*"|#[0-9a-f]{6}/g, '')
  expect(numbers).not.toMatch(/NaN|undefined|null|Infinity|\d\.\d{3}|\de[+-]?\d|plot-/)
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" role="img" aria-label="[^"]+"/)
  expect(svg).not.toContain('<style')
  for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(svg).toContain(`id="${id}"`)
  expect(html).toContain(svg)
  expect(alternative).toMatch(/^[A-Z].*\.$/s)
}

/** The picture with a short text alternative: the whole one's wording is tested elsewhere. */
export function drawing({ svg, title }: Chart): string {
  return `${svg.replace(/ aria-label="[^"]*"/, ` aria-label="${title}"`).replaceAll('><', '>\n<')}\n`
}
