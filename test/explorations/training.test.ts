import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { batchSize } from '../../src/explorations/batch-size.ts'
import { earlyStop, earlyStopping } from '../../src/explorations/early-stopping.ts'
import { initialization } from '../../src/explorations/initialization.ts'
import { regularization } from '../../src/explorations/regularization.ts'
import { gradientDescent, linearRegression, minimize } from '../../src/index.ts'
import { words } from './read.ts'

test('early stopping waits as long as its patience, and goes back to the best epoch', () => {
  const losses = [5, 4, 3, 3.5, 2.9, 3, 3, 3, 1]
  expect(earlyStop(losses, 1, 0)).toEqual({ stopped: 3, best: 2 })
  expect(earlyStop(losses, 3, 0)).toEqual({ stopped: 7, best: 4 })
  expect(earlyStop(losses, 4, 0)).toEqual({ stopped: 8, best: 8 })
  // An improvement that is smaller than asked for is none.
  expect(earlyStop(losses, 2, 0.5)).toEqual({ stopped: 4, best: 2 })
})

test('the network overfits: stopping early keeps weights with a lower validation loss than the last', async () => {
  const shown = words(await earlyStopping().still())
  const [best, last] = [/the best epoch, \d+ ([\d.]+)/, /without stopping ([\d.]+)/].map(line =>
    Number(line.exec(shown)![1]),
  )
  expect(best).toBeLessThan(last)
})

test('a batch of 32 of 10,000 samples makes 312 full batches, or 313 with the short one, in 12.5% of the memory', async () => {
  const exploration = batchSize()
  const shown = words(await exploration.still())
  expect(shown).toContain('batches of 32 make 312 full ones an epoch, and 313 updates with the short one')
  expect(shown).toContain('12.5')
  // The curve ends where minimize does.
  const data = linearRegression({ samples: 2000, noise: 1, seed: 7 })
  const run = minimize(data.batches(32, { seed: 1 }), gradientDescent({ learningRate: 0.05 }), { steps: 120 })
  expect(await exploration.still()).toContain(number(run.value - data.minima[0].value))
})

test('the fit with L2 is the minimum: its gradient is 0, and its sum is that of its parts', async () => {
  const exploration = regularization()
  for (const lambda of [1e-5, 0.1]) {
    exploration.set({ lambda } as never)
    const shown = words(await exploration.still())
    const numbers = /loss on 200 new points ([\d.e-]+) ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/
      .exec(shown)!
      .slice(1)
      .map(Number)
    const [loss, penalty, total, squares] = numbers
    expect(penalty / (lambda * squares)).toBeCloseTo(1, 1)
    expect((loss + penalty) / total).toBeCloseTo(1, 1)
  }
  exploration.set({ lambda: 0.1, penalty: false } as never)
  expect(words(await exploration.still())).toContain('2 * lambda * w = 0 * w')
})

test('zero weights stay alike: no optimizer gets below what knowing nothing costs', async () => {
  const exploration = initialization({ steps: 30 })
  const ends = async (): Promise<number[]> => {
    const shown = words(await exploration.still())
    return [...shown.matchAll(/rate 0\.\d+ ([\d.]+) ([\d.]+)/g)].map(([, , end]) => Number(end))
  }
  exploration.set({ initialization: 'zero', activation: 'tanh', depth: 2 } as never)
  for (const end of await ends()) expect(end).toBeCloseTo(Math.LN2, 2)
  exploration.set({ initialization: 'xavier' } as never)
  for (const end of await ends()) expect(end).toBeLessThan(0.6)
})
