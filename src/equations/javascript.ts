import { type Branch, branches } from './branches.ts'
import { intoLoops, type Loop, type Store } from './loops.ts'
import { add, partialSums, total } from './partial-sums.ts'
import { groupRead, type Partition } from './partition.ts'
import { Printer } from './printer.ts'
import type { Parameter, Program, Slot } from './program.ts'
import { stepSource } from './step-source.ts'
import type { Over, Value } from './value.ts'

/** Answers a call: its arguments in order, and for a vector the array to write to; else it returns a number. */
export type Answer = (...of: (Float64Array | number | boolean)[]) => unknown

/** Where a step's data lie: filled in by whoever runs it. */
export interface Buffers {
  readonly partition: Partition
  /** The hyperparameters that stay, in the program's order. */
  readonly constants: Float64Array
  /** The scalar slots, in the program's order. */
  readonly scalars: Float64Array
  /** The slots of several numbers, in the program's order. */
  readonly arrays: readonly Float64Array[]
  /** What answers the calls, in the compiled step's order. */
  readonly calls: readonly Answer[]
}

/** One update of theta in place. `scheduled` holds this step's values of the scheduled hyperparameters. */
export type Step = (theta: Float64Array, g: Float64Array, scheduled: Float64Array, t: number) => void

/** A program as a function: buffers in, a step out. */
export interface CompiledStep {
  readonly source: string
  /** The calls that the step makes: by name, for all parameters or for each layer. */
  readonly calls: readonly { readonly name: string; readonly over: Over }[]
  readonly bind: (buffers: Buffers) => Step
}

/** What a slot or hyperparameter is called in JavaScript: its symbol, and the link's number where it is a wrapper's. */
const identifier = ({ symbol, link }: Parameter | Slot): string =>
  `${symbol}$${link === undefined || link.key === '' ? '' : link.index}`

