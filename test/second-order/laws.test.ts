import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { iterate } from '../../src/descent/iterate.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { race } from '../../src/descent/race.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import {
  bfgs,
  conjugateGradient,
  lbfgs,
  levenbergMarquardt,
  nelderMead,
  newton,
  newtonCg,
  trustRegion,
} from '../../src/optimizers/index.ts'
import type { Optimizer } from '../../src/optimizers/optimizer.ts'
import type { Oracle } from '../../src/optimizers/oracle.ts'
import type { Rule } from '../../src/optimizers/rule.ts'
import { linearRegression } from '../../src/surfaces/linear-regression.ts'
import { linearStream } from '../../src/surfaces/linear-stream.ts'
import type { Objective } from '../../src/surfaces/objective.ts'
import { examples } from '../examples.ts'
import { problem, problems } from './problems.ts'

const secondOrder = { bfgs, conjugateGradient, lbfgs, levenbergMarquardt, nelderMead, newton, newtonCg, trustRegion }

/** Every optimizer with every choice of its options. */
const every: readonly (readonly [string, Rule])[] = (
  Object.entries(secondOrder) as unknown as [string, Optimizer][]
).flatMap(([name, optimizer]) => {
  let all: Record<string, string | boolean>[] = [{}]
  for (const [option, { choices }] of Object.entries(optimizer.options)) {
    all = all.flatMap(given => choices.map(choice => ({ ...given, [option]: choice })))
  }
  return all.map(given => [`${name}(${JSON.stringify(given)})`, optimizer(given)] as const)
})

/** A quadratic x . A x / 2 - b . x whose A has the given eigenvalues, turned by a reflection. */
function quadratic(
  eigenvalues: readonly number[],
  seed = 1,
): Objective & { readonly A: number[][]; readonly x: number[] } {
  const n = eigenvalues.length
  const v = eigenvalues.map((_, i) => Math.sin(seed + 7 * i) + 0.3)
  const vv = v.reduce((sum, vi) => sum + vi * vi, 0)
  const Q = v.map((vi, i) => v.map((vj, j) => (i === j ? 1 : 0) - (2 * vi * vj) / vv))
  const A = v.map((_, i) => v.map((_, j) => eigenvalues.reduce((sum, e, k) => sum + Q[i][k] * e * Q[j][k], 0)))
  const x = v.map((_, i) => Math.cos(seed + i))
  const away = (at: ArrayLike<number>) => x.map((xi, i) => at[i] - xi)
  const times = (d: number[]) => A.map(row => row.reduce((sum, a, j) => sum + a * d[j], 0))
  return {
    ...{ name: 'quadratic', dimension: n, start: v.map((_, i) => 3 + i), A, x, hessian: () => A },
    value: at => {
      const d = away(at)
      return times(d).reduce((sum, t, i) => sum + t * d[i], 0) / 2
    },
    gradient(at, out = new Float64Array(n)) {
      out.set(times(away(at)))
      return out
    },
  }
}

const objectiveFor = (rule: Rule, name: string) =>
  rule.name === levenbergMarquardt().name ? problem(name).halves : problem(name).sum

