import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { stepByStep } from '../../src/explorations/step-by-step.ts'
import { gradientDescent, minimize, parabola } from '../../src/index.ts'
import { words } from './read.ts'

test.each([
  [0.1, 5, 0],
  [0.1, 5, 7],
  [0.45, -4, 3],
  [0.9, 2, 25],
  [1, 5, 4],
  [1.1, 5, 6],
])('rate %d from %d: step %i has the numbers of minimize', async (rate, start, step) => {
  const exploration = stepByStep()
  exploration.set({ rate, start: [start], step } as never)
  const run = minimize(parabola, gradientDescent({ learningRate: rate }), { start, steps: 25, stop: { gradient: 0 } })
  const shown = words(await exploration.still())
  const [x, loss] = [run.trajectory.x[step], run.trajectory.value[step]]
  expect(shown).toContain(`${step} ${number(x)} ${number(loss)} ${number(2 * x)}`)
  expect(shown).toContain(`gradient descent: step ${step}, loss ${number(loss)}`)
  expect(shown).toContain(`= ${number(1 - 2 * rate)}:`)
  expect(exploration.code).toContain(`learningRate: ${rate} }), { start: ${start},`)
})

test('the verdict is that of the factor 1 - 2 rate', async () => {
  const exploration = stepByStep()
  const verdicts = []
  for (const rate of [0.2, 0.5, 0.8, 1, 1.05]) {
    exploration.set({ rate } as never)
    verdicts.push(/multiplies x by [^:]*: ([^.]*)\./.exec(words(await exploration.still()))?.[1])
  }
  expect(verdicts).toEqual([
    'it comes down on one side',
    'one step lands on the minimum',
    'it jumps across the minimum each time, and comes closer',
    'it swings for ever',
    'it diverges',
  ])
})

test('a descent that has landed on 0 stays there', async () => {
  const exploration = stepByStep()
  exploration.set({ rate: 0.5, step: 20 } as never)
  expect(words(await exploration.still())).toContain('0 0 0')
})
