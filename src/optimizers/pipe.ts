import { described } from '../display/described.ts'
import { EquationRule } from './equation-rule.ts'
import { FunctionRule } from './function-rule.ts'
import { compiled, type Link, scheduledSymbols } from './link.ts'
import type { Rule } from './rule.ts'
import type { Wrapping } from './wrapper.ts'

/**
 * A rule with wrappers around it, which is a rule again. Left of the rule stands what happens to the gradient, in reading
 * order; right of it what happens to the step's result: `pipe(a, b, rule, c, d)` is d(c(a(b(rule)))).
 *
 * @example pipe(clipByNorm(1), decoupledDecay(0.01), adam({ learningRate: 0.01 }), ema(0.99))
 * @throws TypeError for anything but wrappers and exactly one rule; EquationError for what can't be combined, with the reason.
 */
export function pipe(...links: readonly (Wrapping | Rule)[]): EquationRule {
  for (const part of links) check('pipe', part)
  const at = links.findIndex(isRule)
  const others = links.filter(isRule)
  if (others.length !== 1) {
    const found = others.length === 0 ? 'there is none' : `there are ${others.map(rule => rule.name).join(' and ')}`
    throw new TypeError(`pipe: exactly one of its parts must be a rule, as adam(); ${found}`)
  }
  const wrappings = links as readonly Wrapping[]
  let link = linkOf('pipe', others[0])
  for (const wrapping of wrappings.slice(0, at).reverse()) link = wrapping.around(link)
  for (const wrapping of wrappings.slice(at + 1)) link = wrapping.around(link)
  return made(links.map(({ name }) => name).join(' → '), link)
}

/** The rule of a link; compiled at once, so that what can't be combined is told where it was written. */
export function made(name: string, link: Link): EquationRule {
  compiled(link)
  return new EquationRule(name, link)
}

const isRule = (part: Wrapping | Rule): part is Rule => typeof (part as Partial<Rule>).begin === 'function'

/** @throws TypeError for anything but a wrapper or a rule, both called. */
function check(where: string, part: unknown): void {
  const given = part as Partial<Wrapping & Rule> | null | undefined
  if (typeof given === 'function') {
    const { title = 'a function' } = given as { title?: string }
    throw new TypeError(`${where}: ${title} is not yet called: put () after it, as in clipByNorm(1) or adam()`)
  }
  if (typeof given !== 'object' || given === null || (given.around === undefined && given.begin === undefined)) {
    throw new TypeError(`${where}: ${described(part)} is neither a wrapper nor a rule`)
  }
}

/**
 * A rule as the inside of a pipe.
 * @throws TypeError for what is no rule, or a rule that works by itself only.
 */
export function linkOf(where: string, rule: Rule): Link {
  check(where, rule)
  if (!isRule(rule))
    throw new TypeError(`${where}: ${(rule as Wrapping).name} is a wrapper; a rule is needed, as adam()`)
  if (rule instanceof EquationRule) return rule.link
  if (rule instanceof FunctionRule) return byFunction(rule)
  throw new TypeError(
    `${where}: ${rule.name} can't be combined with anything: it measures the loss along its step, and a changed gradient or step would make that measurement wrong`,
  )
}

/** A rule that is a function is called as a whole. */
function byFunction(rule: FunctionRule): Link {
  const { name, hyperparameters, settings, options } = rule
  const symbols = Object.values(hyperparameters).map(h => h.symbol)
  const rate = rule.decaysInside ? null : (hyperparameters.learningRate?.symbol ?? null)
  return {
    definition: { owner: name, hyperparameters: symbols, state: {}, opaque: true, rate },
    hyperparameters,
    settings,
    options,
    scheduled: scheduledSymbols(hyperparameters, settings),
    inner: [],
    byFunction: rule,
  }
}
