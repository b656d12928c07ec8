import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { ravineRotation } from '../../src/explorations/ravine-rotation.ts'
import * as library from '../../src/index.ts'
import { words } from './read.ts'

const rowOf = (shown: string, name: string): string[] => shown.split(`${name} `)[1].split(' ').slice(0, 4)

test.each([
  [30, 30],
  [45, 100],
  [80, 10],
])('angle %i, condition number %i: the losses are those of its code', async (angle, kappa) => {
  const exploration = ravineRotation()
  exploration.set({ angle, kappa } as never)
  const shown = words(await exploration.still())
    .split('minds ')
    .at(-1)!
  const { race: racing, rotatedRavine, gradientDescent, momentum, adagrad, rmsprop, adam } = library
  const used = { race: racing, rotatedRavine, gradientDescent, momentum, adagrad, rmsprop, adam }
  const race = new Function(...Object.keys(used), `return ${exploration.code}`)(...Object.values(used)) as library.Race
  expect(Object.keys(race.runs)).toEqual(['gradient descent', 'momentum', 'AdaGrad', 'RMSprop', 'Adam'])
  for (const [name, run] of Object.entries(race.runs)) {
    // The code's start is rounded.
    expect(Number(rowOf(shown, name)[1].replaceAll(',', '')) / run.value, name).toBeCloseTo(1, 2)
  }
  for (const name of ['gradient descent', 'momentum']) {
    const [straight, turned, , minds] = rowOf(shown, name)
    expect([turned, minds]).toEqual([straight, 'no'])
  }
  for (const name of ['AdaGrad', 'Adam']) expect(rowOf(shown, name)[3], name).toBe('yes')
})

test('where the ravine lies along an axis, it is the ravine', async () => {
  const exploration = ravineRotation()
  exploration.set({ angle: 0, kappa: 30 } as never)
  const run = library.minimize(library.ravine.with({ kappa: 30 }), library.adam({ learningRate: 0.3 }), {
    start: [-7, 1],
    steps: 40,
  })
  expect(await exploration.still()).toContain(`Adam: 40 steps, loss ${number(run.value)}`)
})
