import { definitionBundle, definitionLine } from '../display/definition.ts'
import { jupyterDisplay, nodeDisplay } from '../display/display.ts'
import type { Segment } from '../surfaces/segment.ts'
import { FunctionStepping } from './function-stepping.ts'
import { type Hyperparameters, rateOf } from './hyperparameter.ts'
import type { Rule, Setting, State, Stepping } from './rule.ts'
import type { FunctionRuleParts } from './update-function.ts'

/** A rule whose step is a function. */
export class FunctionRule implements Rule {
  readonly name: string
  readonly hyperparameters: Hyperparameters
  readonly settings: Readonly<Record<string, Setting>>
  readonly options: Readonly<Record<string, string | boolean>>
  readonly rate: string | null
  readonly tex: string | undefined
  readonly decaysInside: boolean
  readonly #parts: FunctionRuleParts

  constructor(parts: FunctionRuleParts) {
    this.name = parts.name
    this.hyperparameters = parts.hyperparameters
    this.settings = parts.settings
    this.options = parts.options ?? {}
    this.rate = rateOf(parts.hyperparameters)
    this.tex = parts.recursion
    this.decaysInside = parts.decaysInside ?? false
    this.#parts = parts
    for (const [slot, first] of Object.entries(parts.state)) {
      if (typeof first !== 'function' && !Number.isFinite(first)) {
        throw new TypeError(
          `${parts.name}: the state '${slot}' begins as ${JSON.stringify(first)}; with a function it must be a number, or its size by shape`,
        )
      }
    }
  }

  [jupyterDisplay]() {
    const parameters = { ...this.settings, ...this.options }
    return definitionBundle({ title: this.name, tex: this.tex, parameters })
  }

  [nodeDisplay](): string {
    return definitionLine({ title: this.name, parameters: { ...this.settings, ...this.options } })
  }

  begin(theta: Float64Array, saved?: State, segments?: readonly Segment[]): Stepping {
    return new FunctionStepping(this.#parts, theta, saved, segments)
  }
}