describe.each(every)('%s', (name, rule) => {
  const rosenbrock = objectiveFor(rule, 'Rosenbrock 5')

  it('goes on bit for bit from any step, also through JSON', () => {
    const stop = { gradient: false } as const
    const whole = minimize(rosenbrock, rule, { steps: 30, stop })
    for (const at of [0, 1, 2, 7, 12, 29]) {
      const first = minimize(rosenbrock, rule, { steps: at, stop })
      const rest = minimize(rosenbrock, rule, { from: JSON.parse(JSON.stringify(first)), steps: 30 - at, stop })
      if (whole.stopped === 'steps' || at < whole.steps) {
        expect([...rest.trajectory.value]).toEqual([...whole.trajectory.value.slice(at)])
        expect([rest.x, rest.state]).toEqual([whole.x, whole.state])
        expect(rest.probes).toEqual(whole.probes!.slice(at))
      }
    }
  })

  it('is the same in the rows of iterate', () => {
    const run = minimize(rosenbrock, rule, { steps: 12, stop: { gradient: false, divergence: false } })
    const rows = [...iterate(rosenbrock, rule, { steps: 12 })]
    expect(rows.map(row => row.value)).toEqual([...run.trajectory.value])
    expect(rows.map(row => row.arithmetic())).toEqual(rows.map(() => undefined))
  })

  it('keeps the points it tried: each with its loss, and theta moves to one of them', () => {
    const { trajectory, probes } = minimize(rosenbrock, rule, { steps: 40 })
    expect(probes!.length).toBe(trajectory.length - 1)
    probes!.forEach((tried, k) => {
      expect(tried.length).toBeGreaterThan(0)
      for (const { x, value } of tried) expect(value).toBe(rosenbrock.value(x))
      const after = [...trajectory.point(k + 1)]
      const stays = after.every((x, i) => x === trajectory.point(k)[i])
      if (!stays) expect(tried.map(({ x }) => [...x])).toContainEqual(after)
    })
  })

  it('asks for nothing twice', () => {
    const seen = { value: new Set<string>(), gradient: new Set<string>() }
    let twice = 0
    const note = <T>(kind: keyof typeof seen, x: ArrayLike<number>, answer: T): T => {
      const key = Array.from(x).join()
      if (seen[kind].has(key)) twice++
      seen[kind].add(key)
      return answer
    }
    const noting: Objective = {
      ...rosenbrock,
      value: x => note('value', x, rosenbrock.value(x)),
      gradient: (x, out) => note('gradient', x, rosenbrock.gradient(x, out)),
    }
    const run = minimize(noting, rule, { steps: 12, stop: { gradient: 1e-3, divergence: false } })
    expect(run.evaluations.value + run.evaluations.gradient).toBe(seen.value.size + seen.gradient.size + twice)
    // Of a simplex the reflected point may be kept though the expanded one was asked for after it.
    expect(twice).toBeLessThanOrEqual(rule.name === 'Nelder-Mead' ? 6 : 0)
  })

  it('never goes up, but where it takes every step', () => {
    if (name.includes('none') || name.includes('exact')) return
    for (const { name: on } of problems) {
      const { value } = minimize(objectiveFor(rule, on), rule, { steps: 60, stop: { divergence: false } }).trajectory
      for (let k = 1; k < value.length; k++)
        expect(value[k]).toBeLessThanOrEqual(value[k - 1] + 2 ** -46 * Math.abs(value[k - 1]))
    }
  })

  it('refuses a stochastic objective with the reason, and the state of another size', () => {
    const refusal = `${rule.name} compares losses and gradients of nearby points, and those of a stream of samples from a line are estimates`
    expect(() => minimize(linearStream(), rule, { start: [0, 0] })).toThrow(`minimize: ${refusal}`)
    expect(() => race(linearStream(), { rule }, { start: [0, 0] })).toThrow(`race: ${refusal}`)
    const { state } = minimize(rosenbrock, rule, { steps: 3 })
    if (Object.values(state.slots).some(slot => typeof slot === 'object')) {
      expect(() => rule.begin(new Float64Array(2), state)).toThrow(`${rule.name}: the saved state's`)
    }
    expect(() => rule.begin(new Float64Array(5), { ...state, updates: -1 })).toThrow('updates is -1')
    expect(() => rule.begin(new Float64Array(5)).step(new Float64Array(5), new Float64Array(5))).toThrow(
      'needs the oracle',
    )
  })

  it('says in words why it ended, also where there is nothing to find', () => {
    const steep: Objective = { dimension: 2, value: () => 1, gradient: () => Float64Array.of(1, 1), start: [1, 1] }
    const ends = [minimize(rosenbrock, rule), minimize(rosenbrock, rule, { steps: 2 })]
    if (rule.refuses?.(steep) === undefined) ends.push(minimize(steep, rule, { steps: 300 }))
    for (const run of ends) {
      expect(run.because).toMatch(/^(stopped|diverged) at (step [\d,]+|the start)/)
      expect(run.because).not.toMatch(/undefined|NaN|\[object/)
    }
  })

  it('ends at once where the loss has no number', () => {
    const lost: Objective = { ...rosenbrock, value: () => Number.NaN }
    expect(minimize(lost, rule, { steps: 5 }).stopped).toBe('diverged')
  })

  it('keeps away from where the loss is not defined', () => {
    if (rule.name === levenbergMarquardt().name) return
    if (name.includes('none') || name.includes('exact')) return
    const log: Objective = {
      ...{ name: 'x - log x', dimension: 1, start: [4], hessian: x => [[1 / x[0] ** 2]] },
      value: x => x[0] - Math.log(x[0]),
      gradient: (x, out = new Float64Array(1)) => {
        out[0] = 1 - 1 / x[0]
        return out
      },
    }
    const run = minimize(log, rule, { stop: { gradient: 1e-7 } })
    expect(run.x[0], run.because).toBeCloseTo(1, 6)
  })

  it('shows itself', () => {
    const shown = rule as unknown as { [jupyterDisplay](): Record<string, string> }
    expect(shown[jupyterDisplay]()['text/markdown']).toContain(`**${rule.name}**`)
    expect(rule.tex).toContain('\\begin{aligned}')
  })
})

it('shows the line search that was chosen, and not another', () => {
  expect(bfgs().tex).toContain('\\le c_2')
  expect(bfgs({ lineSearch: 'exact' }).tex).not.toContain('c_1')
  expect(newton({ lineSearch: 'none' }).tex).toContain('\\alpha &= 1 ')
  expect(conjugateGradient({ form: 'fletcher-reeves' }).tex).not.toContain('max')
})

describe('on a quadratic', () => {
  const eigenvalues = fc.array(fc.double({ min: 0.5, max: 50, noNaN: true }), { minLength: 1, maxLength: 8 })
  const seed = fc.integer({ min: 1, max: 1000 })
  const off = (x: Float64Array, minimum: readonly number[]) => Math.max(...minimum.map((m, i) => Math.abs(x[i] - m)))

  it.each(['polak-ribiere', 'fletcher-reeves'] as const)(
    'conjugate gradients (%s) with exact steps need n of them',
    form => {
      fc.assert(
        fc.property(eigenvalues, seed, (of, seed) => {
          const objective = quadratic(of, seed)
          const run = minimize(objective, conjugateGradient({ form, lineSearch: 'exact' }), {
            steps: of.length,
            stop: { gradient: 1e-13 },
          })
          expect(off(run.x, objective.x)).toBeLessThan(1e-6)
        }),
        examples(100),
      )
    },
  )

  it.each(['backtracking', 'strongWolfe', 'exact', 'none'] as const)("Newton's method (%s) needs one", lineSearch => {
    fc.assert(
      fc.property(eigenvalues, seed, (of, seed) => {
        const objective = quadratic(of, seed)
        expect(off(minimize(objective, newton({ lineSearch }), { steps: 1 }).x, objective.x)).toBeLessThan(1e-10)
      }),
      examples(100),
    )
  })

  it('BFGS with exact steps needs n, and its H is then the inverse Hessian', () => {
    fc.assert(
      fc.property(eigenvalues, seed, fc.boolean(), (gaps, seed, scaled) => {
        // Apart from each other: of two that are nearly the same, rounding hides which is which.
        const of = gaps.map((_, k) => gaps.slice(0, k + 1).reduce((sum, gap) => sum + Math.max(1, gap), 0))
        const objective = quadratic(of, seed)
        const n = of.length
        const run = minimize(objective, bfgs({ lineSearch: 'exact', scaled }), { steps: n, stop: { gradient: 1e-9 } })
        expect(off(run.x, objective.x)).toBeLessThan(1e-6)
        // Where it was there early, directions without a part in the start were never looked at.
        if (run.steps < n) return
        const H = run.state.slots.H as number[]
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            const product = objective.A.reduce((sum, row, k) => sum + H[i * n + k] * row[j], 0)
            expect(product).toBeCloseTo(i === j ? 1 : 0, 4)
          }
        }
      }),
      examples(60),
    )
  })

  it('L-BFGS that remembers every step goes the way of BFGS', () => {
    const objective = quadratic([1, 3, 7, 20], 5)
    // In L-BFGS the first H is scaled anew at each step, which exact steps on a quadratic do not show.
    const options = { steps: 4, stop: { gradient: false } } as const
    const [a, b] = [bfgs({ lineSearch: 'exact' }), lbfgs({ lineSearch: 'exact' })].map(rule =>
      minimize(objective, rule, options),
    )
    for (let i = 0; i < 20; i++) expect(a.trajectory.x[i]).toBeCloseTo(b.trajectory.x[i], 8)
  })

  it('Newton-CG and the trust region come to the minimum in a few steps, without a Hessian too', () => {
    for (const rule of [newtonCg(), trustRegion({ radius: 100 })]) {
      const { hessian: _, ...plain } = quadratic([1, 10, 100])
      for (const objective of [quadratic([1, 10, 100]), plain]) {
        const run = minimize(objective, rule, { stop: { gradient: 1e-9 } })
        expect(run.steps).toBeLessThanOrEqual(8)
        expect(off(run.x, plain.x)).toBeLessThan(1e-8)
      }
    }
  })

  it('a regression is solved by Newton in one step: its Hessian is exact', () => {
    const regression = linearRegression({ samples: 50 })
    const { x } = minimize(regression, newton(), { steps: 1 })
    for (const i of [0, 1]) expect(x[i]).toBeCloseTo(regression.solution[i], 12)
  })
})

