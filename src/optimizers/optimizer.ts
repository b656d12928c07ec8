import { defined } from '../display/defined.ts'
import type { Displayable } from '../display/display.ts'
import type { Program, VectorFunction } from '../equations/program.ts'
import { typesetRule } from '../equations/typeset-rule.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { checkDefinition } from './check-definition.ts'
import { EquationRule } from './equation-rule.ts'
import { Forms, type Given, type Texts } from './forms.ts'
import { FunctionRule } from './function-rule.ts'
import { checkDefaults, chosen, type Hyperparameters, type Options, resolve, type Settings } from './hyperparameter.ts'
import { compiled, type Link, scheduledSymbols } from './link.ts'
import type { Rule } from './rule.ts'
import type { SizeByShape, UpdateFunction } from './update-function.ts'

/** What an optimizer is defined by. */
export interface OptimizerDefinition<H extends Hyperparameters, O extends Options = Record<never, never>> {
  /** Its name, as papers write it. */
  readonly name: string
  /** By argument name. The one called `learningRate`, if there is one, is the rate that charts and messages speak of. */
  readonly hyperparameters: H
  /** Choices between forms that differ in their equations: then `form` gives these, and not `update`. A function is given them. */
  readonly options?: O
  /**
   * What it remembers: each slot's symbol and first value, a number or an expression in hyperparameters and theta. With an update
   * that is a function it is a number, or the number of entries by the layer's shape, for entries that begin as zeros.
   */
  readonly state?: Readonly<Record<string, number | string | SizeByShape>>
  /** Arrays by the layer's shape that an update that is a function works in, and need not remember. */
  readonly work?: Readonly<Record<string, SizeByShape>>
  /**
   * 'layer', 'row': norms, means and sums in equations are of each layer, or of each row of a matrix, by itself. An update that
   * is a function is called once for each layer, and not once for all parameters as one vector.
   */
  readonly over?: 'layer' | 'row'
  /** Where the gradient is taken, if not at theta, as an equation: 'y = theta + gamma * v'. */
  readonly at?: string
  /**
   * One step: equations, one a line, or a function. Equations read top to bottom. They may use theta, g (the gradient), t (1 at
   * the first step), n (the number of parameters), the hyperparameters' symbols and the state; every name holds its newest value.
   */
  readonly update?: string | UpdateFunction
  /** The point that is returned instead of theta: of theta and the state. */
  readonly result?: string
  /** The equations by the options chosen and the optional hyperparameters given. */
  readonly form?: (given: Given<H, O>) => Texts
  /** Functions of vectors that the equations call. */
  readonly functions?: Readonly<Record<string, VectorFunction>>
  /** null: decay by a wrapper would be wrong, as it belongs inside this rule. */
  readonly rate?: null
  /** The step in LaTeX, if it is a function, by the options chosen: equations are typeset by themselves. */
  readonly recursion?: string | ((options: Readonly<Record<string, string | boolean>>) => string)
  /** How much a rule that is a function remembers: vectors as long as the parameters, or in words. */
  readonly memory?: number | string
  /** What it asks for in a step, in words, where that is more than gradients. */
  readonly evaluations?: string
  /** Where it comes from: authors, year, equation or algorithm. */
  readonly source?: string
  /** What it is for, in one sentence. */
  readonly purpose?: string
  /** When it fails, in one sentence. */
  readonly weakness?: string
}

