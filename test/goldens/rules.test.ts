import { describe, expect, test } from 'vitest'
import { type Optimizer, optimizers, type Setting, schedules } from '../../src/index.ts'
import { type Begin, goldens, runDifference, type ScheduleNote, stepDifference, titled } from './differences.ts'

const rules = optimizers as unknown as Record<string, Optimizer>
const makers = schedules as unknown as Record<string, (settings: object) => Setting>

/** The library's rule, in the middle of a run if `updates` is above 0: what a golden does not tell (b^t) comes from as many steps. */
const ours =
  (name: string): Begin =>
  (settings, theta, updates, given) => {
    const set = Object.entries(settings).map(([argument, value]) => [
      argument,
      typeof value === 'number' ? value : scheduled(value),
    ])
    const rule = rules[name](Object.fromEntries(set))
    const still = new Float64Array(theta.length)
    const warm = rule.begin(theta)
    for (let t = 0; t < updates; t++) warm.step(still, still)
    const stepping = rule.begin(theta, { updates, slots: { ...warm.state().slots, ...given } })
    return {
      step: (x, g) => stepping.step(x, g),
      slot: symbol => stepping.state().slots[symbol] as readonly number[],
    }
  }

function scheduled({ schedule, ...settings }: ScheduleNote): Setting {
  return makers[schedule](settings)
}

describe('one update from each of 150 states, relative 1e-12', () => {
  test.each(goldens.steps.map(titled))('%s', (_, golden) => {
    const { worst, where } = stepDifference(golden, ours(golden.rule))
    expect(worst, where).toBeLessThanOrEqual(1e-12)
  })
})

describe("300 updates, within 1e-12 max(1, |x|) + what the peer's own rounding makes", () => {
  test.each(goldens.runs.map(titled))('%s', (_, golden) => {
    const { worst, where } = runDifference(golden, ours(golden.rule))
    expect(worst, where).toBeLessThanOrEqual(1)
  })
})
