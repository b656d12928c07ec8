import { type Assumed, chosen } from './branches.ts'
import type { Operator } from './operators.ts'
import type { Value } from './value.ts'

/** Operators that write an argument twice: it must have a name first. */
const repeats: Readonly<Record<string, number>> = { square: 2, cube: 3, mod: 2 }

/**
 * Prints values as JavaScript. What is used once is written where it is used; the rest gets a name.
 * A symbol is written with a $ behind it, and what has no symbol with a $ before it: no symbol of an equation has one, so
 * none can meet another's or a word of JavaScript's.
 */
export class Printer {
  readonly #names: Map<Value, string>
  readonly #uses = new Map<Value, number>()
  readonly #assumed: Assumed

  /**
   * @param order all values that will be printed, and the roots among them: what these need counts as a use.
   * @param outside whose names hold here too.
   * @param assumed conditions that are known here: a choice by one of them is what it gives.
   */
  constructor(order: readonly Value[], roots: Iterable<Value>, outside?: Printer, assumed: Assumed = new Map()) {
    this.#names = new Map(outside === undefined ? [] : outside.#names)
    this.#assumed = assumed
    const use = (v: Value, times: number): void => {
      const value = chosen(v, assumed)
      this.#uses.set(value, (this.#uses.get(value) ?? 0) + times)
    }
    for (const v of order) {
      const times = v.form.is === 'apply' ? (repeats[v.form.operator.name] ?? 1) : 1
      for (const part of v.of) use(part, times)
    }
    for (const root of roots) use(root, 1)
  }

  /** Says what a value is called from here on. */
  call(v: Value, name: string): void {
    this.#names.set(v, name)
  }

  /** The value as an operand: a name, a literal, or in parentheses. */
  text(value: Value): string {
    const v = chosen(value, this.#assumed, choice => !this.#names.has(choice))
    const name = this.#names.get(v)
    if (name !== undefined) return name
    const { form } = v
    if (form.is === 'number')
      return form.value < 0 || Object.is(form.value, -0) ? `(${literal(form.value)})` : literal(form.value)
    if (form.is === 'apply') return isCall(form.operator) ? this.expression(v) : `(${this.expression(v)})`
    throw new Error(`no name for ${'name' in form ? form.name : form.operator}`)
  }

  /** The value as a whole expression. */
  expression(value: Value): string {
    const v = chosen(value, this.#assumed, choice => !this.#names.has(choice))
    if (v.form.is !== 'apply' || this.#names.has(v)) return this.text(v)
    return v.form.operator.javascript!(...v.of.map(part => this.text(part)))
  }

  /** `const $7 = ...` for each of the values that needs a name here. */
  define(values: readonly Value[], always = false): string {
    let code = ''
    for (const v of values) {
      if (!always && (this.#uses.get(v) ?? 0) <= 1) continue
      code += `const $${v.id} = ${this.expression(v)}\n`
      this.call(v, `$${v.id}`)
    }
    return code
  }
}

/** Printed as a call, which needs no parentheses around it. */
const isCall = (operator: Operator): boolean => operator.infix === undefined && operator.name !== 'mod'

const literal = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))
