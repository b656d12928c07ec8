import { minimize } from '../../descent/minimize.ts'
import { known } from '../../display/described.ts'
import type { Rule } from '../../optimizers/rule.ts'
import type { Objective } from '../../surfaces/objective.ts'
import { randomAt, uniform } from '../../surfaces/random.ts'

/** In which minimum runs ended. */
export interface MinimumReached extends Readonly<Record<string, number | string>> {
  readonly rule: string
  /** Runs that ended nearest to it. */
  readonly count: number
  readonly share: number
}

/**
 * Which of an objective's known minima each rule ends in, from many random starts in its domain: a run counts for the minimum it is nearest to.
 * @returns a row for each rule and minimum
 * @example minimaReached(sharpAndFlat, { descent: gradientDescent(), SAM: pipe(sam(0.3), gradientDescent()) })
 * @throws TypeError for an objective without known minima or a domain.
 */
export function minimaReached(
  objective: Objective,
  rules: Readonly<Record<string, Rule>>,
  options: {
    readonly starts?: number
    readonly steps?: number
    readonly seed?: number
    readonly domain?: Objective['domain']
  } = {},
): MinimumReached[] {
  known('minimaReached', options, ['starts', 'steps', 'seed', 'domain'])
  const { starts = 200, steps = 300, seed = 1, domain = objective.domain } = options
  const minima = objective.minima ?? []
  if (minima.length === 0 || domain === undefined) {
    throw new TypeError(`minimaReached: ${objective.name ?? 'the objective'} has no known minima, or no domain`)
  }
  return Object.entries(rules).flatMap(([rule, by]) => {
    const counts = minima.map(() => 0)
    for (let k = 0; k < starts; k++) {
      const random = randomAt(seed, k)
      const start = domain.map(([low, high]) => uniform(random, low, high))
      const { x } = minimize(objective, by, { start, steps, path: false })
      const far = minima.map(minimum => Math.hypot(...minimum.x.map((xi, i) => xi - x[i])))
      counts[far.indexOf(Math.min(...far))]++
    }
    return minima.map(({ x }, m) => ({
      rule,
      minimum: `(${x.map(xi => xi.toFixed(2)).join(', ')})`,
      count: counts[m],
      share: counts[m] / starts,
    }))
  })
}
