import { describe, expect, it } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
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
import { problems, scipy } from './problems.ts'

const peers = {
  BFGS: bfgs(),
  'L-BFGS-B': lbfgs(),
  CG: conjugateGradient(),
  'Newton-CG': newtonCg(),
  'trust-ncg': trustRegion(),
  'Nelder-Mead': nelderMead(),
  lm: levenbergMarquardt(),
}

const pairs = problems.flatMap(problem =>
  Object.entries(peers).map(([method, rule]) => [problem.name, method, problem, rule] as const),
)

/** Run to where rounding leaves nothing to do, as the peer's ends are. */
const tight = { steps: 20_000, stop: { gradient: 1e-12, divergence: false } } as const

describe.each(pairs)('%s by %s', (name, method, problem, rule) => {
  const { minimum, methods } = scipy.results[name]
  const peer = methods[method]
  const run = minimize(method === 'lm' ? problem.halves : problem.sum, rule, tight)

  it('takes at most 1.2 times as many steps as SciPy', () => {
    scipy.levels.forEach((level, k) => {
      const theirs = peer.iterations[k]
      if (theirs === null) return
      const ours = run.trajectory.gradientNorm.findIndex(norm => norm <= level)
      expect(ours, `steps to |g| <= ${level}, theirs ${theirs}`).toBeGreaterThanOrEqual(0)
      expect(ours, `steps to |g| <= ${level}, theirs ${theirs}`).toBeLessThanOrEqual(1.2 * theirs)
    })
  })

  const { losses } = peer
  if (losses !== undefined) {
    it('goes the same way, step by step', () => {
      for (const [k, theirs] of losses.slice(0, run.steps).entries()) {
        // From point to point a difference in the last place grows, and a loss near 0 has few places that count.
        expect(Math.abs(run.trajectory.value[k + 1] - theirs)).toBeLessThanOrEqual(1e-6 * Math.abs(theirs) + 1e-15)
      }
    })
  }

  // At Beale's start a column of the Jacobian is zero: MINPACK leaves that coordinate where it is, and this rule damps it.
  if (method === 'lm' && name !== 'Beale') {
    it('takes as many steps as MINPACK', () => {
      const ours = scipy.levels.map(level => run.trajectory.gradientNorm.findIndex(norm => norm <= level))
      expect(ours).toEqual(peer.iterations)
    })
  }

  it('ends where SciPy does, and at the minimum', () => {
    expect(['gradient', 'stalled'], run.because).toContain(run.stopped)
    // Where a singular Hessian makes the loss flat, only the loss can be compared.
    if (problem.flat) return void expect(run.value).toBeLessThanOrEqual(Math.max(peer.value, 1e-12))
    run.x.forEach((x, i) => {
      // With a slope of 1e-12 left, a curvature of 1e-4 lets a point be 1e-8 off: conjugate gradients need most room.
      expect(Math.abs(x - minimum[i]), `x_${i + 1}`).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(minimum[i])))
      // SciPy may itself have stopped short of the minimum, and can then not be met closer than that.
      const short = Math.abs(peer.x[i] - minimum[i])
      expect(Math.abs(x - peer.x[i])).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(minimum[i])) + short)
    })
  })
})

describe.each(problems)("$name by Newton's method", ({ name, sum, flat }) => {
  it('ends at the minimum in no more steps than SciPy’s trust region or line search takes', () => {
    const run = minimize(sum, newton(), tight)
    const { minimum, methods } = scipy.results[name]
    if (!flat) {
      for (const [i, x] of run.x.entries()) {
        expect(Math.abs(x - minimum[i])).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(minimum[i])))
      }
    }
    const theirs = [methods['trust-ncg'], methods['Newton-CG']].map(({ iterations }) => iterations[1] ?? 10_000)
    const ours = run.trajectory.gradientNorm.findIndex(norm => norm <= scipy.levels[1])
    expect(ours).toBeLessThanOrEqual(Math.max(...theirs))
  })
})
