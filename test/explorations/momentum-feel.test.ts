import { expect, test } from 'vitest'
import { number, point } from '../../src/display/number.ts'
import { momentumFeel } from '../../src/explorations/momentum-feel.ts'
import { gradientDescent, minimize, momentum, ravine } from '../../src/index.ts'

test.each([
  [0.9, 9, 1],
  [0.5, 30, 2],
  [0, 4, 1],
  [0.99, 80, 0.5],
])('beta %d at step %i: the arrows and the losses are those of minimize', async (beta, step, times) => {
  const exploration = momentumFeel()
  exploration.set({ beta, step, rate: times } as never)
  const learningRate = 0.02 * times
  const run = minimize(ravine, momentum({ learningRate, beta }), { steps: 80, stop: { gradient: false } })
  const plain = minimize(ravine, gradientDescent({ learningRate }), { steps: 80, stop: { gradient: false } })
  const shown = await exploration.still()
  expect(shown).toContain(`momentum: step ${step}, loss ${number(run.trajectory.value[step])}`)
  expect(shown).toContain(`${number(run.value)} with momentum, ${number(plain.value)} without`)
  expect(shown).toContain(`= ${number(1 / (1 - beta))} times the plain step`)
  if (step === 80) return
  const [from, to] = [run.trajectory.point(step), run.trajectory.point(step + 1)]
  const sum = [4 * (to[0] - from[0]), 4 * (to[1] - from[1])]
  // Carried over and added make the step that the rule makes, but for rounding.
  const told = /The step to come: their sum is an arrow from (\([^)]*\)) by (\([^)]*\))/.exec(shown)!
  expect(told[1]).toBe(point(from))
  const drawn = told[2].slice(1, -1).split(', ').map(Number)
  for (const [i, each] of drawn.entries()) expect(each).toBeCloseTo(sum[i], 1)
})
