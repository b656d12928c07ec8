import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { everyOptimizer, everySchedule, everySurface } from './catalogue.ts'

const golden = (file: string) => JSON.parse(readFileSync(new URL(`../goldens/${file}.json`, import.meta.url), 'utf8'))

/** What no peer has, each with the reason: the others must have goldens. */
const withoutPeer: Record<string, string> = {}

describe.each([
  ['optimizers', everyOptimizer, golden('rules').runs.map((run: { rule: string }) => run.rule)],
  ['schedules', everySchedule, golden('schedules').schedules.map((one: { schedule: string }) => one.schedule)],
  ['surfaces', everySurface, golden('surfaces').surfaces.map((one: { surface: string }) => one.surface)],
] as [string, [string, { title?: string; name: string }][], string[]][])('%s', (_, entries, goldens) => {
  test('each is exported under the name that it has in its catalogue', () => {
    for (const [name, value] of entries) expect((library as Record<string, unknown>)[name]).toBe(value)
  })
  test('no two have one title', () => {
    const titles = entries.map(([, value]) => value.title ?? value.name)
    expect(new Set(titles).size).toBe(titles.length)
  })
  test('each is checked against a peer', () => {
    expect(entries.map(([name]) => name).filter(name => !(name in withoutPeer) && !goldens.includes(name))).toEqual([])
  })
})

test('no name stands for two things', () => {
  const names = [everyOptimizer, everySchedule, everySurface].flatMap(entries => entries.map(([name]) => name))
  expect(new Set(names).size).toBe(names.length)
})
