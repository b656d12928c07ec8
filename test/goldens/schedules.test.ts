import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Schedule, schedules } from '../../src/index.ts'

const goldens: { schedule: string; settings: Record<string, number>; rates: number[] }[] = JSON.parse(
  readFileSync(new URL('./schedules.json', import.meta.url), 'utf8'),
).schedules
const makers = schedules as unknown as Record<string, (settings: unknown) => Schedule>

describe('the rates of the first 120 updates, relative 1e-12', () => {
  test.each(goldens)('torch $schedule $settings', ({ schedule, settings, rates }) => {
    const made = makers[schedule](settings)
    rates.forEach((rate, t) => {
      const difference = made(t) === rate ? 0 : Math.abs(made(t) - rate) / Math.abs(rate)
      expect(difference, `at t = ${t}: ${made(t)}, not ${rate}`).toBeLessThanOrEqual(1e-12)
    })
  })
})