describe('the strong Wolfe conditions', () => {
  const rules = {
    bfgs: [bfgs(), 1e-4, 0.9],
    'bfgs, strict': [bfgs({ decrease: 0.05, curvature: 0.1 }), 0.05, 0.1],
    lbfgs: [lbfgs(), 1e-4, 0.9],
    conjugateGradient: [conjugateGradient(), 1e-4, 0.01],
    newton: [newton({ lineSearch: 'strongWolfe' }), 1e-4, 0.9],
    newtonCg: [newtonCg(), 1e-4, 0.9],
  } as const
  const pairs = problems.flatMap(it =>
    Object.entries(rules).map(([name, rule]) => [it.name, name, it, ...rule] as const),
  )

  it.each(pairs)('hold at every step on %s of %s', (_name, _rule, { sum }, rule, c1, c2) => {
    const { trajectory } = minimize(sum, rule, { steps: 200, stop: { gradient: 1e-6, divergence: false } })
    const g = trajectory.length > 1 ? new Float64Array(sum.dimension) : undefined
    for (let k = 0; k + 1 < trajectory.length; k++) {
      const [from, to] = [trajectory.point(k), trajectory.point(k + 1)]
      const d = to.map((x, i) => x - from[i])
      const along = (x: Float64Array) => sum.gradient(x, g).reduce((total, gi, i) => total + gi * d[i], 0)
      const [slope, left] = [along(from), along(to)]
      // d is rounded: where it is small beside theta its slope is known to so many digits only.
      const blur = 2 ** -50 * Math.hypot(...from) * trajectory.gradientNorm[k]
      const value = trajectory.value[k]
      expect(trajectory.value[k + 1]).toBeLessThanOrEqual(value + c1 * slope + 2 ** -46 * Math.abs(value) + blur)
      expect(Math.abs(left)).toBeLessThanOrEqual(c2 * Math.abs(slope) * (1 + 1e-6) + blur)
    }
  })
})

