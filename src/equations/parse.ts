import { create, type MathNode, parseDependencies } from 'mathjs/number'
import { EquationError, type Written } from './error.ts'
import { apply, type Equation, type Expression, name, number } from './expression.ts'
import { suggestion } from './nearest.ts'
import { type Operator, operators, ownFunction } from './operators.ts'
import { seriesOperators } from './series.ts'

// mathjs only reads. Its evaluation compares with a tolerance, and knows units and e and i: none of that is wanted here.
// Putting its parser together takes a while, so it waits for the first equation.
let parser: { readonly parse: (text: string) => MathNode } | undefined

/** A letter, then letters and digits; then parts after underscores, each a subscript: beta_1, mhat, rho_inf. */
const namePattern = /^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/

/** Names that mathematics has taken, so that no one reads them as something else. */
const reserved = new Set(['e', 'i', 'Infinity', 'NaN', 'true', 'false', 'null', 'undefined', 'end', 'pi'])

/** mathjs's operator names, as ours. What is not here is refused. */
const infix: ReadonlyMap<string, string> = new Map(
  Object.entries({
    add: 'add',
    subtract: 'subtract',
    multiply: 'multiply',
    divide: 'divide',
    pow: 'power',
    unaryMinus: 'negate',
    smaller: 'less',
    smallerEq: 'lessEqual',
    larger: 'greater',
    largerEq: 'greaterEqual',
    equal: 'equal',
    unequal: 'unequal',
    and: 'and',
    or: 'or',
    not: 'not',
  }),
)

/** What the functions are called that an equation may use. */
export const functionNames: readonly string[] = [...operators.values()].filter(o => o.callable).map(o => o.name)

/** Complains if the text can't name a hyperparameter, a slot or a variable. */
export function checkName(text: string, owner: string, equation?: string | Written): void {
  if (!namePattern.test(text)) {
    throw new EquationError(
      owner,
      `'${text}' can't be a name: write letters and digits, with _ before a subscript, as in beta_1`,
      equation,
    )
  }
  if (reserved.has(text))
    throw new EquationError(owner, `'${text}' has a meaning of its own and can't be a name`, equation)
  if (operators.get(text)?.callable)
    throw new EquationError(owner, `'${text}' is a function and can't be a name`, equation)
}

/** The shape of mathjs's nodes that is read here. */
interface Node {
  readonly type: string
  readonly name?: string
  readonly value?: unknown
  readonly op?: string
  readonly fn?: string | Node
  readonly implicit?: boolean
  readonly isPercentage?: boolean
  readonly args?: readonly Node[]
  readonly content?: Node
  readonly object?: Node
  readonly index?: Node | null
  readonly condition?: Node
  readonly trueExpr?: Node
  readonly falseExpr?: Node
}

/** What to say of the kinds of node that are refused. */
const refused: Readonly<Record<string, string>> = {
  RelationalNode: 'a chain of comparisons is ambiguous: write (a < b) and (b < c)',
  AssignmentNode: 'one = an equation, and none in an expression: write x^2 and not f = x^2',
  FunctionAssignmentNode: "functions can't be defined here",
  AccessorNode: "indexing and properties can't be used",
  ArrayNode: "brackets [ ] can't be used: a vector is written as one name",
  ObjectNode: "braces { } can't be used",
  BlockNode: 'one equation a line, without ;',
  RangeNode: "ranges with : can't be used",
}

