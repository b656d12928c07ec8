import type { Parameter } from './environment.ts'
import { type Expression, namesIn, number } from './expression.ts'
import { gather } from './gather.ts'
import { type Definition, type Link, linksOf, readStructure, type Structure, type VectorFunction } from './link.ts'
import { inOrder, type Kind, type Over, rank, type Value } from './value.ts'
import { type Line, type Part, Walk } from './walk.ts'

export type { Parameter } from './environment.ts'
export type { Definition, Link, Structure, VectorFunction } from './link.ts'
export type { Line, Part } from './walk.ts'

/** Something remembered from step to step. */
export interface Slot {
  /** Unique in the program: 'm' of a rule, 'lookahead.phi' of a wrapper. */
  readonly name: string
  readonly symbol: string
  readonly link: Link | undefined
  /** A number for the run, for each layer, for each matrix row, or for each parameter. */
  readonly kind: Exclude<Kind, 'constant'>
  readonly initial: Expression
  /** What it holds after the step; undefined if no equation changes it. */
  readonly next: Value | undefined
  /** Made by the compiler: a running product for b^t, a link's own count of steps. */
  readonly hidden: boolean
}

/** A rule's equations and those of its wrappers, checked and turned into values: what every engine runs. */
export interface Program {
  readonly owner: string
  readonly links: readonly Link[]
  /** The step in reading order, for typesetting. */
  readonly parts: readonly Part[]
  readonly lines: readonly Line[]
  /** All slots; then those that hold one number, and those that hold several. */
  readonly slots: readonly Slot[]
  readonly scalarSlots: readonly Slot[]
  readonly arraySlots: readonly Slot[]
  /** theta after the step. */
  readonly theta: Value
  /** Hyperparameters that stay. */
  readonly constants: readonly Parameter[]
  /** Hyperparameters that are schedules. */
  readonly scheduled: readonly Parameter[]
  /** The point that is returned, of theta and the slots between two steps; undefined where it is theta. */
  readonly result: { readonly link: Link; readonly value: Value } | undefined
  /** The functions that rules brought along, by the name of their call, with what they are called for. */
  readonly functions: ReadonlyMap<string, { readonly call: VectorFunction; readonly over: Over }>
  /** Gradients and Hessian products that a step uses. */
  readonly evaluations: number
  /** What a step asks for besides the gradient that it is given. */
  readonly asked: { readonly value: number; readonly gradient: number }
}

/** @throws EquationError on anything that is not in the language, before any step is made. */
export function compile(definition: Definition, scheduled: ReadonlySet<string> = new Set()): Program {
  return compileStructure({ definition, scheduled, inner: [] })
}

/** The same for a rule with what is wrapped around it. */
export function compileStructure(structure: Structure): Program {
  const root = readStructure(structure)
  const links = linksOf(root)
  // A slot begins as a scalar (as a vector if its initial value contains theta) and becomes what an equation gives it;
  // that may make others vectors, so: again until nothing changes.
  const kinds = new Map<string, Exclude<Kind, 'constant'>>()
  for (const { key, initial } of links) {
    for (const [symbol, begins] of initial)
      kinds.set(`${key}${symbol}`, namesIn(begins).has('theta') ? 'vector' : 'scalar')
  }
  for (let settled = false; !settled; ) {
    settled = true
    for (const [slot, { kind }] of new Walk(root, kinds, false).environment.next) {
      const known = kinds.get(slot)
      if (known !== undefined && rank[kind] > rank[known]) {
        kinds.set(slot, kind as Exclude<Kind, 'constant'>)
        settled = false
      }
    }
  }
  return finish(links, kinds, new Walk(root, kinds, true))
}

function finish(links: readonly Link[], kinds: ReadonlyMap<string, Slot['kind']>, walked: Walk): Program {
  const { theta: moved, next, hidden, parameters } = walked.environment
  // Everything with a name stays whole when products are gathered; values read at some line must survive too.
  const roots = [moved, ...next.values(), ...walked.lines.map(l => l.value)]
  const readings = walked.lines.flatMap(l => [...l.reads.values(), ...(l.active === undefined ? [] : [l.active])])
  const renewed = gather([...roots, ...readings.filter(v => !roots.includes(v))])
  const newest = (v: Value | undefined): Value | undefined => v && renewed.get(v)
  const slots: Slot[] = links.flatMap(link =>
    [...link.initial].map(([symbol, initial]) => {
      const name = `${link.key}${symbol}`
      return { name, symbol, link, kind: kinds.get(name)!, initial, next: newest(next.get(name)), hidden: false }
    }),
  )
  for (const [name, first] of hidden) {
    slots.push({
      name,
      symbol: name,
      link: undefined,
      kind: 'scalar',
      initial: number(first),
      next: newest(next.get(name)),
      hidden: true,
    })
  }
  const theta = renewed.get(moved)!
  const reached = inOrder([theta, ...slots.flatMap(slot => slot.next ?? [])])
  const asks = (v: Value): boolean =>
    (v.form.is === 'read' && v.form.name === 'g') ||
    (v.form.is === 'call' && (v.form.name === 'grad' || v.form.name === 'hessianProduct'))
  const calls = (name: string): number => reached.filter(v => v.form.is === 'call' && v.form.name === name).length
  return {
    owner: links.find(link => link.inner.length === 0)!.definition.owner,
    links,
    parts: walked.parts,
    lines: walked.lines.map(line => ({
      ...line,
      reads: new Map([...line.reads].map(([symbol, v]) => [symbol, renewed.get(v)!])),
      value: renewed.get(line.value)!,
      active: newest(line.active),
    })),
    slots,
    scalarSlots: slots.filter(({ kind }) => kind === 'scalar'),
    arraySlots: slots.filter(({ kind }) => kind !== 'scalar'),
    theta,
    constants: parameters.filter(({ link, symbol }) => !link.scheduled.has(symbol)),
    scheduled: parameters.filter(({ link, symbol }) => link.scheduled.has(symbol)),
    result: walked.result,
    functions: new Map(
      links.flatMap(({ key, definition: { functions = {}, over = 'whole' as Over } }) =>
        Object.entries(functions).map(([name, call]) => [`${key}${name}`, { call, over }] as const),
      ),
    ),
    evaluations: reached.filter(asks).length,
    asked: { value: calls('value'), gradient: calls('grad') },
  }
}
