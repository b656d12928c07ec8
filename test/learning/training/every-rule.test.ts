import { describe, expect, test } from 'vitest'
import { adam, l2, mlp, moons, pipe, type Rule, swa, train } from '../../../src/index.ts'
import { everyOptimizer, everyWrapper } from '../../laws/catalogue.ts'

const data = moons({ samples: 40, noise: 0.2, seed: 1 })
const network = () => mlp({ layers: [2, 3, 2], dropout: 0.1, activation: 'tanh', seed: 3 })

/** Rules that by their nature descend something else than a network's loss. */
const elsewhere = new Set(['levenbergMarquardt'])

const rules: [string, () => Rule][] = [
  ...everyOptimizer
    .filter(([name]) => !elsewhere.has(name))
    .map(([name, make]): [string, () => Rule] => [name, () => make()]),
  ...everyWrapper.map(([name, wrap]): [string, () => Rule] => [
    `${name} around Adam`,
    () => {
      try {
        return pipe(wrap() as never, adam())
      } catch {
        return pipe(adam(), wrap() as never)
      }
    },
  ]),
]

describe.each(rules)('%s', (_, rule) => {
  test('trains, and goes on from where it ended bit for bit', async () => {
    const options = { batchSize: 20, progress: false }
    const whole = await train(network(), data, rule(), { ...options, epochs: 4 })
    const half = await train(network(), data, rule(), { ...options, epochs: 2 })
    const rest = await train(network(), data, rule(), { ...options, epochs: 4, resume: half })
    expect(rest.model.parameters.values).toEqual(whole.model.parameters.values)
    expect(rest.saved.state).toEqual(whole.saved.state)
    expect(rest.updates).toEqual(whole.updates)
    expect(['epochs', 'stalled']).toContain(whole.stopped)
  })
})

test('Levenberg-Marquardt is refused: it needs residuals', async () => {
  const [, make] = everyOptimizer.find(([name]) => name === 'levenbergMarquardt')!
  await expect(train(network(), data, make(), { progress: false })).rejects.toThrow(/residuals/)
})

test('wrappers inside and outside of the rule are told apart in its name', async () => {
  const rule = pipe(l2(0.1), adam(), swa({ from: 2, every: 1 }))
  const run = await train(network(), data, rule, { epochs: 1, progress: false })
  expect(run.name).toBe(`MLP 2-3-2, ${rule.name}`)
})
