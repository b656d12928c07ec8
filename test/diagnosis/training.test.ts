import { describe, expect, it } from 'vitest'
import * as F from '../../src/index.ts'

const { diagnose, train, mlp, digits, moons, split } = F
const written = split(digits(), { test: 0.2, validation: 0.1, seed: 1 })
const curved = split(moons({ samples: 400, noise: 0.15 }), { test: 0.1, validation: 0.2, seed: 1 })
const seeds = [11, 12]

type Rule = Parameters<typeof train>[2]
type Options = Parameters<typeof train>[3]

async function names(model: F.Model, data: F.Labelled, rule: Rule, options: Options): Promise<string[]> {
  const run = await train(model, data, rule, { progress: false, ...options })
  return diagnose(run, { data }).findings.map(({ name }) => name)
}

const problems = seeds.flatMap(seed => [
  {
    seed,
    data: written.train,
    validation: written.validation,
    epochs: 6,
    model: () => mlp({ layers: [64, 32, 10], seed }),
  },
  {
    seed,
    data: written.train,
    validation: written.validation,
    epochs: 6,
    model: () => mlp({ layers: [64, 32, 32, 10], activation: 'tanh', seed }),
  },
  {
    seed,
    data: curved.train,
    validation: curved.validation,
    epochs: 20,
    model: () => mlp({ layers: [2, 16, 16, 2], seed }),
  },
])

describe('training', () => {
  it('that goes well has no finding', async () => {
    const rules: Record<string, Rule> = {
      adam: F.adam({ learningRate: 0.003 }),
      descent: F.gradientDescent({ learningRate: 0.1 }),
      momentum: F.momentum({ learningRate: 0.02, beta: 0.9 }),
      rmsprop: F.rmsprop({ learningRate: 0.002 }),
      oneCycle: plan => F.adam({ learningRate: F.oneCycle({ peak: 0.01, steps: plan.updates }) }),
      cosine: plan => F.momentum({ learningRate: F.cosine({ initial: 0.05, steps: plan.updates }), beta: 0.9 }),
    }
    for (const { seed, data, validation, epochs, model } of problems) {
      for (const [title, rule] of Object.entries(rules)) {
        expect(await names(model(), data, rule, { epochs, validation, seed }), title).toEqual([])
      }
    }
  })

  it('with a rate too small', async () => {
    const rules = [
      F.gradientDescent({ learningRate: 1e-4 }),
      F.momentum({ learningRate: 1e-6, beta: 0.9 }),
      F.adam({ learningRate: 3e-6 }),
    ]
    for (const { seed, data, model } of problems) {
      for (const rule of rules)
        expect(await names(model(), data, rule, { epochs: 5, seed })).toEqual(['rate too small'])
    }
  })

  it('with a rate too large', async () => {
    const rules = [
      F.gradientDescent({ learningRate: 20 }),
      F.momentum({ learningRate: 5, beta: 0.9 }),
      F.adam({ learningRate: 10 }),
    ]
    for (const { seed, data, model } of problems) {
      for (const rule of rules)
        expect(await names(model(), data, rule, { epochs: 5, seed })).toContain('rate too large')
    }
  })

  it('that overfits, and not where the best weights were restored', async () => {
    for (const seed of seeds) {
      const data = moons({ samples: 40, noise: 0.35, seed })
      const validation = moons({ samples: 200, noise: 0.35, seed: seed + 50 })
      const model = () => mlp({ layers: [2, 100, 100, 2], seed })
      const rule = F.adam({ learningRate: 0.01 })
      expect(await names(model(), data, rule, { epochs: 200, validation, seed })).toEqual(['overfitting'])
      const earlyStopping = { patience: 10, restoreBest: true }
      expect(await names(model(), data, rule, { epochs: 200, validation, seed, earlyStopping })).toEqual([])
    }
  })

  it('whose gradients vanish, whose units are dead, whose whole batches swing', async () => {
    for (const seed of seeds) {
      const deep = mlp({ layers: [64, 32, 32, 32, 32, 32, 32, 10], activation: 'sigmoid', seed })
      const rule = F.gradientDescent({ learningRate: 0.1 })
      expect(await names(deep, written.train, rule, { epochs: 3, seed })).toEqual(['vanishing gradients', 'plateau'])
      const killed = mlp({ layers: [64, 32, 32, 10], seed })
      const found = await names(killed, written.train, F.gradientDescent({ learningRate: 5 }), { epochs: 3, seed })
      expect(found).toContain('dead units')
    }
    const whole = mlp({ layers: [64, 32, 10], seed: 1 })
    const options = { epochs: 100, batchSize: written.train.inputs.shape[0] }
    expect(await names(whole, written.train, F.gradientDescent({ learningRate: 2 }), options)).toContain('oscillating')
  })

  it('that explodes, and is told without the data too', async () => {
    const data = {
      name: 'line',
      inputs: { data: [1, 2, 3, 4], shape: [4, 1] },
      targets: { data: [1, 2, 3, 4], shape: [4, 1] },
    }
    const run = await train(mlp({ layers: [1, 1] }), data, F.gradientDescent({ learningRate: 1e3 }), {
      epochs: 200,
      progress: false,
    })
    expect(run.stopped).toBe('diverged')
    expect(diagnose(run).findings.map(({ name }) => name)).toEqual(['rate too large', 'exploding'])
  })
})
