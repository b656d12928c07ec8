import { describe, expect, it } from 'vitest'
import { fusedDescent } from '../../src/descent/fused-descent.ts'
import { iterate } from '../../src/descent/iterate.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { race } from '../../src/descent/race.ts'
import { adam } from '../../src/optimizers/first-order/adam.ts'
import type { Oracle } from '../../src/optimizers/oracle.ts'
import { pipe } from '../../src/optimizers/pipe.ts'
import type { Probe, Rule, Stepping } from '../../src/optimizers/rule.ts'
import { polyakAverage } from '../../src/optimizers/wrappers/polyak-average.ts'
import { linearRegression } from '../../src/surfaces/linear-regression.ts'
import { linearStream } from '../../src/surfaces/linear-stream.ts'
import type { Objective } from '../../src/surfaces/objective.ts'
import { rosenbrock } from '../../src/surfaces/rosenbrock.ts'
import { bowl, heavyBall, returning } from './rules.ts'

/** A rule that does in each step what it is told, with the oracle. */
function asking(
  step: (x: Float64Array, g: Float64Array, oracle: Oracle, stepping: { stalled?: string; probes: Probe[] }) => void,
  rest: Partial<Rule> = {},
): Rule {
  return {
    ...{ name: 'asking', settings: {}, rate: null, tex: undefined },
    begin(_theta, state) {
      const stepping: Stepping & { updates: number; probed: Probe[]; stalled: string | undefined } = {
        updates: state?.updates ?? 0,
        probed: [],
        stalled: undefined,
        step(x: Float64Array, g: Float64Array, oracle?: Oracle) {
          stepping.probed = []
          const told: { stalled?: string; probes: Probe[] } = { probes: stepping.probed }
          step(x, g, oracle!, told)
          stepping.stalled = told.stalled
          stepping.updates++
        },
        probes: () => stepping.probed,
        arithmetic: () => undefined,
        state: () => ({ updates: stepping.updates, slots: {} }),
      }
      return stepping
    },
    ...rest,
  }
}

/** Halves the step until the loss is lower, and stops where it asked last. */
const halving = asking((x, g, oracle, { probes }) => {
  const f = oracle.value(x)
  const to = new Float64Array(x.length)
  for (let a = 1; ; a /= 2) {
    for (let i = 0; i < x.length; i++) to[i] = x[i] - a * g[i]
    const value = oracle.value(to)
    probes.push({ x: to, value })
    if (value < f || a < 1e-10) break
  }
  x.set(to)
})

/** An objective that counts. */
function counted(inner: Objective) {
  const calls = { value: 0, gradient: 0, hessian: 0 }
  const count = <T>(kind: keyof typeof calls, answer: T): T => {
    calls[kind]++
    return answer
  }
  const objective: Objective = {
    ...inner,
    value: x => count('value', inner.value(x)),
    gradient: (x, out, update) => count('gradient', inner.gradient(x, out, update)),
  }
  return { objective, calls }
}

