import { describe, expect, it } from 'vitest'
import type { Objective } from '../../src/index.ts'
import {
  adam,
  bfgs,
  minimize,
  nesterovLookAhead,
  newton,
  pipe,
  playedWithin,
  ravine,
  rosenbrock,
  sam,
  scheduleFreeSgd,
} from '../../src/index.ts'

/** The Rosenbrock valley without its formula's name, counting by itself: every point at which it is asked. */
function watched() {
  const points = new Set<string>()
  const objective: Objective = {
    dimension: 2,
    value(x) {
      points.add(`${x[0]},${x[1]}`)
      return rosenbrock.value(x)
    },
    gradient(x, out) {
      points.add(`${x[0]},${x[1]}`)
      return rosenbrock.gradient(x, out)
    },
  }
  return { objective, points }
}

const start = [-1.2, 1]

describe('a budget of looks', () => {
  it('buys a plain rule as many updates', () => {
    const played = playedWithin(rosenbrock, adam({ learningRate: 0.1 }), start, 40)
    expect(played).toMatchObject({ updates: 40, looks: 40, finite: true })
    expect([...played.x]).toEqual([...minimize(rosenbrock, adam({ learningRate: 0.1 }), { start, steps: 40 }).x])
  })

  it('buys SAM half as many: it looks at two points an update', () => {
    expect(playedWithin(rosenbrock, pipe(sam(), adam()), start, 40)).toMatchObject({ updates: 20, looks: 40 })
    expect(playedWithin(rosenbrock, pipe(sam(), adam()), start, 41)).toMatchObject({ updates: 20 })
  })

  it.each([5, 12, 20, 33])('of %i is kept by a line search, counted from outside', budget => {
    const { objective, points } = watched()
    const played = playedWithin(objective, bfgs(), start, budget)
    expect(played.looks).toBeLessThanOrEqual(budget)
    expect(played.updates).toBeLessThan(budget)
    // Played again up to that update: as many points, and the one it ends at, which is not paid for.
    points.clear()
    const run = minimize(objective, bfgs(), { start, steps: played.updates, stop: { gradient: false } })
    expect([...run.x]).toEqual([...played.x])
    expect(points.size).toBeLessThanOrEqual(budget + 1)
  })

  it('counts a matrix of second derivatives as n looks', () => {
    // The row's gradient and a matrix of two rows: three looks an update, besides what its line search tries.
    const { updates } = playedWithin(ravine, newton(), [5, 1], 2)
    expect(updates).toBe(0)
    expect(playedWithin(ravine, newton(), [5, 1], 6).updates).toBeGreaterThan(0)
  })

  it.each([scheduleFreeSgd({ learningRate: 0.001 }), nesterovLookAhead({ learningRate: 0.001 })])(
    'counts where $name takes its gradients, not where it stands',
    rule => {
      const played = playedWithin(rosenbrock, rule, start, 30)
      // Its gradients are taken at another point than it comes through: one look an update all the same.
      expect(played.updates).toBeGreaterThanOrEqual(29)
      expect([...played.x]).toEqual([...minimize(rosenbrock, rule, { start, steps: played.updates }).x])
    },
  )

  it('tells of a run that has diverged', () => {
    expect(playedWithin(rosenbrock, adam({ learningRate: 1e300 }), start, 40).finite).toBe(false)
  })
})
