import { contours } from '../charts/contours.ts'
import { curves } from '../charts/curves.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import { exact, number } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { point } from '../explore/point.ts'
import { slider } from '../explore/slider.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { nesterov } from '../optimizers/first-order/nesterov.ts'
import type { Rule } from '../optimizers/rule.ts'
import { cosine } from '../schedules/cosine.ts'
import { linear } from '../schedules/linear.ts'
import { stepDecay } from '../schedules/step-decay.ts'
import { ravine } from '../surfaces/ravine.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import type { Surface } from '../surfaces/surface.ts'
import { pointCode, ruleCode, surfaceCode } from './in-code.ts'
import { best, drawnStarts, scored, usualValues } from './tuned.ts'

/** Starts that both tune on; those that are scored are others. From a dozen the best of 33 settings would be a matter of luck. */
const practice = { count: 48, seed: 1000 }

/** Adam's best of 33 pairs of rate and beta_1, on the practice starts with the same budget of steps. */
export function tunedAdam(surface: Surface, steps: number): Rule {
  const starts = drawnStarts(surface, practice.count, practice.seed)
  const rules = [0.5, 0.9, 0.97].flatMap(beta1 =>
    usualValues(adam.hyperparameters.learningRate, 11).map(learningRate => adam({ learningRate, beta1 })),
  )
  return best(surface, rules, starts, steps)
}

/** How the rate falls, by the number of updates. */
const decays = {
  constant: (rate: number) => rate,
  cosine: (initial: number, steps: number) => cosine({ initial, steps }),
  linear: (initial: number, steps: number) => linear({ initial, steps }),
  'halved four times': (initial: number, steps: number) =>
    stepDecay({ initial, factor: 0.5, every: Math.max(1, Math.round(steps / 5)) }),
}

const rules = { 'gradient descent': gradientDescent, momentum, Nesterov: nesterov }

/** What a player has set. */
interface Played {
  readonly rule: keyof typeof rules
  readonly rate: number
  readonly beta: number
  readonly decay: keyof typeof decays
}

function ruleOf({ rule, rate, beta, decay }: Played, steps: number): Rule {
  const learningRate = decays[decay](rate, steps)
  return rule === 'gradient descent' ? gradientDescent({ learningRate }) : rules[rule]({ learningRate, beta })
}

/**
 * The final challenge: tune a simpler rule until it beats Adam, which has been tuned with the same budget of steps. Starts are drawn when the
 * score is worked out: another round has others.
 *
 * @param options `surfaces` in two dimensions to choose from; `steps`, the budget of each run; `starts`, drawn in a round
 * @example explorations.challenge({ steps: 150, starts: 32 })
 */
export function challenge({
  surfaces = [rosenbrock, ravine],
  steps = 150,
  starts: count = 32,
}: {
  readonly surfaces?: readonly Surface[]
  readonly steps?: number
  readonly starts?: number
} = {}): Exploration {
  const opponents = new Map<Surface, Rule>()
  const opponentOn = (surface: Surface): Rule => {
    const known = opponents.get(surface) ?? tunedAdam(surface, steps)
    opponents.set(surface, known)
    return known
  }
  const { learningRate } = gradientDescent.hyperparameters
  return explore(
    {
      surface: choice(Object.fromEntries(surfaces.map(surface => [surface.name, surface]))),
      rule: choice(Object.keys(rules) as (keyof typeof rules)[]),
      rate: slider(learningRate, { min: 1e-5, default: 1e-3, label: 'learning rate' }),
      beta: slider(momentum.hyperparameters.beta, { label: 'momentum, beta' }),
      decay: choice(Object.keys(decays) as (keyof typeof decays)[], { label: 'schedule' }),
      start: point(surfaces[0].start, { domain: surfaces[0].domain, label: 'a start to practise on' }),
      round: slider({ min: 1, max: 20, default: 1, whole: true, label: 'round: other starts' }),
    },
    ({ surface, start, round, ...played }) => {
      const [own, opponent] = [ruleOf(played, steps), opponentOn(surface)]
      const starts = drawnStarts(surface, count, round)
      const [yours, adams] = [own, opponent].map(rule => scored(surface, rule, starts, steps))
      const won = yours.losses.filter((loss, i) => loss < adams.losses[i]).length
      const runs = {
        yours: minimize(surface, own, { start, steps }),
        Adam: minimize(surface, opponent, { start, steps }),
      }
      const ahead = yours.median < adams.median
      return {
        map: contours(surface, runs, {
          domain: surface.domain,
          width: 450,
          title: 'From the practice start',
          caption: '',
        }),
        loss: curves(runs, { width: 450, height: 330, title: '', caption: '' }),
        verdict: ahead
          ? `You are ahead: your median loss is ${number(yours.median)}, and Adam's is ${number(adams.median)}. You end lower from ${won} of ${count} starts.`
          : `Adam is ahead: its median loss is ${number(adams.median)}, and yours is ${number(yours.median)}. You end lower from ${won} of ${count} starts.`,
        score: table(
          [
            { who: 'you', rule: own, score: yours, lower: won },
            {
              who: 'Adam',
              rule: opponent,
              score: adams,
              lower: adams.losses.filter((loss, i) => loss < yours.losses[i]).length,
            },
          ].map(({ who, rule, score, lower }) => ({
            who,
            rule: rule === own ? playedCode(played, steps) : ruleCode(rule),
            [`median loss after ${steps} steps`]: score.median,
            'worst loss': Math.max(...score.losses),
            [`starts won, of ${count}`]: lower,
          })),
        ),
      }
    },
    {
      title: 'The challenge: beat Adam',
      caption:
        'Adam has been tuned: the best of 33 settings on practice starts. You have a simpler rule and the same steps. Tune it, then move to other rounds: does it hold on starts that you have not seen? When you have won on one surface, play the other.',
      code: ({ surface, start, round: _, ...played }) =>
        `minimize(${surfaceCode(surface)}, ${playedCode(played, steps)}, { start: ${pointCode(start)}, steps: ${steps} })`,
    },
  )
}

/** The player's rule as a call. */
function playedCode({ rule, rate, beta, decay }: Played, steps: number): string {
  const initial = exact(rate)
  const learningRate = {
    constant: initial,
    cosine: `cosine({ initial: ${initial}, steps: ${steps} })`,
    linear: `linear({ initial: ${initial}, steps: ${steps} })`,
    'halved four times': `stepDecay({ initial: ${initial}, factor: 0.5, every: ${Math.max(1, Math.round(steps / 5))} })`,
  }[decay]
  const call = { 'gradient descent': 'gradientDescent', momentum: 'momentum', Nesterov: 'nesterov' }[rule]
  return `${call}({ learningRate: ${learningRate}${rule === 'gradient descent' ? '' : `, beta: ${exact(beta)}`} })`
}
