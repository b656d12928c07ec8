import { differentiate } from './differentiate.ts'
import { EquationError } from './error.ts'
import { type Expression, namesIn } from './expression.ts'
import { gather } from './gather.ts'
import { lower } from './lower.ts'
import { suggestion } from './nearest.ts'
import { checkName, parseExpression } from './parse.ts'
import { Printer } from './printer.ts'
import { coordinatesIn, expand, isGeneral } from './series.ts'
import { Graph, inOrder, type Value } from './value.ts'

/** A function of coordinates, with its derivatives, once its parameters have their numbers. */
export interface FieldFunctions {
  readonly value: (x: ArrayLike<number>) => number
  /** Writes to out, which must have room. */
  readonly gradient: (x: ArrayLike<number>, out: Float64Array) => void
  /** Row by row. */
  readonly hessian: (x: ArrayLike<number>, out: Float64Array) => void
}

/** A scalar field: an expression in coordinates and parameters, with its exact gradient and Hessian. */
export interface Field {
  readonly owner: string
  /** As it is written: with sums over coordinates, where it is for any number of them. */
  readonly written: Expression
  /** The same with all sums written out. */
  readonly expression: Expression
  /** Whether the equation is one for any number of dimensions. */
  readonly general: boolean
  /** The coordinates' names, in order. */
  readonly coordinates: readonly string[]
  readonly parameters: readonly string[]
  readonly value: Value
  readonly gradient: readonly Value[]
  /** The functions for given parameters. */
  readonly bind: (parameters: Float64Array) => FieldFunctions
}

/** Where the expression is: its coordinates by name, or their number for an equation that is for any. */
export type Space = { readonly coordinates?: readonly string[]; readonly dimension?: number }

/**
 * Reads an expression in x, in x and y, or in x_1 to x_n (or in the coordinates that are named); or in x(1) to x(n), with sums and
 * products over them. The gradient and the Hessian come from it by the rules of calculus.
 * @throws EquationError for anything that is not in the language.
 */
export function field(
  text: string,
  parameters: readonly string[],
  owner: string,
  { coordinates, dimension = 2 }: Space = {},
): Field {
  const written = parseExpression(text, owner, 'series')
  const general = coordinates === undefined && isGeneral(written, parameters)
  if (general && parameters.includes('n'))
    throw new EquationError(owner, "'n' is the number of coordinates here and can't be a parameter", text)
  const expression = general ? expand(written, dimension, owner) : written
  for (const parameter of parameters) checkName(parameter, owner)
  const names =
    coordinates ?? (general ? coordinatesIn(dimension) : undefined) ?? spaceOf(expression, parameters, owner, text)
  checkSymbols(expression, names, parameters, owner, text)

  const graph = new Graph()
  const reads = new Map<string, Value>([
    ...names.map(x => [x, graph.read(x, 'vector')] as const),
    ...parameters.map(p => [p, graph.read(p, 'constant')] as const),
  ])
  const lowered = (e: Expression): Value =>
    lower(e, { graph, owner, text, coordinates: true, lookup: symbol => reads.get(symbol)! })
  // Before it is differentiated: this is what complains of all that a field can't have.
  const value = lowered(expression)
  if (value.sort !== 'number')
    throw new EquationError(owner, 'a surface must be a number, and this is a condition', text)
  const slopes = names.map(x => differentiate(expression, x))
  const gradient = slopes.map(lowered)

  const renewed = gather([value, ...gradient])
  const functionsOf = compileOnce((roots: 'value' | 'gradient' | 'hessian') => {
    if (roots === 'value') return source([renewed.get(value)!], names, parameters, true)
    if (roots === 'gradient')
      return source(
        gradient.map(v => renewed.get(v)!),
        names,
        parameters,
        false,
      )
    // Second derivatives are rarely asked for, so they wait until they are.
    const all = slopes.flatMap(slope => names.map(x => lowered(differentiate(slope, x))))
    const second = gather(all)
    return source(
      all.map(v => second.get(v)!),
      names,
      parameters,
      false,
    )
  })
  return {
    owner,
    written,
    expression,
    general,
    coordinates: names,
    parameters,
    value: renewed.get(value)!,
    gradient: gradient.map(v => renewed.get(v)!),
    bind: numbers => {
      const bound = <T>(roots: 'value' | 'gradient' | 'hessian'): T => functionsOf(roots)(numbers) as T
      let second: FieldFunctions['hessian'] | undefined
      return {
        value: bound<FieldFunctions['value']>('value'),
        gradient: bound<FieldFunctions['gradient']>('gradient'),
        hessian: (x, out) => {
          second ??= bound<FieldFunctions['hessian']>('hessian')
          second(x, out)
        },
      }
    },
  }
}

