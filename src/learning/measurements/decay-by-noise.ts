import { minimize } from '../../descent/minimize.ts'
import { known, wholeNumber } from '../../display/described.ts'
import type { Rule } from '../../optimizers/rule.ts'
import type { Objective } from '../../surfaces/objective.ts'
import { normal, randomAt } from '../../surfaces/random.ts'

/** What is left of the weights. */
export interface DecayByNoise extends Readonly<Record<string, number>> {
  /** The deviation of the weight's gradients. */
  readonly deviation: number
  /** The mean of the weights, which all began at 1. */
  readonly left: number
}

/**
 * How strongly a rule's weight decay pulls at weights whose gradients are large or small. Each weight begins at 1 and its gradients
 * are noise of mean 0, so that only decay moves the mean of many. With decoupled decay all shrink alike, by (1 - eta lambda)^steps; with L2 inside
 * Adam the pull is divided by the root of the mean square, and a weight with large gradients is hardly regularized
 * (Loshchilov & Hutter 2019, section 2).
 *
 * @param rules by name, each with its weight decay
 * @returns for each rule what is left of the weights, by the deviation of their gradients
 * @example decayByNoise({ 'Adam, L2': pipe(l2(0.1), adam()), AdamW: adamw({ weightDecay: 0.1 }) }, { steps: 1000 })
 */
export function decayByNoise(
  rules: Readonly<Record<string, Rule>>,
  options: {
    readonly deviations?: readonly number[]
    readonly steps?: number
    /** Weights of each deviation. */
    readonly weights?: number
    readonly seed?: number
  } = {},
): Record<string, DecayByNoise[]> {
  known('decayByNoise', options, ['deviations', 'steps', 'weights', 'seed'])
  const { deviations = [0.1, 0.3, 1, 3, 10], steps = 1000, weights = 200, seed = 1 } = options
  wholeNumber('decayByNoise', 'steps', steps, 1)
  wholeNumber('decayByNoise', 'weights', weights, 1)
  const n = deviations.length * weights
  const noise: Objective = {
    name: 'noise',
    dimension: n,
    stochastic: true,
    value: () => 0,
    gradient(_, out = new Float64Array(n), update = 0) {
      const random = randomAt(seed, update)
      for (let i = 0; i < n; i++) out[i] = deviations[Math.floor(i / weights)] * normal(random)
      return out
    },
  }
  const start = new Float64Array(n).fill(1)
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => {
      const { x } = minimize(noise, rule, { start, steps, path: false })
      const left = (d: number) => x.subarray(d * weights, (d + 1) * weights).reduce((sum, w) => sum + w, 0) / weights
      return [name, deviations.map((deviation, d) => ({ deviation, left: left(d) }))]
    }),
  )
}
