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
  readonly #names = new Map<Value, string>()
  readonly #uses = new Map<Value, number>()

  /** @param order all values that will be printed, and the roots among them: what these need counts as a use. */
  constructor(order: readonly Value[], roots: Iterable<Value>) {
    for (const v of order) {
      const times = v.form.is === 'apply' ? (repeats[v.form.operator.name] ?? 1) : 1
      for (const part of v.of) this.#uses.set(part, (this.#uses.get(part) ?? 0) + times)
    }
    for (const root of roots) this.#uses.set(root, (this.#uses.get(root) ?? 0) + 1)
  }

  /** Says what a value is called from here on. */
  call(v: Value, name: string): void {
    this.#names.set(v, name)
  }

  /** Takes the name back: what is worked out anew in each loop is defined anew. */
  forget(v: Value): void {
    this.#names.delete(v)
  }

  /** The value as an operand: a name, a literal, or in parentheses. */
  text(v: Value): string {
    const name = this.#names.get(v)
    if (name !== undefined) return name
    const { form } = v
    if (form.is === 'number')
      return form.value < 0 || Object.is(form.value, -0) ? `(${literal(form.value)})` : literal(form.value)
    if (form.is === 'apply') return isCall(form.operator) ? this.expression(v) : `(${this.expression(v)})`
    throw new Error(`no name for ${'name' in form ? form.name : form.operator}`)
  }

  /** The value as a whole expression. */
  expression(v: Value): string {
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
