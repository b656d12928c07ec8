import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { drawnSchedule } from '../../src/explorations/drawn-schedule.ts'
import { scheduleEffect } from '../../src/explorations/schedule-effect.ts'
import { schedulePicker } from '../../src/explorations/schedule-picker.ts'
import { familyOf, scheduleCode, shapes } from '../../src/explorations/schedule-shapes.ts'
import * as library from '../../src/index.ts'
import { words } from './read.ts'

const { cosine, drawn, gradientDescent, minimize, noisy, ravine } = library

test('every shape is a schedule of the catalogue, and its code makes the same schedule', () => {
  for (const [name, shape] of Object.entries(shapes)) {
    const schedule = shape(0.1, 200)
    const made = new Function(...Object.keys(library.schedules), `return ${scheduleCode(schedule)}`)(
      ...Object.values(library.schedules),
    )
    expect(familyOf(schedule).purpose, name).not.toBe('')
    for (const t of [0, 1, 50, 133, 199, 200, 300]) expect(made(t), `${name} at ${t}`).toBe(schedule(t))
    expect(Math.max(...Array.from({ length: 201 }, (_, t) => schedule(t))), name).toBeCloseTo(0.1, 10)
  }
})

test('the picker shows the schedule that is picked, with its mean rate', async () => {
  const picker = schedulePicker()
  picker.set({ schedule: shapes.linear, rate: 0.02, updates: 100 } as never)
  expect(picker.code).toBe('const learningRate = linear({ initial: 0.02, final: 0, steps: 100 })')
  const shown = words(await picker.still())
  expect(shown).toContain('linear({ initial: 0.02, final: 0, steps: 100 })')
  expect(shown).toContain(
    `Mean rate over the run: ${number(library.meanRate(library.linear({ initial: 0.02, steps: 100 }), 100))}`,
  )
})

const valley = ravine.with({ kappa: 10 })
const meanLoss = (learningRate: library.Setting, deviation: number, steps: number, seeds: readonly number[]): number =>
  seeds.reduce(
    (sum, seed) =>
      sum + minimize(noisy(valley, { deviation, seed }), gradientDescent({ learningRate }), { steps }).value,
    0,
  ) / seeds.length

test("a schedule's effect is measured over twenty seeds", async () => {
  const effect = scheduleEffect({ steps: 100 })
  effect.set({ rate: 0.15, noise: 2 } as never)
  const seeds = Array.from({ length: 20 }, (_, i) => i + 1)
  const shown = words(await effect.still())
  expect(shown).toContain(`constant ${number(meanLoss(0.15, 2, 100, seeds))}`)
  expect(shown).toContain(`cosine ${number(meanLoss(cosine({ initial: 0.15, steps: 100 }), 2, 100, seeds))}`)
})

test('a drawn schedule is scored by the loss that it ends with, and a better one is said to be', async () => {
  const game = drawnSchedule({ steps: 100, noise: 2 })
  const seeds = Array.from({ length: 20 }, (_, i) => 100 + i)
  const points = (game.values.rate as unknown as readonly (readonly [number, number])[]).map(
    ([t]) => [t, t < 40 ? 0.1 : 0.02] as const,
  )
  game.set({ rate: points } as never)
  const own = meanLoss(drawn(points), 2, 100, seeds)
  const shown = words(await game.still())
  expect(shown).toContain(`yours 0.1 ${number(own)}`)
  const peers = [...shown.matchAll(/its best rate ([\d.]+) ([\d.e-]+)/g)].map(([, , loss]) => Number(loss))
  expect(peers).toHaveLength(3)
  const ahead = peers.filter(loss => loss < own).length
  expect(shown).toContain(ahead === 0 ? 'Yours is the best' : `${ahead} of the three others`)
})
