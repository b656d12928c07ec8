import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { schedulesPage, schedulesPicture } from '../../src/setup/schedules-page.mjs'

const committed = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')

test('docs/schedules.md and its picture say what the definitions say: npm run docs writes them', () => {
  expect(schedulesPage(library as never)).toBe(committed('schedules.md'))
  expect(schedulesPicture(library as never)).toBe(committed('schedules.svg'))
})

test('each schedule has its section, with what the peers call it', () => {
  const page = committed('schedules.md')
  for (const [name, { peers, purpose }] of Object.entries(library.schedules)) {
    const [, section] = page.split(`\n## ${name}\n`)
    expect(section).toContain(purpose)
    expect(section).toContain(peers)
  }
})
