import type { Field } from './field.ts'
import { guards } from './guards.ts'
import { groupRead } from './partition.ts'
import { Printer } from './printer.ts'
import type { Program } from './program.ts'
import { Graph, inOrder, type Value } from './value.ts'

/** What a fused descent is run with. Arrays are read at the start and written at the end; in between all is in variables. */
export interface FusedInput<L, S> {
  /** The surface's parameters, in the field's order. */
  readonly parameters: Float64Array
  /** The hyperparameters that stay, in the program's order. */
  readonly constants: Float64Array
  /** The scheduled hyperparameters' values after t updates, in the program's order. */
  readonly scheduled: readonly ((t: number) => number)[]
  readonly scalars: Float64Array
  readonly arrays: readonly Float64Array[]
  readonly theta: Float64Array
  /** Updates made before. */
  readonly done: number
  /** The most updates to make now. */
  readonly steps: number
  /** Written row by row; an empty x keeps no path. */
  readonly x: Float64Array
  readonly value: Float64Array
  readonly gradientNorm: Float64Array
  readonly limits: L
  /** Whether a step that does not move is none, so that the loss that it leaves as it was says nothing. */
  readonly watched: boolean
  /**
   * Gives the limit that is reached at a row, or undefined to go on: of the loss, the loss a row before and the gradient's
   * norm. The same function for every run, so that it can be compiled into the loop.
   */
  readonly reached: (limits: L, value: number, before: number, gradientNorm: number) => S | undefined
}

/** A whole descent as one function: makes the updates, and returns their number and the limit that was reached. */
export type Fused = <L, S>(input: FusedInput<L, S>) => { readonly step: number; readonly stopped: S | undefined }

/**
 * Whether all that the rule asks for is on the surface, its gradient and value at other points, and in every step: one function
 * works out both sides of a choice.
 */
export function isFusable(program: Program): boolean {
  const known = fusable.get(program) ?? areOnSurface(program)
  fusable.set(program, known)
  return known
}

/** Asked before every descent, and the same for all of a program. */
const fusable = new WeakMap<Program, boolean>()

function areOnSurface({ theta, slots }: Program): boolean {
  const { calls } = guards([theta, ...slots.flatMap(slot => slot.next ?? [])])
  return [...calls].every(
    ([{ form }, guard]) => form.is === 'call' && (form.name === 'grad' || form.name === 'value') && guard.length === 0,
  )
}

/**
 * Compiles a rule and a surface of few dimensions together: the gradient flows into the update without passing through
 * memory, and each coordinate is a variable. The operations and their order are those of the separate parts, so that the
 * path is the same, bit for bit.
 */
export function fuse(program: Program, field: Field): Fused {
  return new Function('$input', fusedSource(program, field)) as Fused
}

