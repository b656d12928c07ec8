import { describe, expect, test } from 'vitest'
import { moons } from '../../src/data/moons.ts'
import { mlp } from '../../src/learning/models/mlp.ts'
import { train } from '../../src/learning/training/train.ts'
import type { Rule } from '../../src/optimizers/rule.ts'
import * as recipes from '../../src/recipes/index.ts'
import { spaceOf } from '../../src/tuning/space-of.ts'

const rateAt = ({ settings }: Rule, t: number): number => {
  const { learningRate } = settings
  return typeof learningRate === 'number' ? learningRate : learningRate(t)
}

describe('the recipes', () => {
  const all = Object.entries(recipes)

  test.each(all)('%s says what it is, when to use it and where it is from', (name, recipe) => {
    expect(recipe.title).toBe(name)
    for (const text of [recipe.about, recipe.purpose, recipe.weakness]) expect(text).toMatch(/^[A-Z].{20,}\.$/)
    expect(recipe.source).toMatch(/\b(19|20)\d\d\b/)
  })

  test.each(all)('%s trains a model, for any number of epochs', async (_, recipe) => {
    for (const epochs of [1, 7]) {
      const data = moons({ samples: 40, seed: 1 })
      const options = { epochs, batchSize: 10, progress: false }
      const run = await train(mlp({ layers: [2, 4, 2], seed: 1 }), data, recipe(), options)
      expect(run.stopped).toBe('epochs')
      expect(run.updates.loss).toHaveLength(4 * epochs)
    }
  })

  test.each(all)('%s makes a rule for a run of a single update', (_, recipe) => {
    expect(Number.isFinite(rateAt(recipe()({ epochs: 1, updates: 1 }), 0))).toBe(true)
  })

  test.each(all)('%s has a space to be searched', (_, recipe) => {
    expect(spaceOf(recipe as typeof recipes.baseline, ['learningRate']).names).toEqual(['learningRate'])
  })
})

test('vision: 0.1, divided by 10 at the epochs 30, 60 and 90 of 100', () => {
  const perEpoch = 45
  const rule = recipes.vision()({ epochs: 100, updates: 100 * perEpoch })
  const of = (epoch: number) => rateAt(rule, epoch * perEpoch)
  expect([0, 29, 30, 59, 60, 89, 90, 99].map(of)).toEqual(
    [0.1, 0.1, 0.01, 0.01, 0.001, 0.001, 0.0001, 0.0001].map(rate => expect.closeTo(rate, 12)),
  )
  expect(rateAt(rule, 30 * perEpoch - 1)).toBe(0.1)
  expect(rule.settings.beta).toBe(0.9)
  expect(rule.equations).toContain('lambda')
  expect(recipes.vision({ weightDecay: 0 })({ epochs: 1, updates: 10 }).equations).not.toContain('lambda')
})

test('language: rises for a twentieth of the run, then falls to 0', () => {
  const rule = recipes.language()({ epochs: 10, updates: 1000 })
  expect(rateAt(rule, 0)).toBeCloseTo(3e-4 / 50, 12)
  expect(rateAt(rule, 49)).toBeCloseTo(3e-4, 12)
  expect(rateAt(rule, 50)).toBeCloseTo(3e-4, 12)
  expect(rateAt(rule, 525)).toBeCloseTo(1.5e-4, 12)
  expect(rateAt(rule, 1000)).toBeCloseTo(0, 12)
  expect(rateAt(recipes.language({ warmup: 0 })({ epochs: 10, updates: 1000 }), 0)).toBe(3e-4)
})

test('baseline: the same rate for ever', () => {
  expect(recipes.baseline()({ epochs: 3, updates: 30 }).settings.learningRate).toBe(1e-3)
})

test('competition: cosines with restarts, the last of which ends with the run', () => {
  const length = { epochs: 10, updates: 1000 }
  const rule = recipes.competition({ learningRate: 0.01, warmup: 0.1, cycles: 2, growth: 2 })(length)
  expect(rateAt(rule, 99)).toBeCloseTo(0.01, 12)
  expect(rateAt(rule, 100 + 299)).toBeLessThan(1e-6)
  expect(rateAt(rule, 100 + 300)).toBe(0.01)
  expect(rateAt(rule, 999)).toBeLessThan(1e-6)
  // Of equal length, and with numbers that do not divide.
  const three = recipes.competition({ learningRate: 0.01, warmup: 0, cycles: 3, growth: 1 })(length)
  expect([0, 334, 668].map(t => rateAt(three, t))).toEqual([0.01, 0.01, 0.01])
  expect(rateAt(three, 999)).toBeLessThan(1e-5)
  expect(recipes.competition({ rule: 'momentum' })(length).name).toContain('momentum')
})

test('wrong settings are refused before any work starts', () => {
  expect(() => recipes.vision({ learningrate: 1 } as object)).toThrow("did you mean 'learningRate'")
  expect(() => recipes.vision({ beta: 1 })).toThrow('beta is 1')
  expect(() => recipes.competition({ cycles: 1.5 })).toThrow('cycles is 1.5')
  expect(() => recipes.competition({ rule: 'sgd' as 'adamw' })).toThrow('"adamw", "momentum"')
  expect(() => recipes.baseline({ learningRate: (() => 1) as unknown as number })).toThrow('not a schedule')
  expect(() => recipes.baseline()({ epochs: 0, updates: 1 })).toThrow('epochs is 0')
  expect(() => recipes.baseline()(7 as never)).toThrow('the length is 7')
  expect(() => recipes.baseline({ epochs: 1, updates: 3 } as object)).toThrow('not yet called')
})