/** mathjs's tree, checked against the language and turned into ours; everything else is refused. */
function check(node: Node, owner: string, text: string | Written, own: readonly string[] | 'series' = []): Expression {
  const fail = (problem: string): never => {
    throw new EquationError(owner, problem, text)
  }
  const argument = (n: Node): Expression => check(n, owner, text, own)
  switch (node.type) {
    case 'ParenthesisNode':
      return argument(node.content!)
    case 'ConstantNode':
      if (node.value === undefined) return fail('a number or name is missing')
      if (typeof node.value !== 'number') return fail(`${JSON.stringify(node.value)} is not a number`)
      if (!Number.isFinite(node.value)) return fail('a number is too large for a double')
      return number(node.value)
    case 'SymbolNode': {
      if (node.name === 'pi') return number(Math.PI)
      if (operators.get(node.name!)?.callable) return fail(`'${node.name}' is a function: write ${node.name}(...)`)
      // The usual index of a sum; anywhere else it is no name.
      if (!(own === 'series' && node.name === 'i')) checkName(node.name!, owner, text)
      return name(node.name!)
    }
    case 'ConditionalNode':
      return apply('select', argument(node.condition!), argument(node.trueExpr!), argument(node.falseExpr!))
    case 'OperatorNode': {
      if (node.implicit) return fail(`a product needs its *: write ${node.args!.map(String).join(' * ')}`)
      if (node.isPercentage) return fail("% can't be used")
      if (node.fn === 'unaryPlus') return fail('a + in front is not needed')
      const ours = infix.get(node.fn as string)
      if (ours === undefined)
        return fail(
          `'${node.op}' is not an operator of this language (known: + - * / ^ < <= > >= == != and or not ? :)`,
        )
      return apply(ours, ...node.args!.map(argument))
    }
    case 'FunctionNode': {
      const called = (node.fn as Node).name
      const known = called === undefined ? undefined : operators.get(called)
      const ofSeries = own === 'series' ? seriesOperators.get(called!) : undefined
      if (ofSeries !== undefined && node.args!.length === ofSeries.arity[0])
        return { kind: 'apply', operator: ofSeries, of: node.args!.map(argument) }
      const operator: Operator | undefined = own.includes(called!) ? ownFunction(called!) : known
      if (!operator?.callable) {
        const shown = String(node.fn)
        const product = node.args!.length === 1 ? `; a product is written ${shown} * (${node.args![0]})` : ''
        return fail(
          `'${shown}' is not a function${product}${suggestion(shown, [...(own === 'series' ? [] : own), ...functionNames])}`,
        )
      }
      const [least, most] = operator.arity
      const given = node.args!.length
      if (given < least || given > most)
        return fail(`${operator.name} takes ${least} argument${least === 1 ? '' : 's'}, not ${given}`)
      return { kind: 'apply', operator, of: node.args!.map(argument) }
    }
    default:
      return fail(refused[node.type] ?? `${node.type} can't be used`)
  }
}

/** Longer than any formula in print; a tree of this many parts is still walked without running out of stack. */
const longest = 5000

function read(text: string, owner: string, written: string | Written = text): Node {
  if (text.length > longest) {
    throw new EquationError(
      owner,
      `an equation of ${text.length} characters is too long: at most ${longest}`,
      `${text.slice(0, 60)}...`,
    )
  }
  try {
    parser ??= create({ parseDependencies }) as unknown as NonNullable<typeof parser>
    return parser.parse(text) as unknown as Node
  } catch (problem) {
    throw new EquationError(owner, `can't be read: ${(problem as Error).message}`, written)
  }
}

/**
 * One expression, as a surface or a schedule has it, or a rule's condition.
 * @param own 'series' where sums over coordinates may be written, as in a surface.
 */
export function parseExpression(text: string, owner: string, own: readonly string[] | 'series' = []): Expression {
  const line = withoutComment(text).replace(/\s+/g, ' ').trim()
  if (line === '') throw new EquationError(owner, 'the equation is empty')
  return check(read(line, owner), owner, line, own)
}

/**
 * The equations of a rule, one a line. A line goes on inside parentheses and after an operator; # begins a comment.
 * @param own the names of the functions that the rule brings along.
 */
export function parseEquations(text: string, owner: string, own: readonly string[] = []): Equation[] {
  const equations = lines(text, owner).map(written => {
    if (/^[+\-*/]/.test(written.text)) {
      throw new EquationError(
        owner,
        "a line can't begin with an operator: end the line before with it, or use parentheses",
        written,
      )
    }
    const node = read(written.text, owner, written)
    if (node.type !== 'AssignmentNode' || node.index || node.object?.type !== 'SymbolNode') {
      throw new EquationError(owner, 'each line must be an equation, name = expression', written)
    }
    checkName(node.object.name!, owner, written)
    return { name: node.object.name!, right: check(node.value as Node, owner, written, own), written }
  })
  if (equations.length === 0) throw new EquationError(owner, 'there are no equations')
  return equations
}

const withoutComment = (line: string): string => line.replace(/#.*/, '')

/** The text's logical lines, each with the number of the one it begins on, counted from the first that is not empty. */
function lines(text: string, owner: string): Written[] {
  const found: Written[] = []
  let open: Written | undefined
  const physical = text
    .trim()
    .split(/\r?\n/)
    .map(line => withoutComment(line).trim())
  for (const [i, line] of physical.entries()) {
    if (line === '') continue
    open = open === undefined ? { text: line, line: i + 1 } : { ...open, text: `${open.text} ${line}` }
    const depth = open.text.split('(').length - open.text.split(')').length
    if (depth > 0 || /(?:[-+*/^<>=?:]|\b(?:and|or|not))$/.test(open.text)) continue
    found.push(open)
    open = undefined
  }
  if (open !== undefined) throw new EquationError(owner, 'the last equation is not finished', open)
  return found.length === 1 ? [{ text: found[0].text }] : found
}