describe('a rule that asks', () => {
  it('costs no evaluation twice, and the run tells how many there were', () => {
    const { objective, calls } = counted(rosenbrock)
    const run = minimize(objective, halving, { steps: 50, stop: { gradient: false } })
    expect(run.evaluations).toEqual(calls)
    const probed = run.probes!.reduce((sum, probes) => sum + probes.length, 0)
    expect(calls).toEqual({ value: 1 + probed, gradient: 51, hessian: 0 })
    expect(run.toJSON().evaluations).toEqual(calls)
  })

  it('is answered with what the loop knows of the row, and the loop with what the rule was answered', () => {
    const { objective, calls } = counted(bowl(2))
    const rule = asking((x, g, oracle) => {
      const out = new Float64Array(2)
      oracle.gradient(x, out)
      expect(out).toEqual(g)
      oracle.value(x)
      for (let i = 0; i < 2; i++) x[i] -= 0.1 * g[i]
      oracle.gradient(x, out)
      expect(out).toEqual(Float64Array.of(2 * x[0], 2 * x[1]))
    })
    minimize(objective, rule, { steps: 4 })
    expect(calls).toEqual({ value: 5, gradient: 5, hessian: 0 })
  })

  it('makes the same run as one whose every answer is worked out anew', () => {
    const forgetful = asking((x, g, oracle, told) => {
      const anew: Oracle = { ...oracle, objective: oracle.objective, value: at => oracle.objective.value(at) } as Oracle
      const probes: Probe[] = []
      const stepping = halving.begin(x)
      stepping.step(x, g, anew)
      probes.push(...stepping.probes!())
      told.probes.push(...probes)
    })
    const [a, b] = [halving, forgetful].map(rule => minimize(rosenbrock, rule, { steps: 100 }))
    expect(a.trajectory.x).toEqual(b.trajectory.x)
    expect(a.probes).toEqual(b.probes)
    expect(a.evaluations.value).toBeLessThan(b.evaluations.value + b.probes!.flat().length)
  })

  it('is answered for the batch of the update being made', () => {
    const objective = linearStream({ seed: 2 })
    const seen: Float64Array[] = []
    const rule = asking((x, g, oracle) => {
      const out = new Float64Array(2)
      oracle.gradient(x, out)
      expect(out).toEqual(g)
      seen.push(out)
    })
    minimize(objective, rule, { steps: 3, start: [1, 1] })
    expect(seen).toEqual([0, 1, 2].map(k => objective.gradient([1, 1], undefined, k)))
  })

  it('does not know the gradient of another batch at the same point', () => {
    const { objective, calls } = counted(linearStream())
    const still = asking((x, _g, oracle) => void oracle.value(x))
    expect(minimize(objective, still, { steps: 5 }).evaluations).toEqual({ value: 1, gradient: 6, hessian: 0 })
    expect(calls.gradient).toBe(6)
    const full = counted(linearRegression({ samples: 20 }))
    expect(minimize(full.objective, still, { steps: 5, stop: { gradient: false } }).evaluations.gradient).toBe(1)
    // One batch of all samples: added up in another order each epoch, so that the last digit may differ.
    const shuffled = linearRegression({ samples: 20 }).batches(20)
    expect(minimize(shuffled, still, { steps: 5, stop: { gradient: false } }).evaluations.gradient).toBe(6)
  })

  it('has its evaluations counted where nothing is asked, compiled together or not', () => {
    for (const objective of [rosenbrock, { ...rosenbrock }]) {
      const run = minimize(objective, heavyBall({ learningRate: 1e-4 }), { steps: 7 })
      expect(run.evaluations).toEqual({ value: 8, gradient: 8, hessian: 0 })
    }
  })

  it.each([
    ['of the objective', (it: Objective) => it, 1e-12],
    ['of differences of gradients', ({ hessian: _, ...it }: Objective) => it, 1e-5],
  ])('gets the Hessian and its products: %s', (_, of, allowed) => {
    const objective: Objective = of({ ...rosenbrock, hessian: rosenbrock.hessian })
    const exact = rosenbrock.hessian(rosenbrock.start!)
    const rule = asking((x, _g, oracle) => {
      const [matrix, product] = [new Float64Array(4), new Float64Array(2)]
      oracle.hessian(x, matrix)
      oracle.hessianProduct(x, Float64Array.of(3, -2), product)
      for (let i = 0; i < 2; i++) {
        for (let j = 0; j < 2; j++) expect(Math.abs(matrix[2 * i + j] / exact[i][j] - 1)).toBeLessThan(allowed)
        expect(Math.abs(product[i] / (3 * exact[i][0] - 2 * exact[i][1]) - 1)).toBeLessThan(allowed)
      }
      oracle.hessianProduct(x, Float64Array.of(0, 0), product)
      expect([...product]).toEqual([0, 0])
    })
    const { evaluations } = minimize(objective, rule, { steps: 1 })
    expect(evaluations).toEqual({ value: 2, gradient: objective.hessian ? 2 : 8, hessian: objective.hessian ? 1 : 0 })
  })
})

describe('probes', () => {
  it('are kept by step, as copies', () => {
    const run = minimize(rosenbrock, halving, { steps: 3 })
    expect(run.probes!.length).toBe(3)
    run.probes!.forEach((probes, k) => {
      expect(probes.at(-1)!.x).toEqual(run.trajectory.point(k + 1))
      expect(probes.at(-1)!.value).toBe(run.trajectory.value[k + 1])
    })
  })

  it('are not kept without the path, nor of a rule that tells none', () => {
    expect(minimize(rosenbrock, halving, { steps: 3, path: false }).probes).toBe(undefined)
    expect(minimize(rosenbrock, heavyBall({ learningRate: 1e-4 }), { steps: 3 }).probes).toBe(undefined)
  })
})

