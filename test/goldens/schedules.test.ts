import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  gradientDescent,
  iterate,
  pipe,
  reduceOnPlateau,
  type Schedule,
  type ScheduleData,
  scheduleFrom,
  schedules,
  surface,
} from '../../src/index.ts'

interface Golden {
  readonly peer: string
  /** Our name and settings; or the data of a schedule that is made of schedules. */
  readonly schedule?: string
  readonly settings?: Readonly<Record<string, unknown>>
  readonly data?: ScheduleData
  readonly rates: readonly number[]
}

const { schedules: goldens, plateaus }: { schedules: Golden[]; plateaus: Plateau[] } = JSON.parse(
  readFileSync(new URL('./schedules.json', import.meta.url), 'utf8'),
)
/** A run with reduce-on-plateau: [scale, x, y] after each update. */
interface Plateau {
  readonly settings: Readonly<Record<string, number>>
  readonly path: readonly (readonly number[])[]
}

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

test.each(plateaus)('optax reduceOnPlateau $settings, relative 1e-12', ({ settings, path }) => {
  const rule = pipe(gradientDescent({ learningRate: 0.0999 }), reduceOnPlateau(settings))
  const rows = [...iterate(surface('(x^2 + 20 * y^2) / 2'), rule, { start: [1, 1], steps: path.length })].slice(1)
  const scale = Object.keys(rows[0].state.slots).find(slot => /(^|\W)s$/.test(slot))!
  expect(new Set(path.map(([s]) => s)).size).toBeGreaterThan(3)
  path.forEach((peer, i) => {
    const own = [rows[i].state.slots[scale] as number, ...rows[i].x]
    own.forEach((value, k) => {
      expect(Math.abs(value - peer[k]), `${value}, not ${peer[k]}, after ${i + 1}`).toBeLessThanOrEqual(
        1e-12 * Math.abs(peer[k]),
      )
    })
  })
})