export function fusedSource(program: Program, field: Field): string {
  const n = field.coordinates.length
  const graph = new Graph()
  const names = new Map<Value, string>()
  const variable = (name: string, constant = false): Value => {
    const value = graph.read(name, constant ? 'constant' : 'scalar')
    names.set(value, name)
    return value
  }

  const theta = field.coordinates.map((_, i) => variable(`$theta${i}`))
  const parameters = new Map(field.parameters.map((p, k) => [p, variable(`$parameter${k}`, true)]))
  /** The surface's values at a point. */
  const surfaceAt = (point: readonly Value[]) =>
    copy(graph, ({ form }) => {
      const i = field.coordinates.indexOf((form as { name: string }).name)
      return i >= 0 ? point[i] : parameters.get((form as { name: string }).name)!
    })
  const onSurface = surfaceAt(theta)
  const value = onSurface(field.value)
  const gradient = field.gradient.map(onSurface)
  const squares = gradient.map(g => graph.apply('square', g))
  const norm = graph.apply(
    'sqrt',
    squares.reduce((a, b) => graph.apply('add', a, b)),
  )

  const { scalarSlots, arraySlots } = program
  const reads = new Map<string, (i: number) => Value>([
    ['theta', i => theta[i]],
    ['g', i => gradient[i]],
    ['t', () => variable('$t')],
    ['n', () => graph.number(n)],
    ['columns', () => graph.number(n)],
    ['rank', () => graph.number(1)],
    ['rows', () => graph.number(1)],
  ])
  program.constants.forEach((parameter, k) => {
    reads.set(parameter.name, () => variable(`$constant${k}`, true))
  })
  program.scheduled.forEach((parameter, k) => {
    reads.set(parameter.name, () => variable(`$scheduled${k}`))
  })
  scalarSlots.forEach((slot, k) => {
    reads.set(slot.name, () => variable(`$scalar${k}`))
  })
  arraySlots.forEach((slot, k) => {
    reads.set(slot.name, i => variable(`$slot${k}_${i}`))
  })
  // The coordinates are one layer of one row.
  const component = expand(
    graph,
    n,
    (name, i) => reads.get(groupRead(name)?.what ?? name)!(i),
    (call, point) => {
      const there = surfaceAt(point)
      return call === 'grad' ? field.gradient.map(there) : [there(field.value)]
    },
  )
  /** A vector has a value for each coordinate, a layer's or a row's slot has one. */
  const lengths = arraySlots.map(slot => (slot.kind === 'vector' ? n : 1))
  const entries = arraySlots.flatMap((slot, k) => Array.from({ length: lengths[k] }, (_, i) => ({ slot, k, i })))

  // What a step changes: the variable, and its new value.
  const changes: { variable: string; next: Value }[] = theta.map((_, i) => ({
    variable: `$theta${i}`,
    next: component(program.theta, i),
  }))
  scalarSlots.forEach((slot, k) => {
    if (slot.next) changes.push({ variable: `$scalar${k}`, next: component(slot.next, 0) })
  })
  for (const { slot, k, i } of entries) {
    if (slot.next) changes.push({ variable: `$slot${k}_${i}`, next: component(slot.next, i) })
  }

  const measured = [value, norm]
  const order = inOrder([...measured, ...changes.map(c => c.next)])
  const printer = new Printer(order, [...measured, ...changes.map(c => c.next)])
  for (const [v, name] of names) printer.call(v, name)
  const applied = order.filter(v => v.form.is === 'apply')
  const constants = printer.define(
    applied.filter(v => v.kind === 'constant'),
    true,
  )
  const varying = applied.filter(v => v.kind !== 'constant')
  const early = new Set(inOrder([value, norm]))
  const observed = [
    printer.define(varying.filter(v => early.has(v))),
    `const $f = ${printer.expression(value)}, $norm = ${printer.expression(norm)}`,
  ]
  const coordinates = theta.map((_, i) => i)
  const update = [
    printer.define(varying.filter(v => !early.has(v))),
    // All new values are worked out before the first variable changes.
    ...changes.map((c, k) => `const $next${k} = ${printer.expression(c.next)}`),
    // The first of them are theta's.
    `const $still = watched && ${coordinates.map(i => `$next${i} === $theta${i}`).join(' && ')}`,
    ...changes.map((c, k) => `${c.variable} = $next${k}`),
  ]
  return [
    "'use strict'",
    'const { theta, x, value, gradientNorm, scalars, arrays, steps, done, limits, watched, reached } = $input',
    ...field.parameters.map((_, k) => `const $parameter${k} = $input.parameters[${k}]`),
    ...program.constants.map((_, k) => `const $constant${k} = $input.constants[${k}]`),
    ...program.scheduled.map((_, k) => `const $schedule${k} = $input.scheduled[${k}]`),
    constants,
    ...coordinates.map(i => `let $theta${i} = theta[${i}]`),
    ...scalarSlots.map((_, k) => `let $scalar${k} = scalars[${k}]`),
    ...entries.map(({ k, i }) => `let $slot${k}_${i} = arrays[${k}][${i}]`),
    'const $keep = x.length > 0',
    'let $before = NaN, $k = 0, $stopped',
    'for (; ; $k++) {',
    ...observed,
    `if ($keep) { ${coordinates.map(i => `x[$k * ${n} + ${i}] = $theta${i}`).join('; ')} }`,
    'value[$k] = $f',
    'gradientNorm[$k] = $norm',
    '$stopped = reached(limits, $f, $before, $norm)',
    'if ($stopped !== undefined || $k === steps) break',
    'const $t = done + $k + 1',
    ...program.scheduled.map(({ clock }, k) => {
      const own = scalarSlots.findIndex(slot => slot.name === clock)
      return `const $scheduled${k} = $schedule${k}(${own < 0 ? '$t - 1' : `$scalar${own}`})`
    }),
    ...update,
    '$before = $still ? NaN : $f',
    '}',
    ...coordinates.map(i => `theta[${i}] = $theta${i}`),
    ...scalarSlots.map((_, k) => `scalars[${k}] = $scalar${k}`),
    ...entries.map(({ k, i }) => `arrays[${k}][${i}] = $slot${k}_${i}`),
    'return { step: $k, stopped: $stopped }',
  ]
    .filter(line => line !== '')
    .join('\n')
}