describe('a rule that can go no further', () => {
  const stuck = asking((x, _g, _oracle, told) => {
    x[0] -= 1
    if (x[0] <= 2) told.stalled = 'nothing lower was found in 20 tries'
  })

  it('ends the run with its words and the numbers', () => {
    const run = minimize(bowl(), stuck)
    expect(run.stopped).toBe('stalled')
    expect(run.steps).toBe(3)
    expect(run.because).toBe(
      'stopped at step 3: nothing lower was found in 20 tries, with the loss at 4 and |g| = 4 is still above 1e-5',
    )
    expect(minimize(bowl(), stuck, { stop: { gradient: false, change: 1e9 } }).because).toContain('changed the loss by')
    expect([...iterate(bowl(), stuck)].length).toBe(4)
  })

  it('gives way to a limit that was reached, but not to a loss that stays', () => {
    expect(minimize(bowl(), stuck, { stop: { target: 4 } }).stopped).toBe('target')
    const still = asking((_x, _g, _oracle, told) => {
      told.stalled = 'it is stuck'
    })
    expect(minimize(bowl(), still, { stop: { change: 0 } }).stopped).toBe('stalled')
    expect(race(bowl(), { still }).runs.still.stopped).toBe('stalled')
  })
})

describe('a rule that returns an average', () => {
  const stop = { gradient: false } as const

  it('is read there, stands where it stood, and says so', () => {
    const run = minimize(bowl(), returning(0.1), { start: 5, steps: 3, stop })
    expect([...run.trajectory.x]).toEqual([5, 4, 3.2, 2.56])
    expect([...run.theta]).toEqual([2.56])
    expect(run.x[0]).toBeCloseTo((5 + 4 + 3.2 + 2.56) / 4, 14)
    expect(run.value).toBe(run.x[0] ** 2)
    expect(run.gradientNorm).toBe(2 * run.x[0])
    expect(run.because).toBe(
      'stopped at step 3, the end of the budget: the loss fell from 25 to 6.55, |g| = 5.12; the result is not this last point but an average that the rule keeps, where the loss is 13.6 and |g| = 7.38',
    )
    expect(run.evaluations).toEqual({ value: 5, gradient: 5, hessian: 0 })
  })

  it('goes on bit for bit from where it stood', () => {
    const whole = minimize(bowl(), returning(0.1), { steps: 12, stop })
    const first = JSON.parse(JSON.stringify(minimize(bowl(), returning(0.1), { steps: 5, stop })))
    expect(first.theta).not.toEqual(first.x)
    const rest = minimize(bowl(), returning(0.1), { from: first, steps: 7, stop })
    expect([rest.x, rest.theta, rest.state]).toEqual([whole.x, whole.theta, whole.state])
  })

  it('is the same compiled together with its surface and apart', () => {
    const rule = pipe(adam({ learningRate: 0.05 }), polyakAverage())
    const [fused, apart] = [rosenbrock, { ...rosenbrock }].map(on => minimize(on, rule, { steps: 50, stop }))
    expect(fusedDescent(rosenbrock, rule)).not.toBe(undefined)
    expect(fused.x).not.toEqual(fused.theta)
    expect([
      fused.x,
      fused.theta,
      fused.value,
      fused.gradientNorm,
      fused.evaluations,
      fused.state,
      fused.because,
    ]).toEqual([
      ...[apart.x, apart.theta, apart.value, apart.gradientNorm, apart.evaluations, apart.state, apart.because],
    ])
  })

  it('is not told apart where the average is the point', () => {
    const run = minimize(bowl(), returning(0), { steps: 2, stop })
    expect(run.x).toBe(run.theta)
    expect(run.toJSON()).not.toHaveProperty('theta')
  })
})

it('an objective that the rule refuses is refused before any work, with the rule’s reason', () => {
  const { objective, calls } = counted(bowl())
  const choosy = asking(() => {}, { refuses: ({ name }) => `asking cannot descend ${name}: it is too round` })
  for (const go of [minimize, iterate] as const) {
    expect(() => go(objective, choosy)).toThrow(`${go.name}: asking cannot descend bowl: it is too round`)
  }
  expect(() => race(objective, { fine: heavyBall({ learningRate: 0.1 }), choosy })).toThrow('race: asking cannot')
  expect(calls).toEqual({ value: 0, gradient: 0, hessian: 0 })
})

it('a rule is told the objective’s segments', () => {
  const told: unknown[] = []
  const rule: Rule = {
    ...halving,
    begin: (theta, state, segments) => {
      told.push(segments)
      return halving.begin(theta, state)
    },
  }
  const segments = [{ name: 'all', offset: 0, shape: [1] }]
  const objective = { ...bowl(), segments }
  minimize(objective, rule, { steps: 1 })
  for (const row of iterate(objective, rule, { steps: 1 })) row.arithmetic()
  expect(told).toEqual([segments, segments, segments, segments])
})
