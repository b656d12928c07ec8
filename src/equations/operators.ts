/** What an operator takes or gives: a number, or a condition (true or false). */
export type Sort = 'number' | 'condition'

/**
 * Everything the library knows of an operator or function, in one place. Adding one to the language is adding a row here:
 * the parser, the interpreter and the JavaScript printer read this table; how to differentiate it stands in differentiate.ts,
 * how to typeset it in typeset.ts.
 */
export interface Operator {
  readonly name: string
  /** Least and greatest number of arguments. */
  readonly arity: readonly [number, number]
  /** How it is written between its arguments; functions are written `name(a, b)`. */
  readonly infix?: string
  /** Written as a function call, so that its name can't be a variable's. */
  readonly callable: boolean
  /**
   * 'elements': of vectors one element at a time, and of scalars. 'scalars': of scalars only, so that every loop over
   * elements fits vector instructions. 'reduction': of a vector, giving a scalar. 'call': answered from outside the equations.
   */
  readonly on: 'elements' | 'scalars' | 'reduction' | 'call'
  /** What each argument must be; the last holds for the rest. */
  readonly takes: readonly Sort[]
  readonly gives: Sort
  /** Its value (of a condition 1 or 0); undefined for reductions and calls, which the compiler sees to itself. */
  readonly evaluate?: (...a: number[]) => number
  /** The JavaScript that computes it from arguments that are names, literals or parenthesized. */
  readonly javascript?: (...a: string[]) => string
}

const rows: Operator[] = []
function row(name: string, spec: Partial<Operator> & { arity: readonly [number, number] }): void {
  rows.push({ name, callable: spec.infix === undefined, on: 'elements', takes: ['number'], gives: 'number', ...spec })
}

row('add', { arity: [2, 2], infix: '+', evaluate: (a, b) => a + b, javascript: (a, b) => `${a} + ${b}` })
row('subtract', { arity: [2, 2], infix: '-', evaluate: (a, b) => a - b, javascript: (a, b) => `${a} - ${b}` })
row('multiply', { arity: [2, 2], infix: '*', evaluate: (a, b) => a * b, javascript: (a, b) => `${a} * ${b}` })
row('divide', {
  arity: [2, 2],
  infix: '/',
  evaluate: (a, b) => a / b,
  javascript: (a, b) => `${a} / ${b}`,
})
row('negate', { arity: [1, 1], infix: '-', evaluate: a => -a, javascript: a => `-${a}` })
row('power', {
  arity: [2, 2],
  infix: '^',
  on: 'scalars',
  evaluate: Math.pow,
  javascript: (a, b) => `Math.pow(${a}, ${b})`,
})
// The powers that are products: what the compiler turns ^2 and ^3 into.
row('square', { arity: [1, 1], infix: '^2', evaluate: a => a * a, javascript: a => `${a} * ${a}` })
row('cube', { arity: [1, 1], infix: '^3', evaluate: a => a * a * a, javascript: a => `${a} * ${a} * ${a}` })

row('sqrt', { arity: [1, 1], evaluate: Math.sqrt, javascript: a => `Math.sqrt(${a})` })
row('abs', { arity: [1, 1], evaluate: Math.abs, javascript: a => `Math.abs(${a})` })
row('sign', { arity: [1, 1], evaluate: Math.sign, javascript: a => `Math.sign(${a})` })
row('max', {
  arity: [2, 2],
  evaluate: Math.max,
  javascript: (a, b) => `Math.max(${a}, ${b})`,
})
row('min', {
  arity: [2, 2],
  evaluate: Math.min,
  javascript: (a, b) => `Math.min(${a}, ${b})`,
})
row('clip', {
  arity: [3, 3],
  evaluate: (x, low, high) => Math.max(low, Math.min(high, x)),
  javascript: (x, low, high) => `Math.max(${low}, Math.min(${high}, ${x}))`,
})

