import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { biasCorrection, theory } from '../../src/explorations/bias-correction.ts'
import { adam, minimize, optimizer, ravine } from '../../src/index.ts'
import { words } from './read.ts'

test('without corrections the first step is 3.16 times the rate; with both it is the rate', async () => {
  const shown = words(await biasCorrection().still())
  expect(theory(false, false, 0.9, 0.999)).toBeCloseTo(Math.sqrt(10), 12)
  expect(shown).toContain('neither 3.16 3.16')
  expect(shown).toContain('both 1.00 1 ')
  expect(shown).toContain('of the mean only 31.6 31.6')
  expect(shown).toContain('= 3.16 times the learning rate: longer than with them, not shorter')
})

test.each([
  [0.9, 0.999, 0.3],
  [0.5, 0.95, 0.1],
  [0.9, 0.99, 0.05],
])('beta1 %d, beta2 %d: with both corrections it is Adam', async (beta1, beta2, learningRate) => {
  const exploration = biasCorrection()
  exploration.set({ beta1, beta2, rate: learningRate, mean: true, squares: true } as never)
  const run = minimize(ravine, adam({ learningRate, beta1, beta2 }), { steps: 60, stop: { gradient: false } })
  expect(await exploration.still()).toContain(`both corrections: 60 steps, loss ${number(run.value)}`)
  expect(exploration.code).toContain(`adam({ learningRate: ${learningRate}, beta1: ${beta1}, beta2: ${beta2} })`)
})

test('the code of the other forms makes the same run', async () => {
  const exploration = biasCorrection()
  for (const [mean, squares] of [
    [false, false],
    [true, false],
    [false, true],
  ]) {
    exploration.set({ mean, squares } as never)
    const code = exploration.code.replace(/minimize\(ravine/, 'return minimize(ravine')
    const run = new Function('adam', 'optimizer', 'minimize', 'ravine', code)(adam, optimizer, minimize, ravine)
    expect(await exploration.still()).toContain(`60 steps, loss ${number(run.value)}`)
  }
})
