import { EquationError } from './error.ts'
import { type Equation, type Expression, namesIn } from './expression.ts'
import { checkName, parseEquations, parseExpression } from './parse.ts'
import { print } from './print.ts'

/** A rule's own function: of vectors, written to out. Pure: what it should remember belongs in a slot. */
export type VectorFunction = (
  out: Float64Array,
  of: readonly Float64Array[],
  shape: { readonly rows: number; readonly columns: number },
) => void

/** What a rule or a wrapper is compiled from: one link of a pipe. */
export interface Definition {
  /** Its name, for messages. */
  readonly owner: string
  /** The symbols of the hyperparameters. */
  readonly hyperparameters: readonly string[]
  /** What it remembers: each slot's symbol and initial value, a number or an expression of hyperparameters and theta. */
  readonly state: Readonly<Record<string, number | string>>
  /** What its norms, means and sums are of: each layer or matrix row by itself; all parameters unless told otherwise. */
  readonly over?: 'layer' | 'row'
  /** The functions it brings along, by name. */
  readonly functions?: Readonly<Record<string, VectorFunction>>
  /** A rule's equations, one a line. */
  readonly update?: string
  /** A rule's point where the gradient is taken, as an equation: 'y = theta + gamma * v'. */
  readonly at?: string
  /** The symbol of a rule's step size; null where decay by a wrapper would be wrong. */
  readonly rate?: string | null
  /** A rule that is a function: called as a whole. */
  readonly opaque?: boolean
  /** A wrapper's equations before and after what it wraps. */
  readonly before?: string
  readonly after?: string
  /** The condition under which what it wraps makes its step; of a choice, under which the first rule makes it. */
  readonly when?: string
  /** The condition under which what it wraps begins anew after the step. */
  readonly reset?: string
  /** The point that is returned instead of theta. */
  readonly result?: string
}

/** Links as they stand around each other: a wrapper has one inside, a choice two, a rule none. */
export interface Structure {
  readonly definition: Definition
  /** The symbols of the hyperparameters that are schedules. */
  readonly scheduled: ReadonlySet<string>
  readonly inner: readonly Structure[]
}

/** A definition that has been read. */
export interface Link {
  readonly definition: Definition
  readonly scheduled: ReadonlySet<string>
  readonly inner: readonly Link[]
  /** Its place in the structure, counted from outside in. */
  readonly index: number
  /** What its slots are called by: '' for a rule by itself, else 'lookahead.', 'lookahead#2.'. */
  readonly key: string
  readonly at: Equation | undefined
  readonly before: readonly Equation[]
  readonly update: readonly Equation[]
  readonly after: readonly Equation[]
  readonly when: Expression | undefined
  readonly reset: Expression | undefined
  readonly result: Expression | undefined
  /** The slots' initial values. */
  readonly initial: ReadonlyMap<string, Expression>
}

/** The links, from outside in. */
export function linksOf<S extends { readonly inner: readonly S[] }>(structure: S): S[] {
  return [structure, ...structure.inner.flatMap(linksOf)]
}

/** Names that an equation may read and a state or hyperparameter may not be called. */
const given = ['theta', 'g', 't', 'n', 'point', 'f', 'rank', 'rows', 'columns', 'rate']

/** @throws EquationError for text that is not in the language. */
export function readStructure(structure: Structure): Link {
  const all = linksOf(structure)
  const rules = all.filter(s => s.inner.length === 0)
  const seen = new Map<string, number>()
  const keys = all.map(s => {
    if (rules.length === 1 && s === rules[0]) return ''
    const { owner } = s.definition
    const times = (seen.get(owner) ?? 0) + 1
    seen.set(owner, times)
    return times === 1 ? `${owner}.` : `${owner}#${times}.`
  })
  let index = 0
  const read = ({ definition, scheduled, inner }: Structure): Link => {
    const own = readDefinition(definition, scheduled)
    const at = index++
    return { ...own, definition, scheduled, index: at, key: keys[at], inner: inner.map(read) }
  }
  return read(structure)
}

function readDefinition(
  definition: Definition,
  scheduled: ReadonlySet<string>,
): Omit<Link, 'definition' | 'scheduled' | 'index' | 'key' | 'inner'> {
  const { owner, hyperparameters } = definition
  const functions = Object.keys(definition.functions ?? {})
  const equations = (text: string | undefined) => (text === undefined ? [] : parseEquations(text, owner, functions))
  const expression = (text: string | undefined) => (text === undefined ? undefined : parseExpression(text, owner))
  for (const symbol of hyperparameters) checkDeclared(symbol, 'hyperparameter', owner)
  const initial = new Map<string, Expression>()
  for (const [symbol, begins] of Object.entries(definition.state)) {
    checkDeclared(symbol, 'state', owner)
    if (hyperparameters.includes(symbol)) throw new EquationError(owner, `'${symbol}' is a hyperparameter and a state`)
    initial.set(symbol, parseExpression(String(begins), owner))
  }
  for (const [symbol, begins] of initial) {
    for (const used of namesIn(begins)) {
      if (used !== 'theta' && !hyperparameters.includes(used)) {
        const allowed = `the initial value of '${symbol}' may use hyperparameters and theta, not '${used}'`
        throw new EquationError(owner, allowed, print(begins))
      }
      if (scheduled.has(used)) {
        const problem = `'${used}' is where '${symbol}' begins, so it must be a number and not a schedule`
        throw new EquationError(owner, problem, print(begins))
      }
    }
  }
  const at = equations(definition.at)
  if (at.length > 1)
    throw new EquationError(owner, 'the point where the gradient is taken is one equation', at[1].written)
  return {
    at: at[0],
    before: equations(definition.before),
    update: equations(definition.update),
    after: equations(definition.after),
    when: expression(definition.when),
    reset: expression(definition.reset),
    result: expression(definition.result),
    initial,
  }
}

function checkDeclared(symbol: string, what: string, owner: string): void {
  checkName(symbol, owner)
  if (given.includes(symbol)) {
    throw new EquationError(owner, `'${symbol}' is given to every rule and can't be a ${what}`)
  }
}
