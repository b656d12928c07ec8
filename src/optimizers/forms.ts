import type { Definition, VectorFunction } from '../equations/link.ts'
import type { Hyperparameters, Options } from './hyperparameter.ts'
import type { Setting } from './rule.ts'

/** The equations of one form of a rule or wrapper. */
export type Texts = Pick<Definition, 'update' | 'at' | 'before' | 'after' | 'when' | 'reset' | 'result'> & {
  readonly state?: Readonly<Record<string, number | string>>
}

/** What a form may depend on: each option's choice, and for each hyperparameter whether it is there. */
export type Given<H extends Hyperparameters, O extends Options> = {
  readonly [K in keyof O]: O[K]['choices'][number]
} & { readonly [K in keyof H]: boolean }

/** The parts that all forms share. */
export interface Common<H extends Hyperparameters, O extends Options> {
  readonly name: string
  readonly hyperparameters: H
  readonly options?: O
  readonly over?: 'layer' | 'row'
  readonly functions?: Readonly<Record<string, VectorFunction>>
  readonly rate?: string | null
}

/** The forms of one rule or wrapper: each is made once. */
export class Forms<H extends Hyperparameters, O extends Options> {
  readonly #common: Common<H, O>
  readonly #texts: (given: Given<H, O>) => Texts
  readonly #known = new Map<string, Definition>()

  constructor(common: Common<H, O>, texts: (given: Given<H, O>) => Texts) {
    this.#common = common
    this.#texts = texts
  }

  /** The definition for these settings; one that was given without being in its equations is refused. */
  definition(
    settings: Readonly<Record<string, Setting>>,
    options: Readonly<Record<string, string | boolean>>,
    given: Readonly<Record<string, unknown>> = {},
  ): Definition {
    const { name, hyperparameters } = this.#common
    const there = Object.keys(hyperparameters).filter(argument => argument in settings)
    const key = `${there.join()}|${Object.values(options).join()}`
    let found = this.#known.get(key)
    if (found === undefined) {
      found = this.#make(there, options)
      this.#known.set(key, found)
    }
    for (const argument of Object.keys(given)) {
      const symbol = hyperparameters[argument]?.symbol
      if (symbol !== undefined && given[argument] !== undefined && !found.hyperparameters.includes(symbol)) {
        const chosen = Object.entries(options).map(([option, choice]) => `${option}: ${JSON.stringify(choice)}`)
        throw new TypeError(`${name}: ${argument} is in no equation with ${chosen.join(', ')}; leave it out`)
      }
    }
    return found
  }

  #make(there: readonly string[], options: Readonly<Record<string, string | boolean>>): Definition {
    const { name, hyperparameters, options: choices = {}, ...rest } = this.#common
    const presence = Object.fromEntries(
      Object.keys(hyperparameters).map(argument => [argument, there.includes(argument)]),
    )
    const { state = {}, ...texts } = this.#texts({ ...options, ...presence } as Given<H, O>)
    const text = [...Object.values(texts), ...Object.values(state)].join('\n')
    const isVaried = Object.keys(choices).length > 0 || Object.values(hyperparameters).some(h => h.optional)
    // Where there is one form only, a hyperparameter that is in no equation is a mistake, and the compiler says so.
    const symbols = there.map(argument => hyperparameters[argument].symbol)
    const used = isVaried ? symbols.filter(symbol => isIn(text, symbol)) : symbols
    return { owner: name, hyperparameters: used, state, ...rest, ...texts }
  }
}

/** Whether the text has the symbol as a name of its own. */
const isIn = (text: string, symbol: string): boolean =>
  new RegExp(`(^|[^A-Za-z0-9_])${symbol}($|[^A-Za-z0-9_])`).test(text)
