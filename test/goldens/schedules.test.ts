import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Schedule, type ScheduleData, scheduleFrom, schedules } from '../../src/index.ts'

interface Golden {
  readonly peer: string
  /** Our name and settings; or the data of a schedule that is made of schedules. */
  readonly schedule?: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly data?: ScheduleData
  readonly rates: readonly number[]
}

const goldens: Golden[] = JSON.parse(readFileSync(new URL('./schedules.json', import.meta.url), 'utf8')).schedules
const makers = schedules as unknown as Record<string, (settings: unknown) => Schedule>

const named = goldens.map(
  golden =>
    [
      `${golden.peer} ${golden.schedule ?? golden.data!.schedule} ${JSON.stringify(golden.settings ?? golden.data!.given)}`,
      golden,
    ] as const,
)

describe('the rates of the first 120 updates, relative 1e-12', () => {
  test.each(named)('%s', (_, { schedule, settings, data, rates }) => {
    const made = data === undefined ? makers[schedule!](settings) : scheduleFrom(data)
    expect(rates).toHaveLength(120)
    rates.forEach((rate, t) => {
      const difference = made(t) === rate ? 0 : Math.abs(made(t) - rate) / Math.abs(rate)
      expect(difference, `at t = ${t}: ${made(t)}, not ${rate}`).toBeLessThanOrEqual(1e-12)
    })
  })
})
