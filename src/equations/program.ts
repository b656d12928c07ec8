import { EquationError } from './error.ts'
import { apply, type Equation, type Expression, name, namesIn, number } from './expression.ts'
import { gather } from './gather.ts'
import { lower } from './lower.ts'
import { suggestion } from './nearest.ts'
import { checkName, parseEquations, parseExpression } from './parse.ts'
import { print } from './print.ts'
import { Graph, type Value } from './value.ts'

/** What a rule's equations are compiled from. */
export interface Definition {
  /** The rule's name, for messages. */
  readonly owner: string
  /** The equations, one a line. */
  readonly update: string
  /** The symbols of the hyperparameters. */
  readonly hyperparameters: readonly string[]
  /** What the rule remembers: each slot's symbol and initial value, a number or an expression of hyperparameters and theta. */
  readonly state: Readonly<Record<string, number | string>>
}

/** Something remembered from step to step. */
export interface Slot {
  readonly name: string
  readonly kind: 'scalar' | 'vector'
  readonly initial: Expression
  /** What it holds after the step; undefined if no equation changes it. */
  readonly next: Value | undefined
  /** Made by the compiler: a running product for b^t. */
  readonly hidden: boolean
}

/** One equation in a compiled rule: what its names hold there, and what it gives. */
export interface Line {
  readonly equation: Equation
  readonly reads: ReadonlyMap<string, Value>
  readonly value: Value
}

/** A rule's equations, checked and turned into values: what every engine runs. */
export interface Program {
  readonly owner: string
  readonly lines: readonly Line[]
  /** All slots; then those that hold a scalar, and those that hold a vector. */
  readonly slots: readonly Slot[]
  readonly scalarSlots: readonly Slot[]
  readonly vectorSlots: readonly Slot[]
  /** theta after the step. */
  readonly theta: Value
  /** Hyperparameters that stay, by symbol. */
  readonly constants: readonly string[]
  /** Hyperparameters that are schedules, by symbol. */
  readonly scheduled: readonly string[]
}

/** Names that an equation may read and a state or hyperparameter may not be called. */
const given = ['theta', 'g', 't', 'n'] as const

/** @throws EquationError on anything that is not in the language, before any step is made. */
export function compile(definition: Definition, scheduled: ReadonlySet<string> = new Set()): Program {
  const { owner } = definition
  const equations = parseEquations(definition.update, owner)
  const initial = new Map<string, Expression>()
  for (const symbol of definition.hyperparameters) checkDeclared(symbol, 'hyperparameter', owner)
  for (const [symbol, begins] of Object.entries(definition.state)) {
    checkDeclared(symbol, 'state', owner)
    if (definition.hyperparameters.includes(symbol))
      throw new EquationError(owner, `'${symbol}' is a hyperparameter and a state`)
    initial.set(symbol, parseExpression(String(begins), owner))
  }
  for (const [symbol, begins] of initial) {
    for (const used of namesIn(begins)) {
      if (used !== 'theta' && !definition.hyperparameters.includes(used)) {
        throw new EquationError(
          owner,
          `the initial value of '${symbol}' may use hyperparameters and theta, not '${used}'`,
          print(begins),
        )
      }
    }
  }
  // A slot begins as a scalar (as a vector if its initial value contains theta) and becomes a vector when an equation
  // gives it one; that may make others vectors, so: again until nothing changes.
  const vectors = new Set([...initial].filter(([, e]) => namesIn(e).has('theta')).map(([symbol]) => symbol))
  for (;;) {
    const known = vectors.size
    const walked = walk(definition, equations, initial, scheduled, vectors, false)
    for (const [symbol, next] of walked.next) if (next.kind === 'vector' && initial.has(symbol)) vectors.add(symbol)
    if (vectors.size === known) {
      return finish(
        definition,
        initial,
        scheduled,
        vectors,
        walk(definition, equations, initial, scheduled, vectors, true),
      )
    }
  }
}

function checkDeclared(symbol: string, what: string, owner: string): void {
  checkName(symbol, owner)
  if ((given as readonly string[]).includes(symbol))
    throw new EquationError(owner, `'${symbol}' is given to every rule and can't be a ${what}`)
}

/** What one reading of the equations, top to bottom, yields. */
interface Walked {
  readonly lines: Line[]
  readonly next: Map<string, Value>
  /** The running products that were needed: the slot's name, and its base. */
  readonly powers: Map<string, Value>
  readonly read: Set<string>
}

