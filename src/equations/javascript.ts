import { intoLoops, type Loop } from './loops.ts'
import type { Operator } from './operators.ts'
import type { Program } from './program.ts'
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

  /** The value as an operand: a name, a literal, or in parentheses. */
  text(v: Value): string {
    const name = this.#names.get(v)
    if (name !== undefined) return name
    const { form } = v
    if (form.is === 'number')
      return form.value < 0 || Object.is(form.value, -0) ? `(${literal(form.value)})` : literal(form.value)
    if (form.is === 'apply') return isCall(form.operator) ? this.expression(v) : `(${this.expression(v)})`
    throw new Error(`no name for ${form.is === 'read' ? form.name : form.operator}`)
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

/** Where a step's data lie: filled in by whoever runs it. */
export interface Buffers {
  readonly n: number
  /** The hyperparameters that stay, in the program's order. */
  readonly constants: Float64Array
  /** The scalar slots, in the program's order. */
  readonly scalars: Float64Array
  /** The vector slots, in the program's order. */
  readonly vectors: readonly Float64Array[]
  /** As many arrays of n as the step needs between its loops. */
  readonly scratch: readonly Float64Array[]
}

/** One update of theta in place. `scheduled` holds this step's values of the scheduled hyperparameters. */
export type Step = (theta: Float64Array, g: Float64Array, scheduled: Float64Array, t: number) => void

/** A program as a function: buffers in, a step out. */
export interface CompiledStep {
  readonly source: string
  readonly scratch: number
  readonly bind: (buffers: Buffers) => Step
}

/** Prints a program as JavaScript that makes a step over n parameters without allocating. */
export function compileStep(program: Program): CompiledStep {
  const { constants, loops, after, scalars, scratch } = intoLoops(program)
  const values = [...constants, ...after, ...loops.flatMap(l => [...l.before, ...l.values, ...l.reductions])]
  const printer = new Printer(values, [
    ...scalars.map(s => s.value),
    ...loops.flatMap(l => [...l.stores.map(s => s.value), ...l.keeps, ...l.loads]),
  ])
  const { scalarSlots, vectorSlots } = program
  const arrayOf = new Map(vectorSlots.map(slot => [slot.name, `${slot.name}$`]))
  arrayOf.set('theta', 'theta$').set('g', 'g$')
  const scratchOf = new Map(scratch.map((v, k) => [v, `$scratch${k}`]))

  // Every scalar the step reads, by the name it is read under.
  const reads = new Map<string, string>([
    ['t', 't$'],
    ['n', 'n$'],
  ])
  for (const symbol of [...program.constants, ...program.scheduled]) reads.set(symbol, `${symbol}$`)
  scalarSlots.forEach((slot, k) => {
    reads.set(slot.name, slot.hidden ? `$power${k}` : `${slot.name}$`)
  })
  const all = new Set(values.flatMap(v => [v, ...v.of]).concat(scalars.map(s => s.value)))
  for (const v of all) if (v.form.is === 'read' && v.kind !== 'vector') printer.call(v, reads.get(v.form.name)!)

  const pass = (loop: Loop): string => {
    const before = printer.define(loop.before, true)
    const sums = loop.reductions.map(v => partialSums(v, printer))
    for (const v of loop.reads) printer.call(v, `${arrayOf.get((v.form as { name: string }).name)!}i`)
    for (const v of loop.loads) printer.call(v, `${scratchOf.get(v)!}i`)
    const inputs = [
      ...loop.reads.map(v => arrayOf.get((v.form as { name: string }).name)!),
      ...loop.loads.map(v => scratchOf.get(v)!),
    ]
    const body = [
      ...inputs.map(array => `const ${array}i = ${array}[$i]`),
      printer.define(loop.values),
      ...loop.keeps.map(v => `${scratchOf.get(v)!}[$i] = ${printer.expression(v)}`),
      ...sums.map(s => s.add()),
      ...loop.stores.map(s => `${arrayOf.get(s.name)!}[$i] = ${printer.expression(s.value)}`),
    ]
    return [
      before,
      ...sums.map(s => s.begin),
      `for (let $i = 0; $i < n$; $i++) {`,
      ...body,
      '}',
      ...sums.map(s => s.end()),
    ].join('\n')
  }

  const code = [
    "'use strict'",
    ...program.constants.map((symbol, k) => `const ${symbol}$ = $buffers.constants[${k}]`),
    'const n$ = $buffers.n, $scalars = $buffers.scalars',
    ...vectorSlots.map((slot, k) => `const ${slot.name}$ = $buffers.vectors[${k}]`),
    ...scratch.map((_, k) => `const $scratch${k} = $buffers.scratch[${k}]`),
    printer.define(constants, true),
    'return (theta$, g$, $given, t$) => {',
    ...program.scheduled.map((symbol, k) => `const ${symbol}$ = $given[${k}]`),
    ...scalarSlots.map((slot, k) => `const ${reads.get(slot.name)} = $scalars[${k}]`),
    ...loops.map(pass),
    printer.define(after, true),
    ...scalars.map(
      s => `$scalars[${scalarSlots.findIndex(slot => slot.name === s.name)}] = ${printer.expression(s.value)}`,
    ),
    '}',
  ]
  const source = code.filter(line => line !== '').join('\n')
  // The text comes from the checked tree alone, never from what a user wrote.
  return { source, scratch: scratch.length, bind: new Function('$buffers', source) as (buffers: Buffers) => Step }
}

/**
 * A reduction inside a loop. The four partial sums take turns by being passed on: no index is needed, and four additions
 * are under way at once. After n elements they stand turned by n modulo 4, which the last line undoes.
 */
function partialSums(v: Value, printer: Printer): { begin: string; add: () => string; end: () => string } {
  const s = (k: number): string => `$${v.id}_${k}`
  const total = `$${v.id}`
  const of = v.of[0]
  if (v.form.is === 'reduce' && v.form.operator === 'all') {
    return {
      begin: `let ${total} = true`,
      add: () => `${total} = ${total} && ${printer.text(of)}`,
      end: () => {
        printer.call(v, total)
        return ''
      },
    }
  }
  return {
    begin: `let ${s(0)} = 0, ${s(1)} = 0, ${s(2)} = 0, ${s(3)} = 0`,
    add: () =>
      `const $next${v.id} = ${s(0)} + ${printer.text(of)}; ${s(0)} = ${s(1)}; ${s(1)} = ${s(2)}; ${s(2)} = ${s(3)}; ${s(3)} = $next${v.id}`,
    end: () => {
      printer.call(v, total)
      return `const ${total} = n$ & 1 ? ${s(3)} + ${s(0)} + (${s(1)} + ${s(2)}) : ${s(0)} + ${s(1)} + (${s(2)} + ${s(3)})`
    },
  }
}
