import { describe, expect, test } from 'vitest'
import { type Begin, goldens, runDifference, type ScheduleNote, stepDifference, titled } from './differences.ts'
import { mistaken, type Plain, plain } from './plain.ts'

/** The schedules that golden runs use, by hand; t is the number of updates already made. */
const schedules: Record<string, (s: Record<string, number>, t: number) => number> = {
  stepDecay: (s, t) => s.initial * s.factor ** Math.floor(t / s.every),
  exponentialDecay: (s, t) => s.initial * s.gamma ** t,
  cosine: (s, t) => s.final + ((s.initial - s.final) * (1 + Math.cos((Math.PI * t) / s.steps))) / 2,
}

/** A hand-written rule as the goldens begin one. */
function byHand(rule: Plain): Begin {
  return (settings, theta, updates, given) => {
    const slots: Record<string, Float64Array> = {}
    for (const symbol of ['m', 'v', 's'])
      slots[symbol] = Float64Array.from(given[symbol] ?? new Array(theta.length).fill(0))
    const setting = (name: string, t: number) => {
      const value = settings[name]
      return typeof value === 'number'
        ? value
        : schedules[value.schedule](value as ScheduleNote & Record<string, number>, t - 1)
    }
    const update = rule(setting, slots)
    let t = updates
    return { step: (x, g) => update(x, g, ++t), slot: symbol => slots[symbol] }
  }
}

describe('the goldens agree with each rule written by hand', () => {
  test.each(goldens.steps.map(titled))('one step of %s', (_, golden) => {
    const { worst, where } = stepDifference(golden, byHand(plain[golden.rule]))
    expect(worst, where).toBeLessThanOrEqual(1e-12)
  })
  test.each(goldens.runs.map(titled))('a run of %s', (_, golden) => {
    const { worst, where } = runDifference(golden, byHand(plain[golden.rule]))
    expect(worst, where).toBeLessThanOrEqual(1)
  })
})

test.each(Object.values(mistaken))('the goldens refuse $rule with $what', ({ rule, update }) => {
  const steps = goldens.steps.filter(golden => golden.rule === rule)
  const runs = goldens.runs.filter(golden => golden.rule === rule)
  const seen =
    steps.some(golden => stepDifference(golden, byHand(update)).worst > 1e-12) ||
    runs.some(golden => runDifference(golden, byHand(update)).worst > 1)
  expect(seen).toBe(true)
})