describe('Nelder-Mead', () => {
  it('asks for no gradient', () => {
    const { sum } = problem('Beale')
    const x = Float64Array.from(sum.start!)
    const never = () => {
      throw new Error('a derivative was asked for')
    }
    const oracle = {
      objective: sum,
      value: sum.value,
      gradient: never,
      hessian: never,
      hessianProduct: never,
    } as unknown as Oracle
    const stepping = nelderMead().begin(x)
    for (let k = 0; k < 150; k++) stepping.step(x, new Float64Array(2).fill(Number.NaN), oracle)
    expect([...x].map(xi => Number(xi.toFixed(8)))).toEqual([3, 0.5])
  })

  it('comes to rest in words', () => {
    const run = minimize(problem('Beale').sum, nelderMead(), { stop: { gradient: false } })
    expect(run.because).toMatch(/^stopped at step \d+: the simplex has shrunk to a point, with the loss at /)
  })
})

describe('what cannot be done is refused', () => {
  it('Levenberg-Marquardt without residuals', () => {
    expect(() => minimize(problem('Beale').sum, levenbergMarquardt())).toThrow(
      'minimize: Levenberg-Marquardt needs residuals and their Jacobian, which Beale does not have: make it by leastSquares({ residuals })',
    )
  })

  it('a choice that there is not, a value out of range, a schedule for what is fixed', () => {
    expect(() => bfgs({ lineSearch: 'none' as never })).toThrow(
      'BFGS: lineSearch is "none"; it must be one of "strongWolfe", "backtracking", "exact"',
    )
    expect(() => bfgs({ shrink: 0.3 })).toThrow(
      'BFGS: shrink is in no equation with lineSearch: "strongWolfe"; leave it out',
    )
    expect(() => newton({ lineSearch: 'none', decrease: 0.1 })).toThrow('decrease is in no equation')
    expect(bfgs({ lineSearch: 'backtracking', shrink: 0.3 }).settings.shrink).toBe(0.3)
    expect(() => lbfgs({ memory: 2.5 })).toThrow('L-BFGS: memory is 2.5; it must be a whole number')
    expect(() => lbfgs({ memory: (() => 5) as never })).toThrow('memory must be a number and not a schedule')
    expect(() => bfgs({ decrease: 0.1 })).toThrow('decrease is 0.1; it must be from 0 to below 0.1')
    expect(() => bfgs({ learningRate: 0.1 } as never)).toThrow("BFGS has no hyperparameter 'learningRate'")
  })

  it('a gradient that is not that of the loss, which no search can follow', () => {
    const { sum } = problem('Beale')
    const wrong: Objective = {
      ...sum,
      value: sum.value,
      gradient: x => sum.gradient(x).map(g => -g),
      hessian: sum.hessian,
    }
    const run = minimize(wrong, bfgs())
    expect(run.stopped).toBe('stalled')
    expect(run.because).toContain('the line search found no lower point along its direction')
  })
})