row('exp', { arity: [1, 1], on: 'scalars', evaluate: Math.exp, javascript: a => `Math.exp(${a})` })
row('log', { arity: [1, 1], on: 'scalars', evaluate: Math.log, javascript: a => `Math.log(${a})` })
row('cos', { arity: [1, 1], on: 'scalars', evaluate: Math.cos, javascript: a => `Math.cos(${a})` })
row('sin', { arity: [1, 1], on: 'scalars', evaluate: Math.sin, javascript: a => `Math.sin(${a})` })
row('floor', { arity: [1, 1], on: 'scalars', evaluate: Math.floor, javascript: a => `Math.floor(${a})` })
row('mod', {
  arity: [2, 2],
  on: 'scalars',
  evaluate: (a, b) => a - b * Math.floor(a / b),
  javascript: (a, b) => `${a} - ${b} * Math.floor(${a} / ${b})`,
})

const comparison = (
  name: string,
  infix: string,
  javascript: string,
  evaluate: (a: number, b: number) => boolean,
): void =>
  row(name, {
    arity: [2, 2],
    infix,
    gives: 'condition',
    evaluate: (a, b) => Number(evaluate(a, b)),
    javascript: (a, b) => `${a} ${javascript} ${b}`,
  })
comparison('less', '<', '<', (a, b) => a < b)
comparison('lessEqual', '<=', '<=', (a, b) => a <= b)
comparison('greater', '>', '>', (a, b) => a > b)
comparison('greaterEqual', '>=', '>=', (a, b) => a >= b)
comparison('equal', '==', '===', (a, b) => a === b)
comparison('unequal', '!=', '!==', (a, b) => a !== b)
row('and', {
  arity: [2, 2],
  infix: 'and',
  takes: ['condition'],
  gives: 'condition',
  evaluate: (a, b) => a && b,
  javascript: (a, b) => `${a} && ${b}`,
})
row('or', {
  arity: [2, 2],
  infix: 'or',
  takes: ['condition'],
  gives: 'condition',
  evaluate: (a, b) => a || b,
  javascript: (a, b) => `${a} || ${b}`,
})
row('not', {
  arity: [1, 1],
  infix: 'not',
  takes: ['condition'],
  gives: 'condition',
  evaluate: a => Number(!a),
  javascript: a => `!${a}`,
})
row('finite', {
  arity: [1, 1],
  gives: 'condition',
  evaluate: a => Number(Number.isFinite(a)),
  javascript: a => `Number.isFinite(${a})`,
})
row('select', {
  arity: [3, 3],
  infix: '?:',
  takes: ['condition', 'number', 'number'],
  evaluate: (c, a, b) => (c ? a : b),
  javascript: (c, a, b) => `${c} ? ${a} : ${b}`,
})

// A vector to a scalar: these end a loop. The compiler writes mean, norm and dot by sum.
row('sum', { arity: [1, 1], on: 'reduction' })
row('mean', { arity: [1, 1], on: 'reduction' })
row('norm', { arity: [1, 1], on: 'reduction' })
row('dot', { arity: [2, 2], on: 'reduction' })
row('all', { arity: [1, 1], on: 'reduction', takes: ['condition'], gives: 'condition' })

// What a rule asks of the objective, and random vectors: these end a loop too.
row('grad', { arity: [1, 1], on: 'call' })
row('hessianProduct', { arity: [1, 1], on: 'call' })
row('normal', { arity: [1, 1], on: 'call' })
row('signs', { arity: [1, 1], on: 'call' })

/** A function that a rule brings along: of one or more vectors, giving a vector. */
export const ownFunction = (name: string): Operator => ({
  name,
  arity: [1, 9],
  callable: true,
  on: 'call',
  takes: ['number'],
  gives: 'number',
})

/** The whole language, by name. A Map: a plain object would find `constructor` in it. */
export const operators: ReadonlyMap<string, Operator> = new Map(rows.map(r => [r.name, r]))