/** The names that coordinates have. */
const coordinate = /^(x|y|x_[1-9]\d*)$/

/** The coordinates an expression is in: x; x and y; or x_1 to x_n without a gap. */
function spaceOf(e: Expression, parameters: readonly string[], owner: string, text: string): string[] {
  const taken = parameters.find(parameter => coordinate.test(parameter))
  if (taken !== undefined) throw new EquationError(owner, `'${taken}' is a coordinate and can't be a parameter`, text)
  const numbers = [...namesIn(e)].filter(symbol => /^x_[1-9]\d*$/.test(symbol)).map(symbol => Number(symbol.slice(2)))
  if (numbers.length === 0) return namesIn(e).has('y') ? ['x', 'y'] : ['x']
  const missing = numbers.map((_, i) => i + 1).find(i => !numbers.includes(i))
  if (missing !== undefined)
    throw new EquationError(owner, `there is an x_${Math.max(...numbers)} and no x_${missing}`, text)
  return numbers.map((_, i) => `x_${i + 1}`)
}

function checkSymbols(
  e: Expression,
  coordinates: readonly string[],
  parameters: readonly string[],
  owner: string,
  text: string,
): void {
  const known = [...coordinates, ...parameters]
  for (const symbol of namesIn(e)) {
    if (!known.includes(symbol))
      throw new EquationError(owner, `unknown symbol '${symbol}'${suggestion(symbol, known)}`, text)
  }
  const clash = parameters.find(parameter => coordinates.includes(parameter))
  if (clash !== undefined) throw new EquationError(owner, `'${clash}' is a coordinate and a parameter`, text)
  const unused = parameters.find(parameter => !namesIn(e).has(parameter))
  if (unused !== undefined) throw new EquationError(owner, `the parameter '${unused}' is not in the equation`, text)
}

type Bound = (parameters: Float64Array) => unknown

function compileOnce(
  make: (roots: 'value' | 'gradient' | 'hessian') => string,
): (roots: 'value' | 'gradient' | 'hessian') => Bound {
  const known = new Map<string, Bound>()
  return roots => {
    let bound = known.get(roots)
    if (bound === undefined) {
      // The text comes from the checked tree alone, never from what a user wrote.
      bound = new Function('$parameters', make(roots)) as Bound
      known.set(roots, bound)
    }
    return bound
  }
}

/** The JavaScript of a function of x: returns its one root, or writes them all to $out. */
function source(
  roots: readonly Value[],
  coordinates: readonly string[],
  parameters: readonly string[],
  returns: boolean,
): string {
  const order = inOrder(roots)
  const printer = new Printer(order, roots)
  for (const v of order) if (v.form.is === 'read') printer.call(v, `${v.form.name}$`)
  const constants = order.filter(v => v.form.is === 'apply' && v.kind === 'constant')
  const varying = order.filter(v => v.form.is === 'apply' && v.kind !== 'constant')
  return [
    "'use strict'",
    ...parameters.map((p, k) => `const ${p}$ = $parameters[${k}]`),
    printer.define(constants, true),
    returns ? 'return $x => {' : 'return ($x, $out) => {',
    ...coordinates.map((x, k) => `const ${x}$ = $x[${k}]`),
    printer.define(varying),
    ...(returns
      ? [`return ${printer.expression(roots[0])}`]
      : roots.map((root, k) => `$out[${k}] = ${printer.expression(root)}`)),
    '}',
  ].join('\n')
}
