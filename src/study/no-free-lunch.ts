import { digitsNetwork } from '../challenge/digits-network.ts'
import { type ChallengeProblem, fromObjective } from '../challenge/problem.ts'
import { drawsOf, resultOf } from '../challenge/result.ts'
import { sparseRegression } from '../challenge/sparse-regression.ts'
import { noisy } from '../landscape/noisy.ts'
import * as optimizers from '../optimizers/index.ts'
import type { Rule } from '../optimizers/rule.ts'
import { plateau } from '../surfaces/plateau.ts'
import { rastrigin } from '../surfaces/rastrigin.ts'
import { ravine } from '../surfaces/ravine.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import { rotatedRavine } from '../surfaces/rotated-ravine.ts'
import { type Study, short } from './study.ts'

/** Practice, then two sets of draws that are scored: how far a ranking is repeated by the second says how much of the first is chance. */
const [practice, scored, again] = [1001, 2002, 3003]
const coarse = 7
const fine = 6

const ravineDraws = fromObjective(ravine)
/** The ravine with noise in its gradient, another for each draw. */
const noisyRavine: ChallengeProblem = {
  ...ravineDraws,
  name: 'noisy ravine',
  draw(seed) {
    const drawn = ravineDraws.draw(seed)
    return { ...drawn, objective: noisy(drawn.objective, { deviation: 1, seed }) }
  },
}

const problems: readonly ChallengeProblem[] = [
  ...[ravine, rotatedRavine, rosenbrock, plateau, rastrigin].map(fromObjective),
  noisyRavine,
  sparseRegression,
  digitsNetwork,
]

/** An optimizer as far as it is used here. */
type Any = ((settings?: { learningRate: number }) => Rule) & {
  readonly title: string
  readonly hyperparameters: { readonly learningRate?: { readonly usual: readonly [number, number] } }
}

/** Whether one rule is best everywhere: every rule of the catalogue on eight kinds of problem, each tuned with as many tries. */
export const study: Study = {
  about:
    'Every rule of the catalogue on eight problems, 150 looks a run (digits: 120); a look is a point at which loss or gradient is worked out. Each rule with a learning rate has 13 tries on each problem: 7 rates from the lowest usual one to ten times the highest, then 6 around the best; all else by default, the rate constant. Every draw moves a surface elsewhere and begins at another start. The rate with the lowest median over 7 practice draws (digits: 3) is scored on other draws: the median over 21 (digits: 7), twice, from two seeds. Empty: the rule refuses mini-batches, needs residuals, or half of its runs have diverged.',
  seeds: [practice, scored, again],
  measure() {
    const rules = (Object.values(optimizers) as unknown as Any[]).map(rule => ({
      rule: rule.title,
      tuned: rule.hyperparameters.learningRate !== undefined,
      rates: [] as (number | null)[],
      losses: [] as (number | null)[],
      again: [] as (number | null)[],
    }))
    for (const problem of problems) {
      const count = problem === digitsNetwork ? 7 : 21
      const practised = drawsOf(problem, problem === digitsNetwork ? 3 : 7, practice)
      const sets = [drawsOf(problem, count, scored), drawsOf(problem, count, again)]
      for (const [i, rule] of (Object.values(optimizers) as unknown as Any[]).entries()) {
        const row = rules[i]
        try {
          const rate = bestRate(
            rule,
            learningRate => resultOf(rule({ learningRate }), practised, problem.budget).median,
          )
          const chosen = rate === undefined ? rule() : rule({ learningRate: rate })
          const [first, second] = sets.map(draws => kept(resultOf(chosen, draws, problem.budget).median))
          row.rates.push(rate === undefined ? null : short(rate))
          row.losses.push(first)
          row.again.push(second)
        } catch (error) {
          // A rule says itself what it cannot descend.
          if (!(error instanceof TypeError || error instanceof RangeError)) throw error
          for (const list of [row.rates, row.losses, row.again]) list.push(null)
        }
      }
    }
    return { problems: problems.map(({ name, scored, budget }) => ({ name, scored, budget })), rules }
  },
}

const kept = (loss: number): number | null => (Number.isFinite(loss) ? short(loss) : null)

/** The rate with the lowest loss: coarsely over the range, then around the best. Undefined for a rule without one. */
function bestRate({ hyperparameters: { learningRate } }: Any, loss: (rate: number) => number): number | undefined {
  if (learningRate === undefined) return undefined
  const [low, high] = [learningRate.usual[0], 10 * learningRate.usual[1]]
  const ratio = (high / low) ** (1 / (coarse - 1))
  const first = Array.from({ length: coarse }, (_, k) => low * ratio ** k)
  const best = lowest(first, loss)
  const around = [-3, -2, -1, 1, 2, 3].slice(0, fine).map(k => best.rate * ratio ** (k / 4))
  const second = lowest(around, loss)
  return second.loss < best.loss ? second.rate : best.rate
}

function lowest(rates: readonly number[], loss: (rate: number) => number): { rate: number; loss: number } {
  return rates.map(rate => ({ rate, loss: loss(rate) })).reduce((a, b) => (b.loss < a.loss ? b : a))
}
