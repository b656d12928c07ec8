import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { surfacesPage, surfacesPicture } from '../../src/setup/surfaces-page.mjs'

const committed = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')

test('docs/surfaces.md and its picture say what the definitions say: npm run docs writes them', () => {
  expect(surfacesPage(library as never)).toBe(committed('surfaces.md'))
  expect(surfacesPicture(library as never)).toBe(committed('surfaces.svg'))
})

test('each surface has its section, with what it teaches and its minima', () => {
  const page = committed('surfaces.md')
  for (const [name, surface] of Object.entries(library.surfaces)) {
    const [, section] = page.split(`\n## ${name}\n`)
    expect(section).toContain(surface.teaches)
    for (const { value } of surface.minima) expect(section).toContain(`- ${value} at `)
  }
})
