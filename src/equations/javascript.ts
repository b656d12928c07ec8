import { intoLoops, type Loop, type Store } from './loops.ts'
import { groupRead, type Partition } from './partition.ts'
import { Printer } from './printer.ts'
import type { Parameter, Program, Slot } from './program.ts'
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
  const { constants, loops, after, scalars, groupStores, groupValues, scratch, calls } = intoLoops(program)
  const { scalarSlots, arraySlots } = program
  const called = [...calls.keys()]
  const between = [...after, ...loops.flatMap(l => l.before)]
  const groups = [...groupValues, ...loops.flatMap(l => l.groups)]
  const values = new Set([...constants, ...between, ...groups, ...loops.flatMap(l => [...l.values, ...l.reductions])])
  const printer = new Printer(
    [...values],
    [
      ...[...scalars, ...groupStores].map(s => s.value),
      ...loops.flatMap(l => [...l.stores.map(s => s.value), ...l.keeps, ...l.loads]),
    ],
  )

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
  const ofGroup = (list: readonly Value[], kind: 'layer' | 'row', now: readonly Value[]): string[] =>
    list
      .filter(v => v.kind === kind && !now.includes(v))
      .map(v => {
        printer.forget(v)
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
    body: ((range: string) => string[]) | undefined,
    closing: (kind: 'layer' | 'row') => string[] = () => [],
    closed: readonly string[] = [],
  ): string[] => {
    const sums = (kind: string) => reductions.filter(v => v.kind === kind).map(v => partialSums(v, printer))
    const isIn = (kind: string): boolean => closed.includes(kind) || [...list, ...reductions].some(v => v.kind === kind)
    const [layers, rows] = [isIn('layer'), isIn('row')]
    const group = (kind: 'layer' | 'row', begin: string, end: string, inside: () => string[]): string[] => {
      const own = sums(kind)
      return [
        `for (let $${kind} = ${begin}; $${kind} < ${end}; $${kind}++) {`,
        ...ofGroup(list, kind, reductions),
        ...own.map(s => s.begin),
        ...inside(),
        ...own.map(s => s.end(`$${kind}_n[$${kind}]`)),
        ...reductions.filter(v => v.kind === kind).map(v => `$total${v.id}[$${kind}] = $${v.id}`),
        ...closing(kind),
        '}',
      ]
    }
    const elements = (kind?: 'layer' | 'row'): string[] =>
      body?.(kind ? `$i = $${kind}Begin[$${kind}]; $i < $${kind}Begin[$${kind} + 1]` : '$i = 0; $i < n$') ?? []
    const whole = sums('scalar')
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

  const pass = (loop: Loop): string[] => {
    const before = loop.before.map(step)
    for (const v of [...loop.reads, ...loop.loads]) printer.call(v, `${arrayOf(v)}i`)
    const isEmpty = loop.values.length + loop.stores.length + loop.reductions.length === 0
    if (isEmpty) return before
    const body = (range: string): string[] => [
      `for (let ${range}; $i++) {`,
      ...[...loop.reads, ...loop.loads].map(v => `const ${arrayOf(v)}i = ${arrayOf(v)}[$i]`),
      printer.define(loop.values),
      ...loop.keeps.map(v => `${arrayOf(v)}[$i] = ${printer.expression(v)}`),
      ...loop.reductions.map(v => add(v, printer)),
      ...loop.stores.map(s => `${arrayOfSlot.get(s.name)!}[$i] = ${printer.expression(s.value)}`),
      '}',
    ]
    return [...before, ...over(loop.groups, loop.reductions, body)]
  }
  const kindOfSlot = new Map(arraySlots.map(slot => [slot.name, slot.kind]))
  const storeGroups = (kind: 'layer' | 'row'): string[] =>
    groupStores
      .filter(s => kindOfSlot.get(s.name) === kind)
      .map(s => `${arrayOfSlot.get(s.name)!}[$${kind}] = ${printer.expression(s.value)}`)
  const stored = groupStores.map(s => kindOfSlot.get(s.name)!)
  const storeScalar = ({ name, value }: Store): string =>
    `$scalars[${scalarSlots.findIndex(slot => slot.name === name)}] = ${printer.expression(value)}`

  const groupData = [
    'const { layer: $ofLayers, row: $ofRows, rowsOf: $rowsOf } = $buffers.partition',
    ...[
      ['layer', '$ofLayers'],
      ['row', '$ofRows'],
    ].map(([kind, of]) => {
      const named = ['n', 'rank', 'rows', 'columns'].map(what => `$${kind}_${what} = ${of}.${what}`)
      return `const $${kind}s = ${of}.count, $${kind}Begin = ${of}.begin, ${named.join(', ')}`
    }),
  ]
  const code = [
    "'use strict'",
    ...program.constants.map((parameter, k) => `const ${identifier(parameter)} = $buffers.constants[${k}]`),
    'const n$ = $buffers.partition.n, $scalars = $buffers.scalars',
    ...(groups.length + totals.length + stored.length > 0 ? groupData : []),
    ...arraySlots.map((slot, k) => `const ${arrayOfSlot.get(slot.name)} = $buffers.arrays[${k}]`),
    ...scratch.map((_, k) => `const $scratch${k} = new Float64Array(n$)`),
    ...totals.map(v => `const $total${v.id} = new Float64Array(${v.kind === 'layer' ? '$layers' : '$rows'})`),
    ...called.map((v, k) => {
      const answer = v.kind === 'vector' ? `, $answer${k} = new Float64Array(n$)` : ''
      return `const $ask${k} = $buffers.calls[${k}]${answer}`
    }),
    printer.define(constants, true),
    'return (theta$, g$, $given, t$) => {',
    ...program.scheduled.map((parameter, k) => `const ${identifier(parameter)} = $given[${k}]`),
    ...scalarSlots.map((slot, k) => `const ${reads.get(slot.name)} = $scalars[${k}]`),
    ...loops.flatMap(pass),
    ...after.map(step),
    ...(stored.length > 0 ? over(groupValues, [], undefined, storeGroups, stored) : []),
    ...scalars.map(storeScalar),
    '}',
  ]
  const source = code.filter(line => line !== '').join('\n')
  return {
    source,
    calls: called.map(v => v.form as { name: string; over: Over }),
    // The text comes from the checked tree alone, never from what a user wrote.
    bind: new Function('$buffers', source) as (buffers: Buffers) => Step,
  }
}

/** The partial sums of a reduction. */
const lane = (v: Value, k: number): string => `$${v.id}_${k}`
const isAll = (v: Value): boolean => v.form.is === 'reduce' && v.form.operator === 'all'

/**
 * A reduction around a loop. The four partial sums take turns by being passed on: no index is needed, and four additions
 * are under way at once. After n elements they stand turned by n modulo 4, which the last line undoes.
 */
function partialSums(v: Value, printer: Printer): { begin: string; end: (n: string) => string } {
  const total = `$${v.id}`
  const [a, b, c, d] = [0, 1, 2, 3].map(k => lane(v, k))
  const named = (code: string): string => {
    printer.call(v, total)
    return code
  }
  if (isAll(v)) return { begin: `let ${total} = true`, end: () => named('') }
  return {
    begin: `let ${a} = 0, ${b} = 0, ${c} = 0, ${d} = 0`,
    end: n => named(`const ${total} = ${n} & 1 ? ${d} + ${a} + (${b} + ${c}) : ${a} + ${b} + (${c} + ${d})`),
  }
}

/** One element's part in a reduction. */
function add(v: Value, printer: Printer): string {
  const of = printer.text(v.of[0])
  if (isAll(v)) return `$${v.id} = $${v.id} && ${of}`
  const [a, b, c, d] = [0, 1, 2, 3].map(k => lane(v, k))
  return `const $next${v.id} = ${a} + ${of}; ${a} = ${b}; ${b} = ${c}; ${c} = ${d}; ${d} = $next${v.id}`
}