/** An optimizer: call it with hyperparameters to get a rule for `minimize`. */
export interface Optimizer<H extends Hyperparameters = Hyperparameters, O extends Options = Options>
  extends Displayable {
  /** @throws TypeError or RangeError naming the hyperparameter, its value and what is allowed. */
  (settings?: Settings<H, O>): Rule
  /** Its name, as papers write it. */
  readonly title: string
  /** What each hyperparameter is: symbol, meaning, default, limits. */
  readonly hyperparameters: H
  /** The choices between forms. */
  readonly options: O
  /** The equations of a step, as text; undefined if the step is a function. */
  readonly equations: string | undefined
  /** The equations, typeset in LaTeX. */
  readonly tex: string | undefined
  /** The symbols of what it remembers between steps. */
  readonly slots: readonly string[]
  /** How much it remembers: numbers a parameter, or in words. */
  readonly memory: number | string
  /** Gradients it takes in a step, or in words. */
  readonly evaluations: number | string
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
 * @throws EquationError for equations that can't be compiled; RangeError for a default outside its range; TypeError for a part
 * that there is not, or that is missing.
 */
export function optimizer<const H extends Hyperparameters, const O extends Options = Record<never, never>>(
  definition: OptimizerDefinition<H, O>,
): Optimizer<H, O> {
  checkDefinition('optimizer', definition)
  const { name, hyperparameters, options = {} as O, update } = definition
  checkDefaults(name, hyperparameters)
  const made = typeof update === 'function' ? byFunction(definition, update) : byEquations(definition)
  const rule = (settings: Settings<H, O> = {} as Settings<H, O>): Rule => made.rule(settings)
  const { source = '', purpose = '', weakness = '' } = definition
  const { tex, memory, evaluations } = made
  const asked = { equations: () => made.equations, tex, slots: () => made.slots, memory, evaluations }
  return defined(rule, { title: name, hyperparameters, options, source, purpose, weakness }, asked)
}

/** What an optimizer does and tells, whatever its step is made of. */
interface Made {
  rule(given: Readonly<Record<string, unknown>>): Rule
  readonly equations: string | undefined
  readonly slots: readonly string[]
  tex(): string | undefined
  memory(): number | string
  evaluations(): number | string
}

function byFunction<H extends Hyperparameters, O extends Options>(
  definition: OptimizerDefinition<H, O>,
  update: UpdateFunction,
): Made {
  const { name, hyperparameters, options = {} as O, state = {}, work, over } = definition
  const recursion = (picked: Readonly<Record<string, string | boolean>>): string | undefined =>
    typeof definition.recursion === 'function' ? definition.recursion(picked) : definition.recursion
  if (over === 'row') throw new TypeError(`${name}: an update that is a function works over layers, not over rows`)
  return {
    rule: given => {
      const settings = resolve(name, hyperparameters, given, options)
      const picked = chosen(name, options, given)
      const decaysInside = definition.rate === null
      const parts = { name, hyperparameters, settings, options: picked, state, work, over, update, decaysInside }
      return new FunctionRule({ ...parts, recursion: recursion(picked) })
    },
    equations: undefined,
    slots: Object.keys(state),
    tex: () => recursion(chosen(name, options, {})),
    memory: () => definition.memory ?? Object.keys(state).length,
    evaluations: () => 1,
  }
}

/** Each form is compiled once for each combination of scheduled hyperparameters, when it is first used. */
function byEquations<H extends Hyperparameters, O extends Options>(definition: OptimizerDefinition<H, O>): Made {
  const { name, hyperparameters, options = {} as O, over, functions, state = {}, update, at, result } = definition
  const sized = Object.keys(state).find(slot => typeof state[slot] === 'function')
  if (sized !== undefined) {
    throw new TypeError(
      `${name}: the state '${sized}' has a size; with equations it begins as a number or an expression`,
    )
  }
  const texts: Texts = { state: state as Texts['state'], update: update as string | undefined, at, result }
  if (update === undefined && definition.form === undefined) {
    throw new TypeError(`${name}: give the update, as equations or as a function`)
  }
  const rate = definition.rate === null ? null : (hyperparameters.learningRate?.symbol ?? null)
  const forms = new Forms({ name, hyperparameters, options, over, functions, rate }, definition.form ?? (() => texts))
  const linkOf = (given: Readonly<Record<string, unknown>>): Link => {
    const settings = resolve(name, hyperparameters, given, options)
    const picked = chosen(name, options, given)
    const form = forms.definition(settings, picked, given)
    const used = Object.entries(settings).filter(([argument]) =>
      form.hyperparameters.includes(hyperparameters[argument].symbol),
    )
    const own = Object.fromEntries(used)
    return {
      definition: form,
      hyperparameters,
      settings: own,
      options: picked,
      scheduled: scheduledSymbols(hyperparameters, own),
      inner: [],
    }
  }
  const usual = whenNeeded(() => linkOf({}))
  const program = whenNeeded((): Program => compiled(usual()).program)
  const form = () => usual().definition
  return {
    rule: given => new EquationRule(name, linkOf(given)),
    get equations() {
      return new EquationRule(name, usual()).equations
    },
    get slots() {
      return Object.keys(form().state)
    },
    tex: () => typesetRule(program()),
    memory: () => program().slots.filter(slot => slot.kind === 'vector').length,
    evaluations: () => definition.evaluations ?? program().evaluations,
  }
}
