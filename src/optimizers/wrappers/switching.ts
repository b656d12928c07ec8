import { known, wholeNumber } from '../../display/described.ts'
import type { Definition } from '../../equations/link.ts'
import type { Link } from '../link.ts'
import { linkOf, made } from '../pipe.ts'
import type { Rule } from '../rule.ts'

/** When to switch. */
export interface Switch {
  /** The last step of the first rule. */
  readonly after: number
}

const definition: Definition = { owner: 'switching', hyperparameters: ['s'], state: {}, when: 't <= s' }

const hyperparameters = {
  after: {
    symbol: 's',
    about: 'The last step of the first rule.',
    default: 100,
    min: 0,
    usual: [1, 1000],
    scale: 'linear',
    whole: true,
  },
} as const

/**
 * One rule for the first steps, another for the rest: Adam's quick start, SGD's end. Each counts its own steps, and the second
 * begins with an empty memory. Source: Keskar & Socher 2017, Improving Generalization Performance by Switching from Adam to SGD.
 *
 * @example switching(adam({ learningRate: 0.01 }), gradientDescent({ learningRate: 0.1 }), { after: 200 })
 * @throws TypeError for what is no rule, a rule that works by itself only, or a misspelt option; RangeError for a step that is no whole number.
 */
export function switching(first: Rule, second: Rule, when: Switch): Rule {
  known('switching: the third argument', when, ['after'])
  const { after } = when
  wholeNumber('switching', 'after', after, 0)
  const inner = [first, second].map(rule => linkOf('switching', rule))
  const link: Link = { definition, hyperparameters, settings: { after }, options: {}, scheduled: new Set(), inner }
  return made(`${first.name}, from step ${after + 1} on ${second.name}`, link)
}
