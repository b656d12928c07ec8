import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { anatomy } from '../../src/explorations/anatomy.ts'
import { adagrad, adam, iterate, minimize, momentum, ravine, rosenbrock } from '../../src/index.ts'
import { words } from './read.ts'

const cases = [
  ['Adam', ravine, adam({ learningRate: 0.5 }), 12, 0],
  ['Adam', rosenbrock, adam({ learningRate: 0.1 }), 40, 1],
  ['momentum', ravine, momentum({ learningRate: 0.02 }), 1, 1],
  ['AdaGrad', rosenbrock, adagrad({ learningRate: 0.3 }), 0, 0],
] as const

test.each(cases)('%s: its arithmetic and its step are those of the run', async (optimizer, surface, rule, step, i) => {
  const exploration = anatomy()
  exploration.set({ optimizer, surface, step, coordinate: 'xy'[i] } as never)
  const html = await exploration.still()
  const shown = words(html)
  const run = minimize(surface, rule, { steps: 60, stop: { gradient: false } })
  const [from, to] = [run.trajectory.point(step), run.trajectory.point(step + 1)]
  const moved = [to[0] - from[0], to[1] - from[1]]
  const g = surface.gradient(from)
  for (const k of [0, 1]) {
    expect(shown).toContain(
      `${'xy'[k]} ${number(from[k])} ${number(g[k])} ${number(moved[k])} ${number(-moved[k] / g[k])}`,
    )
  }
  expect(shown).toContain(
    `from loss ${number(run.trajectory.value[step])} to ${number(run.trajectory.value[step + 1])}`,
  )
  const row = [...iterate(surface, rule, { steps: step })].at(-1)!
  const equations = row.arithmetic(i)!
  expect(equations.at(-1)!.value).toBe(to[i])
  expect(html).toContain(`step ${step}, loss`)
})

test('a rule that follows the gradient makes a step that is not turned from it', async () => {
  const exploration = anatomy()
  exploration.set({ optimizer: 'gradient descent' } as never)
  expect(words(await exploration.still())).toMatch(/turned by (0|[\d.]+e-\d+)° from/)
  exploration.set({ optimizer: 'RMSprop', step: 1 } as never)
  expect(Number(/turned by ([\d.]+)° from/.exec(words(await exploration.still()))?.[1])).toBeGreaterThan(3)
})

test('its code makes the same row', async () => {
  const exploration = anatomy()
  exploration.set({ optimizer: 'momentum', step: 5, coordinate: 'y', rate: 2 } as never)
  const row = new Function('iterate', 'ravine', 'momentum', `${exploration.code.replace('row?.', 'return row.')}`)(
    iterate,
    ravine,
    momentum,
  )
  const run = minimize(ravine, momentum({ learningRate: 0.04 }), { steps: 6 })
  expect(row.at(-1).value).toBe(run.trajectory.x[13])
})
