import { definitionBundle } from '../display/definition.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { type CompiledStep, compileStep } from '../equations/javascript.ts'
import { compile, type Definition as EquationsDefinition } from '../equations/program.ts'
import { typesetRule } from '../equations/typeset-rule.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { type Compiled, EquationRule } from './equation-rule.ts'
import { FunctionRule, type SizeByShape, type UpdateFunction } from './function-rule.ts'
import { type Hyperparameters, resolve, type Settings } from './hyperparameter.ts'
import type { Rule } from './rule.ts'

/** What an optimizer is defined by. */
export interface OptimizerDefinition<H extends Hyperparameters> {
  /** Its name, as papers write it. */
  readonly name: string
  /** By argument name. The one called `learningRate`, if there is one, is the rate that charts and messages speak of. */
  readonly hyperparameters: H
  /**
   * What it remembers: each slot's symbol and first value, a number or an expression in hyperparameters and theta. With an update
   * that is a function it is a number, or the number of entries by the layer's shape, for entries that begin as zeros.
   */
  readonly state?: Readonly<Record<string, number | string | SizeByShape>>
  /** Arrays by the layer's shape that an update that is a function works in, and need not remember. */
  readonly work?: Readonly<Record<string, SizeByShape>>
  /** 'layer': an update that is a function is called once for each segment of the parameters, and not once for all as one vector. */
  readonly over?: 'layer'
  /**
   * One step: equations, one a line, or a function. Equations read top to bottom. They may use theta, g (the gradient), t (1 at
   * the first step), n (the number of parameters), the hyperparameters' symbols and the state; every name holds its newest value.
   */
  readonly update: string | UpdateFunction
  /** The step in LaTeX, if it is a function: equations are typeset by themselves. */
  readonly recursion?: string
  /** Where it comes from: authors, year, equation or algorithm. */
  readonly source?: string
  /** What it is for, in one sentence. */
  readonly purpose?: string
  /** When it fails, in one sentence. */
  readonly weakness?: string
}

/** An optimizer: call it with hyperparameters to get a rule for `minimize`. */
export interface Optimizer<H extends Hyperparameters = Hyperparameters> extends Displayable {
  /** @throws TypeError or RangeError naming the hyperparameter, its value and what is allowed. */
  (settings?: Settings<H>): Rule
  /** Its name, as papers write it. */
  readonly title: string
  /** What each hyperparameter is: symbol, meaning, default, limits. */
  readonly hyperparameters: H
  /** The equations of a step, as text; undefined if the step is a function. */
  readonly equations: string | undefined
  /** The equations, typeset in LaTeX. */
  readonly tex: string | undefined
  /** The symbols of what it remembers between steps. */
  readonly slots: readonly string[]
  readonly source: string
  readonly purpose: string
  readonly weakness: string
}

/**
 * Makes an optimizer from its equations, or from a function.
 *
 * @example
 * const heavyBall = optimizer({
 *   name: 'heavy ball',
 *   hyperparameters: {
 *     learningRate: { symbol: 'eta', about: 'Step size.', default: 0.01, min: 0, usual: [1e-4, 1], scale: 'log' },
 *     beta: { symbol: 'beta', about: 'Share of the last step kept.', default: 0.9, min: 0, below: 1, usual: [0, 0.99], scale: 'linear' },
 *   },
 *   state: { v: 0 },
 *   update: `
 *     v = beta * v - eta * g
 *     theta = theta + v`,
 * })
 * @throws EquationError for equations that can't be compiled; RangeError for a default outside its range.
 */
export function optimizer<const H extends Hyperparameters>(definition: OptimizerDefinition<H>): Optimizer<H> {
  const { name, hyperparameters, state = {}, work, over, update, recursion } = definition
  resolve(name, hyperparameters, {})
  const symbols = Object.entries(hyperparameters).map(([argument, h]) => ({ argument, symbol: h.symbol }))
  const twice = symbols.find((a, k) => symbols.findIndex(b => b.symbol === a.symbol) !== k)
  if (twice) throw new TypeError(`${name}: two hyperparameters have the symbol '${twice.symbol}'`)

  const make = typeof update === 'string' ? fromEquations(definition, update) : undefined
  const rule = (settings: Settings<H> = {}): Rule => {
    const resolved = resolve(name, hyperparameters, settings)
    if (typeof update === 'function') {
      return new FunctionRule({ name, hyperparameters, settings: resolved, state, work, over, update, recursion })
    }
    return make!.rule(resolved)
  }
  const made: Optimizer<H> = Object.defineProperties(rule as Optimizer<H>, {
    title: { value: name, enumerable: true },
    hyperparameters: { value: hyperparameters, enumerable: true },
    equations: { value: typeof update === 'string' ? outdent(update) : undefined, enumerable: true },
    tex: { get: () => make?.tex() ?? recursion, enumerable: true },
    slots: { value: Object.keys(state), enumerable: true },
    source: { value: definition.source ?? '', enumerable: true },
    purpose: { value: definition.purpose ?? '', enumerable: true },
    weakness: { value: definition.weakness ?? '', enumerable: true },
    [jupyterDisplay]: { value: () => definitionBundle(made) },
  })
  return made
}

/** What the rules of one optimizer share: each combination of scheduled hyperparameters is compiled once, when first used. */
function fromEquations<H extends Hyperparameters>(
  { name, hyperparameters, state = {} }: OptimizerDefinition<H>,
  update: string,
) {
  const symbols = Object.values(hyperparameters).map(h => h.symbol)
  const sized = Object.keys(state).find(slot => typeof state[slot] === 'function')
  if (sized !== undefined) {
    throw new TypeError(
      `${name}: the state '${sized}' has a size; with equations it begins as a number or an expression`,
    )
  }
  const first = state as Readonly<Record<string, number | string>>
  const text: EquationsDefinition = { owner: name, update, hyperparameters: symbols, state: first }
  const program = whenNeeded(() => compile(text))
  const compiled = new Map<string, Compiled>()
  return {
    tex: (): string => typesetRule(program()),
    rule: (settings: Record<string, number | ((t: number) => number)>): Rule => {
      const scheduled = Object.keys(settings).filter(argument => typeof settings[argument] === 'function')
      const key = scheduled.join()
      return new EquationRule(name, hyperparameters, settings, () => {
        let known = compiled.get(key)
        if (known === undefined) {
          const own =
            key === '' ? program() : compile(text, new Set(scheduled.map(argument => hyperparameters[argument].symbol)))
          let step: CompiledStep | undefined
          known = {
            program: own,
            get step() {
              step ??= compileStep(own)
              return step
            },
          }
          compiled.set(key, known)
        }
        return known
      })
    },
  }
}

/** The text without its common indentation and outer blank lines. */
function outdent(text: string): string {
  const lines = text.split('\n').map(line => line.trimEnd())
  const indents = lines.filter(line => line !== '').map(line => line.length - line.trimStart().length)
  const least = Math.min(...indents)
  return lines
    .map(line => line.slice(least))
    .join('\n')
    .trim()
}