function walk(
  definition: Definition,
  equations: readonly Equation[],
  initial: ReadonlyMap<string, Expression>,
  scheduled: ReadonlySet<string>,
  vectors: ReadonlySet<string>,
  /** Whether what is a scalar here stays one: only then is a scalar in a vector's place wrong. */
  kindsKnown: boolean,
): Walked {
  const { owner } = definition
  const graph = new Graph()
  const holds = new Map<string, Value>([
    ['theta', graph.read('theta', 'vector')],
    ['g', graph.read('g', 'vector')],
    ['t', graph.read('t', 'scalar')],
    ['n', graph.read('n', 'constant')],
  ])
  for (const symbol of definition.hyperparameters) {
    holds.set(symbol, graph.read(symbol, scheduled.has(symbol) ? 'scalar' : 'constant'))
  }
  for (const symbol of initial.keys()) holds.set(symbol, graph.read(symbol, vectors.has(symbol) ? 'vector' : 'scalar'))

  const hyperparameters = new Set(definition.hyperparameters)
  const assigned = new Set<string>()
  const result: Walked = { lines: [], next: new Map(), powers: new Map(), read: new Set() }
  for (const equation of equations) {
    const fail = (problem: string): never => {
      throw new EquationError(owner, problem, equation.written)
    }
    const target = equation.name
    if (hyperparameters.has(target)) fail(`'${target}' is a hyperparameter: the equations can read it, not change it`)
    if (target === 't' || target === 'n') fail(`'${target}' can be read, not changed`)
    if (assigned.has(target) && target !== 'theta' && target !== 'g')
      fail(`'${target}' has an equation already: only theta and g may have two`)

    const reads = new Map<string, Value>()
    const lookup = (symbol: string): Value => {
      const value = holds.get(symbol)
      if (value === undefined) {
        if (equations.some(e => e.name === symbol)) {
          return fail(
            `'${symbol}' is read before its equation: put that above, or make '${symbol}' a state if last step's is meant`,
          )
        }
        return fail(`unknown symbol '${symbol}'${suggestion(symbol, holds.keys())}`)
      }
      reads.set(symbol, value)
      result.read.add(symbol)
      return value
    }
    const runningPower = (base: Expression): Value | undefined => {
      if (![...namesIn(base)].every(symbol => hyperparameters.has(symbol))) return undefined
      const slot = print(apply('power', base, name('t')))
      lookup('t')
      const factor = lower(base, { graph, owner, text: equation.written, lookup })
      result.powers.set(slot, factor)
      return graph.apply('multiply', graph.read(slot, 'scalar'), factor)
    }
    const value = lower(equation.right, { graph, owner, text: equation.written, lookup, runningPower, kindsKnown })
    if ((target === 'theta' || target === 'g' || initial.has(target)) && value.sort === 'condition') {
      fail(`'${target}' is a number, and its equation gives a condition`)
    }
    if (kindsKnown && (target === 'theta' || target === 'g') && value.kind !== 'vector')
      fail(`'${target}' is a vector, and its equation gives a scalar`)
    if (kindsKnown && vectors.has(target) && value.kind !== 'vector')
      fail(`'${target}' begins as a vector, and its equation gives a scalar`)
    holds.set(target, value)
    assigned.add(target)
    result.lines.push({ equation, reads, value })
    if (target === 'theta' || initial.has(target)) result.next.set(target, value)
  }
  for (const [slot, factor] of result.powers)
    result.next.set(slot, graph.apply('multiply', graph.read(slot, 'scalar'), factor))
  if (!result.next.has('theta')) throw new EquationError(owner, 'no equation gives theta: without one nothing moves')
  for (const symbol of initial.keys()) {
    if (!result.read.has(symbol))
      throw new EquationError(owner, `the state '${symbol}' is never read (states: ${[...initial.keys()].join(', ')})`)
  }
  const idle = definition.hyperparameters.find(
    s => !result.read.has(s) && ![...initial.values()].some(e => namesIn(e).has(s)),
  )
  if (idle !== undefined) throw new EquationError(owner, `the hyperparameter '${idle}' is in no equation`)
  return result
}

function finish(
  definition: Definition,
  initial: ReadonlyMap<string, Expression>,
  scheduled: ReadonlySet<string>,
  vectors: ReadonlySet<string>,
  walked: Walked,
): Program {
  // Everything with a name stays whole when products are gathered; values read at some line must survive too.
  const roots = [...walked.next.values(), ...walked.lines.map(l => l.value)]
  const readings = walked.lines.flatMap(l => [...l.reads.values()])
  const renewed = gather([...roots, ...readings.filter(v => !roots.includes(v))])
  const slot = (name: string, begins: Expression, hidden: boolean): Slot => {
    const next = walked.next.get(name)
    return {
      name,
      kind: vectors.has(name) ? 'vector' : 'scalar',
      initial: begins,
      next: next && renewed.get(next),
      hidden,
    }
  }
  const slots = [
    ...[...initial].map(([symbol, begins]) => slot(symbol, begins, false)),
    ...[...walked.powers.keys()].map(symbol => slot(symbol, number(1), true)),
  ]
  return {
    owner: definition.owner,
    lines: walked.lines.map(l => ({
      equation: l.equation,
      reads: new Map([...l.reads].map(([symbol, v]) => [symbol, renewed.get(v)!])),
      value: renewed.get(l.value)!,
    })),
    slots,
    scalarSlots: slots.filter(({ kind }) => kind === 'scalar'),
    vectorSlots: slots.filter(({ kind }) => kind === 'vector'),
    theta: renewed.get(walked.next.get('theta')!)!,
    constants: definition.hyperparameters.filter(s => !scheduled.has(s)),
    scheduled: definition.hyperparameters.filter(s => scheduled.has(s)),
  }
}
