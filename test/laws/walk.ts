import type { Rule, State } from '../../src/index.ts'
import type { Oracle } from '../../src/optimizers/oracle.ts'
import type { Stepping } from '../../src/optimizers/rule.ts'
import type { LeastSquares } from '../../src/surfaces/least-squares.ts'
import type { Segment } from '../../src/surfaces/segment.ts'

/** How many parameters, and the layers that they are. */
export interface Layout {
  readonly name: string
  readonly n: number
  readonly segments?: readonly Segment[]
}

/** One vector of n parameters. */
export const vector = (n: number): Layout => ({ name: n === 1 ? 'one parameter' : `${n} parameters`, n })

/** A matrix and a bias, as a layer of a network has them. */
export const layers: Layout = {
  name: 'a matrix and a vector',
  n: 8,
  segments: [
    { name: 'weights', offset: 0, shape: [2, 3] },
    { name: 'bias', offset: 6, shape: [2] },
  ],
}

const scale = (i: number): number => 10 ** (i % 4)
/**
 * A loss for the step after t updates, in n parameters, that wobbles with t: half the sum of squares of
 *     r_i = (a_i x_i + cos(3 t + i)) / sqrt(a_i),    a_i = 1, 10, 100, 1000, 1 ...,    and of    r_n = sum of x_i,
 * so that its gradient a_i x_i + cos(3 t + i) + r_n has mixed signs and sizes, and its Hessian, the a_i on the diagonal and 1
 * added everywhere, is not diagonal. Value, gradient, Hessian and residuals belong together.
 */
export function bumpy(n: number, t: number): LeastSquares {
  const push = (i: number): number => Math.cos(3 * t + i)
  const residuals = (x: ArrayLike<number>, out = new Float64Array(n + 1)): Float64Array => {
    out[n] = 0
    for (let i = 0; i < n; i++) {
      out[i] = (scale(i) * x[i] + push(i)) / Math.sqrt(scale(i))
      out[n] += x[i]
    }
    return out
  }
  return {
    name: 'bumpy',
    dimension: n,
    count: n + 1,
    tex: undefined,
    residuals,
    value: x => residuals(x).reduce((sum, r) => sum + r * r, 0) / 2,
    gradient(x, out = new Float64Array(n)) {
      const all = Array.from(x).reduce((sum, xi) => sum + xi, 0)
      for (let i = 0; i < n; i++) out[i] = scale(i) * x[i] + push(i) + all
      return out
    },
    hessian: () =>
      Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => 1 + (i === j ? scale(i) : 0))),
    jacobian(_, out = new Float64Array((n + 1) * n)) {
      out.fill(0, 0, n * n)
      out.fill(1, n * n)
      for (let i = 0; i < n; i++) out[i * n + i] = Math.sqrt(scale(i))
      return out
    },
  }
}

/** What a rule may ask about the bumpy loss after t updates. */
export function oracleAt(n: number, t: number): Oracle {
  const objective = bumpy(n, t)
  return {
    objective,
    value: x => objective.value(x),
    gradient: (x, out) => void objective.gradient(x, out),
    hessianProduct(_, u, out) {
      const all = u.reduce((sum, ui) => sum + ui, 0)
      for (let i = 0; i < n; i++) out[i] = scale(i) * u[i] + all
    },
    hessian: (x, out) => out.set(objective.hessian!(x).flat()),
  }
}

/** Where a walk begins: no coordinate is 0. */
export const startOf = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1))

/** Makes the next step of a rule in motion on the bumpy loss, and returns the gradient that it was given. */
export function stepOn(stepping: Stepping, theta: Float64Array): Float64Array {
  const t = stepping.updates
  const oracle = oracleAt(theta.length, t)
  const g = new Float64Array(theta.length)
  oracle.gradient(theta, g)
  stepping.step(theta, g, oracle)
  return g
}

/** Where a walk is: the point, the point that the rule returns, and what it remembers. */
export interface Place {
  readonly theta: readonly number[]
  readonly returned: readonly number[]
  readonly state: State
}

/** A state as it comes back from a file. */
export const saved = (state: State): State => JSON.parse(JSON.stringify(state))

/** Where a rule is after `steps` updates on the bumpy loss, from its start or from where another walk ended. */
export function walk(rule: Rule, { n, segments }: Layout, steps: number, from?: Pick<Place, 'theta' | 'state'>): Place {
  const theta = from === undefined ? startOf(n) : Float64Array.from(from.theta)
  const stepping = rule.begin(theta, from?.state, segments)
  for (let k = 0; k < steps; k++) stepOn(stepping, theta)
  return { theta: [...theta], returned: [...returnedBy(stepping, theta)], state: saved(stepping.state()) }
}

/** The point that a rule returns. */
export function returnedBy(stepping: Stepping, theta: Float64Array): Float64Array {
  const out = theta.slice()
  stepping.result?.(theta, out)
  return out
}
