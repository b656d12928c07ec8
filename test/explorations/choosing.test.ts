import { expect, test } from 'vitest'
import { exact, number } from '../../src/display/number.ts'
import { cards } from '../../src/explorations/cards.ts'
import { challenge, tunedAdam } from '../../src/explorations/challenge.ts'
import { hyperparameters } from '../../src/explorations/hyperparameters.ts'
import { ruleCode } from '../../src/explorations/in-code.ts'
import { drawnStarts, scored, tuned, usualValues } from '../../src/explorations/tuned.ts'
import * as library from '../../src/index.ts'
import { words } from './read.ts'

const { cosine, gradientDescent, minimize, momentum, nesterov, optimizers, ravine, rosenbrock } = library
const made = (code: string): unknown =>
  new Function(...Object.keys(library), `return ${code}`)(...Object.values(library))

test('every optimizer that can descend a surface has its card, with what its definition says and its run', async () => {
  const shown = cards({ steps: 30 })
  const all = Object.values(optimizers) as unknown as library.Optimizer[]
  const able = all.filter(({ title }) => title !== 'Levenberg-Marquardt')
  for (const optimizer of able) {
    shown.set({ optimizer, surface: ravine, rate: 'its default' } as never)
    const text = words(await shown.still())
    expect(text, optimizer.title).toContain(optimizer.purpose)
    expect(text, optimizer.title).toContain(optimizer.weakness)
    for (const [name, { about, default: usual }] of Object.entries(optimizer.hyperparameters)) {
      expect(text).toContain(name)
      expect(text).toContain(about)
      if (typeof usual === 'number') expect(text).toContain(exact(usual))
    }
    const run = minimize(ravine, optimizer(), { steps: 30 })
    expect(text, optimizer.title).toContain(number(run.value))
    expect((made(shown.code) as library.Run).value, shown.code).toBe(run.value)
  }
  expect(() => shown.set({ optimizer: optimizers.levenbergMarquardt } as never)).toThrow('optimizer is')
})

test('the tuned card runs with the tuned rate', async () => {
  const shown = cards({ steps: 40 })
  shown.set({ optimizer: momentum, surface: rosenbrock, rate: 'tuned' } as never)
  const rule = tuned(rosenbrock, momentum, 40)
  expect(shown.code).toBe(`minimize(rosenbrock, ${ruleCode(rule)}, { steps: 40 })`)
  expect(words(await shown.still())).toContain(
    `momentum: 40 steps, loss ${number(minimize(rosenbrock, rule, { steps: 40 }).value)}`,
  )
})

test('a rule in code makes the same rule', () => {
  for (const code of [
    'momentum({ learningRate: 0.003, beta: 0.5 })',
    'adam()',
    "bfgs({ lineSearch: 'exact' })",
    'muon({ nesterov: false })',
    'lion({ learningRate: 1e-5 })',
  ]) {
    expect(ruleCode(made(code) as library.Rule)).toBe(code)
  }
})

test('the sensitivity is the median loss over the usual range', async () => {
  const shown = hyperparameters({ steps: 50 })
  shown.set({ optimizer: momentum, rate: 'its default' } as never)
  const text = words(await shown.still())
  expect(shown.code).toBe(
    'await search(spaceOf(momentum), settings => minimize(rosenbrock, momentum(settings), { steps: 50 }).value)',
  )
  const starts = drawnStarts(rosenbrock, 9, 1)
  for (const name of ['learningRate', 'beta'] as const) {
    const values = usualValues(momentum.hyperparameters[name], 25)
    const losses = values.map(
      value => scored(rosenbrock, momentum({ learningRate: 0.01, [name]: value }), starts, 50).median,
    )
    const finite = losses.filter(Number.isFinite)
    const [least, most] = [Math.min(...finite), Math.max(...finite)]
    if (finite.length === 0) {
      expect(text).toContain('nowhere diverged diverged 100')
      continue
    }
    const row = [values[losses.indexOf(least)], least, most, 100 * (1 - finite.length / losses.length)]
    expect(text).toContain(row.map(value => number(value)).join(' '))
  }
})

test('the score is worked out on starts that are drawn for the round', async () => {
  const shown = challenge({ steps: 60, starts: 10 })
  shown.set({ rule: 'Nesterov', rate: 0.002, beta: 0.8, decay: 'cosine', round: 3 } as never)
  const starts = drawnStarts(rosenbrock, 10, 3)
  const own = nesterov({ learningRate: cosine({ initial: 0.002, steps: 60 }), beta: 0.8 })
  const opponent = tunedAdam(rosenbrock, 60)
  const [yours, adams] = [own, opponent].map(rule => scored(rosenbrock, rule, starts, 60))
  const text = words(await shown.still())
  expect(text).toContain(yours.median < adams.median ? 'You are ahead' : 'Adam is ahead')
  const won = yours.losses.filter((loss, i) => loss < adams.losses[i]).length
  expect(text).toContain(`You end lower from ${won} of 10 starts`)
  expect(text).toContain(`${number(yours.median)} ${number(Math.max(...yours.losses))} ${won}`)
  expect((made(shown.code) as library.Run).value).toBe(minimize(rosenbrock, own, { steps: 60 }).value)
})

test('the challenge can be won on both surfaces, and is not won as it begins', async () => {
  const shown = challenge()
  expect(words(await shown.still())).toContain('Adam is ahead')
  shown.set({ rule: 'Nesterov', rate: 0.001, beta: 0.95 } as never)
  expect(words(await shown.still())).toContain('You are ahead')
  shown.set({ surface: ravine, rule: 'momentum', rate: 0.02, beta: 0.8 } as never)
  expect(words(await shown.still())).toContain('You are ahead')
})

test('a run that diverges loses', async () => {
  const shown = challenge({ starts: 6 })
  shown.set({ rule: 'gradient descent', rate: 1 } as never)
  const text = words(await shown.still())
  expect(scored(rosenbrock, gradientDescent({ learningRate: 1 }), drawnStarts(rosenbrock, 6, 1), 150).median).toBe(
    Number.POSITIVE_INFINITY,
  )
  expect(text).toContain('Adam is ahead')
  expect(text).toContain('You end lower from 0 of 6 starts')
})
