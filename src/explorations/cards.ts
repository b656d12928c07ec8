import { contours } from '../charts/contours.ts'
import { curves } from '../charts/curves.ts'
import { table } from '../charts/table.ts'
import { typeset } from '../charts/typeset.ts'
import { race } from '../descent/race.ts'
import { rangeOf } from '../display/definition.ts'
import { exact, number } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import type { Hyperparameter } from '../optimizers/hyperparameter.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import type { Rule } from '../optimizers/rule.ts'
import { beale } from '../surfaces/beale.ts'
import { himmelblau } from '../surfaces/himmelblau.ts'
import { ravine } from '../surfaces/ravine.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import type { Surface } from '../surfaces/surface.ts'
import { catalogue, ruleCode, surfaceCode } from './in-code.ts'
import { tuned } from './tuned.ts'

const rates = ['tuned', 'its default'] as const

/**
 * Cards of the optimizers: what each is for and when it fails, its rule, its hyperparameters, and its run beside plain gradient descent.
 *
 * @param options `surfaces` in two dimensions to choose from; `steps`, the budget of each run
 * @example explorations.cards({ steps: 100 })
 */
export function cards({
  surfaces = [ravine, rosenbrock, himmelblau, beale],
  steps = 150,
}: {
  readonly surfaces?: readonly Surface[]
  readonly steps?: number
} = {}): Exploration {
  const able = Object.values(catalogue).filter(optimizer => optimizer().refuses?.(surfaces[0]) === undefined)
  const ruleOf = (optimizer: Optimizer, surface: Surface, rate: (typeof rates)[number]): Rule =>
    rate === 'its default' ? optimizer() : tuned(surface, optimizer, steps)
  return explore(
    {
      optimizer: choice(Object.fromEntries(able.map(optimizer => [optimizer.title, optimizer])), {
        default: adam.title,
      }),
      surface: choice(Object.fromEntries(surfaces.map(surface => [surface.name, surface]))),
      rate: choice(rates, { label: 'learning rate' }),
    },
    ({ optimizer, surface, rate }) => {
      const plain = ruleOf(gradientDescent as unknown as Optimizer, surface, rate)
      const own = ruleOf(optimizer, surface, rate)
      const runs = race(surface, { [plain.name]: plain, [own.name]: own }, { steps })
      return {
        purpose: `${optimizer.purpose}\nBut: ${optimizer.weakness}`,
        rule: optimizer.tex === undefined ? 'Its step is a function.' : typeset(optimizer),
        map: contours(surface, runs, {
          domain: surface.domain,
          width: 470,
          title: own.name === plain.name ? own.name : `${own.name} beside ${plain.name}`,
          caption: '',
        }),
        loss: curves(runs, { width: 470, height: 330, title: '', caption: '' }),
        hyperparameters: table(Object.entries(optimizer.hyperparameters).map(settable)),
        options: Object.entries(optimizer.options)
          .map(
            ([name, { about, choices, default: usual }]) =>
              `${name}: ${about} ${choices.map(each => `${each}${each === usual ? ' (default)' : ''}`).join(', ')}.`,
          )
          .join('\n'),
        facts: `Remembers: ${typeof optimizer.memory === 'number' ? `${number(optimizer.memory)} numbers a parameter` : optimizer.memory}. Gradients in a step: ${optimizer.evaluations}.\n${optimizer.source}`,
        results: table(
          [...runs].map(({ label, rule, steps: made, value, stopped }) => ({
            optimizer: label,
            'learning rate':
              typeof rule.settings.learningRate === 'number' ? exact(rule.settings.learningRate) : 'none',
            steps: made,
            loss: value,
            'ended by': stopped,
          })),
        ),
      }
    },
    {
      title: 'Cards of the optimizers',
      caption:
        'Choose one, and read its rule: what does it remember, and what does it divide by? Then choose the surface: where is it ahead of plain gradient descent, and where does it only cost more? Tuned is the best of 17 rates, from 9 starts.',
      code: ({ optimizer, surface, rate }) =>
        `minimize(${surfaceCode(surface)}, ${ruleCode(ruleOf(optimizer, surface, rate))}, { steps: ${steps} })`,
    },
  )
}

/** A hyperparameter as a row. */
function settable([name, hyperparameter]: [string, Hyperparameter]): Readonly<Record<string, string>> {
  const {
    symbol,
    about,
    default: usual,
    optional,
    usual: [low, high],
  } = hyperparameter
  return {
    hyperparameter: name,
    symbol,
    'what it does': about,
    default: optional ? 'left out' : typeof usual === 'number' ? exact(usual) : usual,
    'usual range': `${exact(low)} to ${exact(high)}`,
    allowed: rangeOf(hyperparameter),
  }
}
