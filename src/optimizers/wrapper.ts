import { defined } from '../display/defined.ts'
import { definitionBundle, definitionLine } from '../display/definition.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import type { Definition } from '../equations/link.ts'
import { compileStructure } from '../equations/program.ts'
import { typesetRule } from '../equations/typeset-rule.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { checkDefinition } from './check-definition.ts'
import { Forms, type Given, type Texts } from './forms.ts'
import {
  checkDefaults,
  chosen,
  type Hyperparameters,
  type Options,
  resolve,
  type SettingOf,
  type Settings,
} from './hyperparameter.ts'
import { type Link, scheduledSymbols } from './link.ts'
import { outdent } from './outdent.ts'

/** What a wrapper is defined by. */
export interface WrapperDefinition<H extends Hyperparameters, O extends Options = Record<never, never>> {
  /** What it does, in a word or three: 'clip by norm'. */
  readonly name: string
  readonly hyperparameters: H
  /** Choices between forms that differ in their equations: then `form` gives the equations. */
  readonly options?: O
  /** What it remembers: each slot's symbol and first value, a number or an expression in hyperparameters and theta. */
  readonly state?: Readonly<Record<string, number | string>>
  /** 'layer', 'row': its norms, means and sums are of each layer, or of each row of a matrix, by itself. */
  readonly over?: 'layer' | 'row'
  /**
   * Equations before the step of what is inside, and after it. They may use theta, g, t, the point where g was taken, the
   * rate (the rule's step size), grad(point), and what an optimizer's equations may use.
   */
  readonly before?: string
  readonly after?: string
  /** The condition under which what is inside makes its step; it then counts its own steps. */
  readonly when?: string
  /** The condition under which what is inside begins anew, after the step. */
  readonly reset?: string
  /** The point that is returned instead of theta: of theta and the state. */
  readonly result?: string
  /** The equations by the options chosen and the optional hyperparameters given. */
  readonly form?: (given: Given<H, O>) => Texts
  readonly source?: string
  readonly purpose?: string
  readonly weakness?: string
}

/** A wrapper with its hyperparameters set: what `clipByNorm(1)` returns and `pipe` takes. */
export interface Wrapping extends Displayable {
  readonly name: string
  /** Puts it around a rule, or around what is wrapped already. */
  around(inner: Link): Link
  [nodeDisplay]?(): string
}

/** What changes a rule without being one: call it with hyperparameters, or with its first one alone, and put it in a `pipe`. */
export interface Wrapper<H extends Hyperparameters = Hyperparameters, O extends Options = Options> extends Displayable {
  /** @throws TypeError or RangeError naming the hyperparameter, its value and what is allowed. */
  (settings?: Settings<H, O> | SettingOf<H[keyof H]>): Wrapping
  readonly title: string
  readonly hyperparameters: H
  readonly options: O
  /** Its equations as text. */
  readonly equations: string
  /** Its equations around those of a rule, typeset in LaTeX. */
  readonly tex: string
  /** The symbols of what it remembers between steps. */
  readonly slots: readonly string[]
  readonly source: string
  readonly purpose: string
  readonly weakness: string
}

/** What stands for the rule inside where a wrapper is shown by itself. */
const someRule = {
  definition: { owner: 'the rule', hyperparameters: ['eta'], state: {}, opaque: true, rate: 'eta' } as Definition,
  scheduled: new Set<string>(),
  inner: [],
}

/**
 * Makes a wrapper from its equations.
 *
 * @example
 * const halve = wrapper({
 *   name: 'halve',
 *   hyperparameters: {},
 *   before: 'g = g / 2',
 * })
 * pipe(halve(), adam())
 * @throws EquationError for equations that can't be compiled; RangeError for a default outside its range; TypeError for a part
 * that there is not, or that is missing.
 */
export function wrapper<const H extends Hyperparameters, const O extends Options = Record<never, never>>(
  definition: WrapperDefinition<H, O>,
): Wrapper<H, O> {
  checkDefinition('wrapper', definition)
  const { name, hyperparameters, options = {} as O, over, state, before, after, when, reset, result } = definition
  checkDefaults(name, hyperparameters)
  if (definition.form === undefined && [before, after, when, reset, result].every(text => text === undefined)) {
    throw new TypeError(`${name}: give equations before or after the step, or a condition when it is made`)
  }
  const texts: Texts = { state, before, after, when, reset, result }
  const forms = new Forms({ name, hyperparameters, options, over }, definition.form ?? (() => texts))
  const [first] = Object.keys(hyperparameters)
  const wrap = (given: unknown = {}): Wrapping => {
    const alone = typeof given === 'number' || typeof given === 'function'
    if (alone && first === undefined) throw new TypeError(`${name} has nothing to set: write it as ${name}()`)
    const named = (alone ? { [first]: given } : given) as Readonly<Record<string, unknown>>
    const settings = resolve(name, hyperparameters, named, options)
    const picked = chosen(name, options, named)
    const form = forms.definition(settings, picked, named)
    const scheduled = scheduledSymbols(hyperparameters, settings)
    const around = (inner: Link): Link => ({
      definition: form,
      hyperparameters,
      settings,
      options: picked,
      scheduled,
      inner: [inner],
    })
    const shown = () => {
      const tex = typesetRule(compileStructure({ definition: form, scheduled, inner: [someRule] }))
      return definitionBundle({ title: name, equations: inWords(form), tex, parameters: { ...settings, ...picked } })
    }
    const line = () => definitionLine({ title: name, parameters: { ...settings, ...picked } })
    return { name, around, [jupyterDisplay]: shown, [nodeDisplay]: line }
  }
  const usual = whenNeeded(() =>
    forms.definition(resolve(name, hyperparameters, {}, options), chosen(name, options, {})),
  )
  const program = whenNeeded(() => compileStructure({ definition: usual(), scheduled: new Set(), inner: [someRule] }))
  const { source = '', purpose = '', weakness = '' } = definition
  return defined(
    wrap,
    { title: name, hyperparameters, options, source, purpose, weakness },
    {
      equations: () => inWords(usual()),
      tex: () => typesetRule(program()),
      slots: () => Object.keys(usual().state),
    },
  )
}

/** A wrapper's equations as text, with the rule between them. */
function inWords({ before, after, when, reset, result }: Definition): string {
  const lines = [
    before === undefined ? '' : outdent(before),
    `# the rule makes its step${when === undefined ? '' : ` if ${when}`}`,
    after === undefined ? '' : outdent(after),
    reset === undefined ? '' : `# the rule begins anew if ${reset}`,
    result === undefined ? '' : `# returned: ${result}`,
  ]
  return lines.filter(line => line !== '').join('\n')
}
