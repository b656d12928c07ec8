import { expect, test } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import { adam, gradientDescent } from '../../src/optimizers/index.ts'
import { switching } from '../../src/optimizers/wrappers/switching.ts'
import { cosine } from '../../src/schedules/index.ts'
import { rosenbrock } from '../../src/surfaces/index.ts'

const loosely = adam as unknown as (...given: unknown[]) => ReturnType<typeof adam>

test.each([
  ['a number by itself', 0.1, 'Adam is given 0.1; the hyperparameters must be named, as in { learningRate: 0.1 }'],
  ['a schedule by itself', cosine({ initial: 0.1, steps: 9 }), 'must be named, as in { learningRate: schedule }'],
  ['a list', [], 'Adam is given []; the hyperparameters must be named'],
  ['nothing', null, 'Adam is given null; the hyperparameters must be named'],
  ['an infinite rate', { learningRate: Infinity }, 'learningRate is Infinity; it must be a finite number, 0 or more'],
  ['a big integer', { learningRate: 1n }, 'learningRate must be a number or a schedule, not 1'],
  ['a family of schedules', { learningRate: cosine }, 'learningRate is cosine, not yet called'],
])('%s is refused in words', (_, given, words) => {
  expect(() => loosely(given)).toThrow(words)
})

test('a schedule that gives no number is refused where it does', () => {
  const rule = loosely({ learningRate: (t: number) => (t < 3 ? 0.1 : '0.1') })
  expect(() => minimize(rosenbrock, rule)).toThrow(
    "Adam: learningRate is '0.1' at t = 3; its schedule must give a number",
  )
})

test('switching is told when, by name', () => {
  const when = (given: unknown) => () => switching(adam(), gradientDescent(), given as { after: number })
  expect(when(undefined)).toThrow('switching: the third argument is undefined; it must be an object with any of after')
  expect(when(5)).toThrow('switching: the third argument is 5')
  expect(when({ afterwards: 5 })).toThrow("has no option 'afterwards'; did you mean 'after'?")
})