/** Prints a program as JavaScript that makes a step over n parameters without allocating. */
export function compileStep(program: Program): CompiledStep {
  const { constants, loops, after, scalars, groupStores, groupValues, scratch, calls, wanted, earliest } =
    intoLoops(program)
  const { scalarSlots, arraySlots } = program
  const called = [...calls.keys()]
  const between = [...after, ...loops.flatMap(l => l.before)]
  const groups = [...groupValues, ...loops.flatMap(l => l.groups)]
  const values = new Set([...constants, ...between, ...groups, ...loops.flatMap(l => [...l.values, ...l.reductions])])
  // What is worked out once a step or less often: each has a name. What is worked out for each element is printed loop by loop.
  const printer = new Printer([], [])

  // Where each vector lies, and what holds several numbers without being one.
  const arrayOfSlot = new Map(arraySlots.map(slot => [slot.name, `${identifier(slot)}s`]))
  arrayOfSlot.set('theta', 'theta$').set('g', 'g$')
  const arrayOf = (v: Value): string => {
    if (v.form.is === 'read') return arrayOfSlot.get(v.form.name)!
    return v.form.is === 'call' ? `$answer${called.indexOf(v)}` : `$scratch${scratch.indexOf(v)}`
  }
  const totals = [...values].filter(v => v.form.is === 'reduce' && v.form.over !== 'whole')

  // Every scalar the step reads, by the name it is read under.
  const reads = new Map<string, string>([
    ['t', 't$'],
    ['n', 'n$'],
    ['columns', 'n$'],
    ['rows', '1'],
    ['rank', '1'],
  ])
  for (const parameter of [...program.constants, ...program.scheduled]) reads.set(parameter.name, identifier(parameter))
  scalarSlots.forEach((slot, k) => {
    reads.set(slot.name, slot.hidden ? `$power${k}` : identifier(slot))
  })
  for (const v of new Set([...values].flatMap(v => [v, ...v.of]).concat(scalars.map(s => s.value)))) {
    if (v.form.is === 'read' && (v.kind === 'constant' || v.kind === 'scalar')) {
      printer.call(v, reads.get(v.form.name)!)
    }
  }

  /** Scalars and calls between two loops. */
  const step = (v: Value): string => {
    if (v.form.is !== 'call') return printer.define([v], true)
    const k = called.indexOf(v)
    const of = v.of.map(part => (part.kind === 'vector' ? arrayOf(part) : printer.text(part)))
    if (v.kind === 'scalar') {
      const code = `const $${v.id} = $ask${k}(${of.join(', ')})`
      printer.call(v, `$${v.id}`)
      return code
    }
    const guard = calls.get(v)!.map(({ condition, holds }) => `${holds ? '' : '!'}${printer.text(condition)}`)
    const ask = `$ask${k}(${[...of, arrayOf(v)].join(', ')})`
    return guard.length === 0 ? ask : `if (${guard.join(' && ')}) ${ask}`
  }

  /** What a group's own values are worked out from and by, at the beginning of the group. */
  const ofGroup = (list: readonly Value[], kind: 'layer' | 'row', printer: Printer): string[] =>
    list
      .filter(v => v.kind === kind)
      .map(v => {
        if (v.form.is === 'apply') return printer.define([v], true).trimEnd()
        const found = v.form.is === 'read' ? groupRead(v.form.name) : undefined
        const array = v.form.is === 'reduce' ? `$total${v.id}` : found ? `$${found.of}_${found.what}` : arrayOf(v)
        printer.call(v, `$${v.id}`)
        return `const $${v.id} = ${array}[$${kind}]`
      })

  /** A pass over the elements, group by group where a group has values of its own. */
  const over = (
    list: readonly Value[],
    reductions: readonly Value[],
    printer: Printer,
    body: ((range: string) => string[]) | undefined,
    closing: (kind: 'layer' | 'row') => string[] = () => [],
    closed: readonly string[] = [],
  ): string[] => {
    const isIn = (kind: string): boolean => closed.includes(kind) || [...list, ...reductions].some(v => v.kind === kind)
    const [layers, rows] = [isIn('layer'), isIn('row')]
    const group = (kind: 'layer' | 'row', begin: string, end: string, inside: () => string[]): string[] => {
      const own = reductions.filter(v => v.kind === kind)
      const sums = own.map(partialSums)
      return [
        `for (let $${kind} = ${begin}; $${kind} < ${end}; $${kind}++) {`,
        ...ofGroup(
          list.filter(v => !own.includes(v)),
          kind,
          printer,
        ),
        ...sums.flatMap(s => [s.declare, s.begin]),
        ...inside(),
        ...sums.map(s => s.end(`$${kind}_n[$${kind}]`)),
        ...own.map(v => `$total${v.id}[$${kind}] = ${total(v)}`),
        ...closing(kind),
        '}',
      ]
    }
    const elements = (kind?: 'layer' | 'row'): string[] =>
      body?.(
        kind ? `$i = $${kind}Begin[$${kind}], $end = $${kind}Begin[$${kind} + 1]; $i < $end` : '$i = 0; $i < n$',
      ) ?? []
    const whole = reductions.filter(v => v.kind === 'scalar').map(partialSums)
    const inRows = (begin: string, end: string) => group('row', begin, end, () => elements('row'))
    const passes = layers
      ? group('layer', '0', '$layers', () =>
          rows ? inRows('$rowsOf[$layer]', '$rowsOf[$layer + 1]') : elements('layer'),
        )
      : rows
        ? inRows('0', '$rows')
        : elements()
    return [...whole.map(s => s.begin), ...passes, ...whole.map(s => s.end('n$'))]
  }

  const branch = (of: Branch): string[] => {
    if (of.is === 'either') {
      const [yes, no] = [branch(of.yes), branch(of.no)]
      const condition = printer.text(of.condition)
      if (yes.length === 0) return no.length === 0 ? [] : [`if (!${condition}) {`, ...no, '}']
      return [`if (${condition}) {`, ...yes, ...(no.length === 0 ? [] : ['} else {', ...no]), '}']
    }
    const { values, groups, reads, loads, keeps, reductions, stores } = of.loop
    if (keeps.length + stores.length + reductions.length === 0) return []
    const roots = [...stores.map(s => s.value), ...keeps]
    const own = new Printer([...values, ...groups, ...reductions], roots, printer, of.assumed)
    for (const v of [...reads, ...loads]) own.call(v, `${arrayOf(v)}i`)
    const body = (range: string): string[] => [
      `for (let ${range}; $i++) {`,
      ...[...reads, ...loads].map(v => `const ${arrayOf(v)}i = ${arrayOf(v)}[$i]`),
      own.define(values),
      ...keeps.map(v => `${arrayOf(v)}[$i] = ${own.expression(v)}`),
      ...reductions.map(v => add(v, own)),
      ...stores.map(s => `${arrayOfSlot.get(s.name)!}[$i] = ${own.expression(s.value)}`),
      '}',
    ]
    return over(groups, reductions, own, body)
  }
  const pass = (loop: Loop, k: number): string[] => {
    const before = loop.before.map(step)
    const sums = loop.reductions.filter(v => v.kind === 'scalar')
    const passes = branch(branches(loop, condition => earliest.get(condition)! <= k, wanted))
    for (const v of sums) printer.call(v, total(v))
    return [...before, ...sums.map(v => partialSums(v).declare), ...passes]
  }
  const kindOfSlot = new Map(arraySlots.map(slot => [slot.name, slot.kind]))
  /** Slots of layers and rows are written when all is known. */
  const storeGroups = (): string[] => {
    const own = new Printer([], [], printer)
    const closing = (kind: 'layer' | 'row'): string[] =>
      groupStores
        .filter(s => kindOfSlot.get(s.name) === kind)
        .map(s => `${arrayOfSlot.get(s.name)!}[$${kind}] = ${own.expression(s.value)}`)
    return over(groupValues, [], own, undefined, closing, stored)
  }
  const stored = groupStores.map(s => kindOfSlot.get(s.name)!)
  const storeScalar = ({ name, value }: Store): string =>
    `$scalars[${scalarSlots.findIndex(slot => slot.name === name)}] = ${printer.expression(value)}`

  const named = (v: Value): string => {
    const code = printer.expression(v)
    printer.call(v, `$${v.id}`)
    return code
  }
  // What a run holds, from the steadiest on.
  const held: [name: string, code: string][] = [
    ...program.constants.map((parameter, k): [string, string] => [identifier(parameter), `$buffers.constants[${k}]`]),
    ['n$', '$buffers.partition.n'],
    ['$scalars', '$buffers.scalars'],
    ['$rowsOf', '$buffers.partition.rowsOf'],
    ...(['layer', 'row'] as const).flatMap((kind): [string, string][] => [
      [`$${kind}s`, `$buffers.partition.${kind}.count`],
      [`$${kind}Begin`, `$buffers.partition.${kind}.begin`],
      ...['n', 'rank', 'rows', 'columns'].map((what): [string, string] => [
        `$${kind}_${what}`,
        `$buffers.partition.${kind}.${what}`,
      ]),
    ]),
    ...arraySlots.map((slot, k): [string, string] => [arrayOfSlot.get(slot.name)!, `$buffers.arrays[${k}]`]),
    ...scratch.map((_, k): [string, string] => [`$scratch${k}`, 'new Float64Array(n$)']),
    ...totals.map((v): [string, string] => [`$total${v.id}`, `new Float64Array($${v.kind}s)`]),
    ...called.flatMap((v, k): [string, string][] => [
      [`$ask${k}`, `$buffers.calls[${k}]`],
      ...(v.kind === 'vector' ? [[`$answer${k}`, 'new Float64Array(n$)'] as [string, string]] : []),
    ]),
    ...constants.map((v): [string, string] => [`$${v.id}`, named(v)]),
  ]
  const body = [
    ...program.scheduled.map((parameter, k) => `const ${identifier(parameter)} = $given[${k}]`),
    ...scalarSlots.map((slot, k) => `const ${reads.get(slot.name)} = $scalars[${k}]`),
    ...loops.flatMap(pass),
    ...after.map(step),
    ...(stored.length > 0 ? storeGroups() : []),
    ...scalars.map(storeScalar),
  ]
  const source = stepSource(held, body)
  return {
    source,
    calls: called.map(v => v.form as { name: string; over: Over }),
    // The text comes from the checked tree alone, never from what a user wrote.
    bind: new Function('$buffers', source) as (buffers: Buffers) => Step,
  }
}
