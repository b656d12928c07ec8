import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { ravineRotation } from '../../src/explorations/ravine-rotation.ts'
import * as library from '../../src/index.ts'
import { words } from './read.ts'

const rowOf = (shown: string, name: string): string[] => shown.split(`${name} `)[1].split(' ').slice(0, 4)

/** What a table's row says, as numbers. */
const numbers = (row: readonly string[]): number[] => row.slice(0, 3).map(each => Number(each.replaceAll(',', '')))

test.each([
  [30, 30],
  [45, 100],
  [82.5, 10],
])('angle %d, condition number %i: the paths are those of its code', async (angle, kappa) => {
  const exploration = ravineRotation()
  exploration.set({ angle: Math.round(angle), kappa } as never)
  const { race: racing, rotatedRavine, gradientDescent, momentum, adagrad, rmsprop, adam } = library
  const used = { race: racing, rotatedRavine, gradientDescent, momentum, adagrad, rmsprop, adam }
  const race = new Function(...Object.keys(used), `return ${exploration.code}`)(...Object.values(used)) as library.Race
  const shown = words(await exploration.still())
  for (const name of ['gradient descent', 'momentum', 'AdaGrad', 'RMSprop', 'Adam']) {
    const loss = Number(new RegExp(`${name}: 60 steps, loss ([\\d.e-]+)`).exec(shown)![1])
    // The code's start is rounded.
    if (loss > 1e-4) expect(loss / race.runs[name].value, name).toBeCloseTo(1, 1)
  }
})

test.each([10, 30, 100])(
  'condition number %i: rules with a rate for each coordinate mind, the others do not',
  async kappa => {
    const exploration = ravineRotation()
    exploration.set({ angle: 45, kappa } as never)
    const shown = words(await exploration.still())
      .split('minds ')
      .at(-1)!
    for (const name of ['gradient descent', 'momentum']) {
      const row = rowOf(shown, name)
      expect(row[3], name).toBe('no')
      expect(numbers(row)[1] / numbers(row)[0]).toBeCloseTo(1, 2)
    }
    for (const name of ['AdaGrad', 'Adam']) {
      const row = rowOf(shown, name)
      expect(row[3], name).toBe('yes')
      // Straight it is better than turned by half of a right angle.
      expect(numbers(row)[1]).toBeGreaterThan(5 * numbers(row)[0])
    }
  },
)

test('the mean is that of twelve runs', async () => {
  const exploration = ravineRotation()
  exploration.set({ angle: 0, kappa: 30 } as never)
  const logs = Array.from({ length: 12 }, (_, i) => {
    const at = ((15 + 30 * i) * Math.PI) / 180
    const start = [7 * Math.cos(at), 7 * Math.sin(at)]
    const run = library.minimize(library.ravine.with({ kappa: 30 }), library.adam({ learningRate: 0.3 }), {
      start,
      steps: 60,
    })
    return Math.log(run.value)
  })
  const mean = Math.exp(logs.reduce((a, b) => a + b, 0) / 12)
  expect(words(await exploration.still())).toContain(`Adam ${number(mean)} ${number(mean)} `)
})
