import { expect, test } from 'vitest'
import { number, point } from '../../src/display/number.ts'
import { walk } from '../../src/explorations/walk.ts'
import { curvatures, himmelblau, rosenbrock, saddle } from '../../src/index.ts'
import { words } from './read.ts'

test.each([
  [himmelblau, [-1.5, 0.5]],
  [himmelblau, [3, 2]],
  [rosenbrock, [-1.2, 1]],
  [saddle, [0.5, -2]],
])('%#: loss, gradient and distance are the surface’s', async (surface, at) => {
  const exploration = walk()
  exploration.set({ surface, at } as never)
  const shown = words(await exploration.still())
  expect(shown).toContain(`loss ${number(surface.value(at))} `)
  expect(shown).toContain(`gradient ${point(surface.gradient(at))}`)
  expect(shown).toContain(
    curvatures(surface, at)
      .values.map(each => number(each))
      .join(' and '),
  )
  const distances = surface.minima.map(({ x }) => Math.hypot(x[0] - at[0], x[1] - at[1]))
  if (distances.length > 0) expect(shown).toContain(`distance to it ${number(Math.min(...distances))}`)
  else expect(shown).toContain('none is known')
})

test('what is flat is told by its shape', async () => {
  const exploration = walk()
  exploration.set({ surface: himmelblau, at: [3, 2] } as never)
  expect(words(await exploration.still())).toContain('this is close to a minimum')
  exploration.set({ surface: saddle, at: [0, 0] } as never)
  expect(words(await exploration.still())).toContain('this is close to a saddle')
})

test('the arrow points straight down, and can be left out', async () => {
  const exploration = walk({ start: [2, 1] })
  exploration.set({ surface: rosenbrock } as never)
  const g = rosenbrock.gradient([2, 1])
  const unit = Array.from(g, each => -each / Math.hypot(...g))
  expect(await exploration.still()).toContain(`is an arrow from (2, 1) by ${point(unit)}`)
  exploration.set({ arrow: false } as never)
  expect(await exploration.still()).not.toContain('is an arrow')
})
