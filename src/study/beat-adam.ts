import { adamEntries } from '../challenge/adam-entries.ts'
import { challengeProblems } from '../challenge/problems.ts'
import { drawsOf, resultOf } from '../challenge/result.ts'
import { adagrad } from '../optimizers/first-order/adagrad.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { nesterov } from '../optimizers/first-order/nesterov.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Rule } from '../optimizers/rule.ts'
import { cosine } from '../schedules/cosine.ts'
import { signTest } from '../tuning/sign-test.ts'
import { type Study, short } from './study.ts'

const practice = 0
const scored = 4004

/** 66 settings of each rule, as Adam has in the challenge: eleven rates, constant and falling, three of its other number; 22 settings three times as fine of a rule that has no other. */
const rates = (low: number, tries: number): number[] =>
  Array.from({ length: tries }, (_, k) => low * 10 ** ((4 * k) / (tries - 1)))

const both = (
  made: (learningRate: number | ReturnType<typeof cosine>) => Rule,
  low: number,
  tries: number,
  budget: number,
) => rates(low, tries).flatMap(rate => [made(rate), made(cosine({ initial: rate, steps: budget }))])

const three = [0.8, 0.9, 0.95]
const entries: Readonly<Record<string, (budget: number) => Rule[]>> = {
  Adam: adamEntries,
  'gradient descent': budget => both(learningRate => gradientDescent({ learningRate }), 1e-4, 33, budget),
  momentum: budget => three.flatMap(beta => both(learningRate => momentum({ learningRate, beta }), 1e-4, 11, budget)),
  Nesterov: budget => three.flatMap(beta => both(learningRate => nesterov({ learningRate, beta }), 1e-4, 11, budget)),
  RMSprop: budget =>
    three.flatMap(beta => both(learningRate => rmsprop({ learningRate, rho: beta }), 1e-4, 11, budget)),
  AdaGrad: budget => both(learningRate => adagrad({ learningRate }), 1e-3, 33, budget),
}

/** Whether a simpler rule beats Adam where both have been tuned alike. */
export const study: Study = {
  about:
    'The challenge on its four problems: Adam and five simpler rules, each with 66 settings (rates over four powers of ten, constant and falling by half a cosine; beta 0.8, 0.9, 0.95 where there is one; RMSprop’s is called rho) tried on the practice draws and the best scored on 101 others (sparse regression 61, digits 31). Wins are draws in which the rule ends below Adam; p is a sign test. Last, Adam as its authors set it.',
  seeds: [practice, scored],
  measure() {
    const found = []
    for (const [key, problem] of Object.entries(challengeProblems)) {
      const { budget } = problem
      const practised = drawsOf(problem, problem.practice, practice)
      const draws = drawsOf(problem, key === 'digits' ? 31 : key === 'sparse' ? 61 : 101, scored)
      const tuned = Object.entries(entries).map(([rule, all]) => {
        const tried = all(budget).map(entry => ({ entry, median: resultOf(entry, practised, budget).median }))
        const { entry } = tried.reduce((a, b) => (b.median < a.median ? b : a))
        return { rule, entry, result: resultOf(entry, draws, budget) }
      })
      tuned.push({ rule: 'Adam, untuned', entry: adam(), result: resultOf(adam(), draws, budget) })
      const { losses: adams } = tuned[0].result
      for (const { rule, entry, result } of tuned) {
        const { learningRate } = entry.settings
        const wins = result.losses.filter((loss, i) => loss < adams[i]).length
        const lost = result.losses.filter((loss, i) => loss > adams[i]).length
        found.push({
          problem: problem.name,
          rule,
          rate: short(typeof learningRate === 'number' ? learningRate : learningRate(0)),
          falling: typeof learningRate !== 'number',
          beta: (entry.settings.beta ?? entry.settings.beta1 ?? entry.settings.rho ?? '') as number | string,
          median: short(result.median),
          draws: draws.length,
          wins,
          p: rule === 'Adam' ? 1 : short(signTest(wins, wins + lost)),
        })
      }
    }
    return found
  },
}