/** Copies values into another graph; what is read is replaced. */
function copy(graph: Graph, read: (v: Value) => Value): (v: Value) => Value {
  const known = new Map<Value, Value>()
  const copied = (v: Value): Value => {
    let made = known.get(v)
    if (made === undefined) {
      const { form } = v
      if (form.is === 'number') made = graph.number(form.value)
      else if (form.is === 'read') made = read(v)
      else if (form.is === 'apply') made = graph.apply(form.operator.name, ...v.of.map(copied))
      else throw new Error(`a surface has no ${form.is}`)
      known.set(v, made)
    }
    return made
  }
  return copied
}

/** Writes vectors out coordinate by coordinate: value v of coordinate i, as a scalar. */
function expand(
  graph: Graph,
  n: number,
  read: (name: string, i: number) => Value,
  call: (name: string, point: readonly Value[]) => readonly Value[],
): (v: Value, i: number) => Value {
  const known = Array.from({ length: n }, () => new Map<Value, Value>())
  const answers = new Map<Value, readonly Value[]>()
  const answer = (v: Value, name: string): readonly Value[] => {
    let made = answers.get(v)
    if (made === undefined) {
      made = call(
        name,
        known.map((_, k) => component(v.of[0], k)),
      )
      answers.set(v, made)
    }
    return made
  }
  const component = (v: Value, i: number): Value => {
    const at = v.kind === 'vector' ? i : 0
    let made = known[at].get(v)
    if (made === undefined) {
      const { form } = v
      if (form.is === 'number') made = graph.number(form.value)
      else if (form.is === 'read') made = read(form.name, at)
      else if (form.is === 'apply') made = graph.apply(form.operator.name, ...v.of.map(part => component(part, at)))
      else if (form.is === 'call') made = answer(v, form.name)[at]
      else
        made = reduced(
          graph,
          form.operator,
          known.map((_, k) => component(v.of[0], k)),
        )
      known[at].set(v, made)
    }
    return made
  }
  return component
}

/** A sum as four partial sums by index modulo 4, each from 0, as everywhere; or whether all conditions hold. */
function reduced(graph: Graph, operator: 'sum' | 'all', parts: readonly Value[]): Value {
  if (operator === 'all') return parts.reduce((a, b) => graph.apply('and', a, b))
  const lanes = [0, 1, 2, 3].map(lane =>
    parts.filter((_, i) => i % 4 === lane).reduce((total, part) => sum(graph, total, part), graph.number(0)),
  )
  return sum(graph, sum(graph, lanes[0], lanes[1]), sum(graph, lanes[2], lanes[3]))
}

/** A sum without the zeros in it that change no bit: 0 + x is x unless x is -0. */
function sum(graph: Graph, a: Value, b: Value): Value {
  const isZero = ({ form }: Value): boolean => form.is === 'number' && Object.is(form.value, 0)
  if (isZero(a) && isNeverMinusZero(b)) return b
  return isZero(b) && isNeverMinusZero(a) ? a : graph.apply('add', a, b)
}

/** So the norm of a gradient that a rule asks for is the one that is recorded, and its root is taken once. */
function isNeverMinusZero({ form, of }: Value): boolean {
  if (form.is === 'number') return !Object.is(form.value, -0)
  if (form.is !== 'apply') return false
  const { name } = form.operator
  return name === 'square' || name === 'abs' || (name === 'add' && of.some(isNeverMinusZero))
}
