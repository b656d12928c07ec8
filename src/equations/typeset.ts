import type { Expression } from './expression.ts'
import { binding, precedence } from './print.ts'

const greek = new Set(
  `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
   Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega`.split(/\s+/),
)

/** Words that stand for a sign as a subscript. */
const signs: Readonly<Record<string, string>> = { inf: '\\infty', plus: '+', minus: '-', star: '*' }

function word(text: string): string {
  if (greek.has(text)) return `\\${text}`
  if (text.length === 1 || /^\d+$/.test(text)) return text
  const hat = /^(.+)hat$/.exec(text)
  if (hat && (hat[1].length === 1 || greek.has(hat[1]))) return `\\hat{${word(hat[1])}}`
  const numbered = /^([A-Za-z]+?)(\d+)$/.exec(text)
  if (numbered) return `${word(numbered[1])}_{${numbered[2]}}`
  return signs[text] ?? `\\mathrm{${text}}`
}

/**
 * A name in LaTeX: beta_1 is \beta_{1}, mhat is m with a hat.
 * @param time an index of time to put behind its subscripts: 't' or 't-1'.
 */
export function typesetName(name: string, time?: string): string {
  const [base, ...parts] = name.split('_')
  const subscripts = [...parts.map(word), ...(time === undefined ? [] : [time])]
  return subscripts.length === 0 ? word(base) : `${word(base)}_{${subscripts.join(',')}}`
}

/** What stands for a name in a formula. */
export interface Shown {
  readonly tex: string
  /** Begins with a minus, so that it needs parentheses in a product or power. */
  readonly negative?: boolean
  /** A number: between two of them a product needs its dot. */
  readonly digits?: boolean
}

/** A number in LaTeX: 1e-8 is 10^{-8}, 2.5e-7 is 2.5 times that. */
export function typesetNumber(value: number, text = String(value)): string {
  if (value === Math.PI) return '\\pi'
  if (Number.isNaN(value)) return '\\mathrm{NaN}'
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty'
  const scientific = /^(-?)([\d.]+)e([+-]?\d+)$/.exec(text)
  if (!scientific) return text
  const [, sign, digits, exponent] = scientific
  return `${sign}${digits === '1' ? '' : `${digits} \\cdot `}10^{${Number(exponent)}}`
}

const relations: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  less: '<',
  lessEqual: '\\le',
  greater: '>',
  greaterEqual: '\\ge',
  equal: '=',
  unequal: '\\ne',
  and: '\\text{ and }',
  or: '\\text{ or }',
}

const functions: Readonly<Record<string, (...a: string[]) => string>> = {
  sqrt: a => `\\sqrt{${a}}`,
  abs: a => `\\left\\lvert ${a} \\right\\rvert`,
  norm: a => `\\left\\lVert ${a} \\right\\rVert`,
  floor: a => `\\left\\lfloor ${a} \\right\\rfloor`,
  dot: (a, b) => `\\left\\langle ${a}, ${b} \\right\\rangle`,
  exp: a => `e^{${a}}`,
  grad: a => `\\nabla f\\left(${a}\\right)`,
  // In parentheses: z times it would else be read as the number z' H z.
  hessianProduct: a => `\\left(\\nabla^{2} f\\, ${a}\\right)`,
  normal: () => '\\mathcal{N}\\left(0, 1\\right)',
  signs: () => '\\left(\\pm 1\\right)',
}

/** Functions whose names LaTeX knows. */
const known = new Set(['min', 'max', 'log', 'cos', 'sin'])

/**
 * An expression in LaTeX, by a walk of our own: fractions for quotients, no needless parentheses.
 * @param show what stands for a name: itself, unless told otherwise.
 * @param instead what stands for a whole part, where it gives something.
 */
export function typeset(
  e: Expression,
  show: (name: string) => Shown = name => ({ tex: typesetName(name) }),
  instead: (part: Expression) => string | undefined = () => undefined,
): string {
  const replaced = instead(e)
  if (replaced !== undefined) return replaced
  const whole = (part: Expression): string => typeset(part, show, instead)
  const negative = (part: Expression): boolean => part.kind === 'name' && show(part.name).negative === true
  const inner = (part: Expression, least: number): string => {
    const tightness = negative(part) ? precedence.negate : isFraction(part) ? precedence.multiply + 0.5 : binding(part)
    return tightness < least ? `\\left(${whole(part)}\\right)` : whole(part)
  }
  if (e.kind === 'number') return typesetNumber(e.value)
  if (e.kind === 'name') return show(e.name).tex
  const op = e.operator.name
  const own = precedence[op]
  const [a, b, c] = e.of
  switch (op) {
    // Series over coordinates, told from a vector's sum by their bounds.
    case 'sum':
    case 'product':
      if (e.of.length !== 4) break
      return `${op === 'sum' ? '\\sum' : '\\prod'}_{${whole(b)}=${whole(c)}}^{${whole(e.of[3])}} ${inner(a, precedence.multiply)}`
    case 'x':
      return `x_{${whole(a)}}`
    case 'divide':
      return `\\frac{${whole(a)}}{${whole(b)}}`
    case 'multiply': {
      // The left may be a fraction or product; a sum or a leading minus on the right needs parentheses.
      const left = inner(a, own)
      const right =
        negative(b) || binding(b) <= precedence.negate
          ? isFraction(b)
            ? whole(b)
            : `\\left(${whole(b)}\\right)`
          : whole(b)
      return `${left} ${startsWithDigit(right) || (/[\d}]$/.test(left) && isNumeric(b, show)) ? '\\cdot ' : '\\, '}${right}`
    }
    case 'power': {
      // What ends in an exponent of its own needs parentheses: 10^{-8}, e^{x}.
      const raised = a.kind === 'apply' ? a.operator.name === 'exp' : whole(a).includes('^')
      const base = raised ? `\\left(${whole(a)}\\right)` : inner(a, own + 1)
      return `${base}^{${whole(b)}}`
    }
    case 'negate':
      return whole(a).startsWith('-') ? `-\\left(${whole(a)}\\right)` : `-${inner(a, precedence.multiply)}`
    case 'select':
      return cases(a, b, c, whole)
    case 'mod':
      return `\\left(${inner(a, precedence.power)} \\bmod ${inner(b, precedence.power)}\\right)`
    case 'not':
      return `\\lnot\\left(${whole(a)}\\right)`
  }
  const relation = relations[op]
  if (relation !== undefined) {
    if (op !== 'add' && op !== 'subtract') return `${inner(a, own)} ${relation} ${inner(b, own)}`
    // After a sign another sign needs parentheses.
    const right = whole(b).startsWith('-') ? `\\left(${whole(b)}\\right)` : inner(b, own + 0.5)
    return `${inner(a, own)} ${relation} ${right}`
  }
  const form = functions[op]
  if (form !== undefined) return form(...e.of.map(whole))
  const written = known.has(op) ? `\\${op}` : `\\operatorname{${op}}`
  return `${written}\\left(${e.of.map(whole).join(', ')}\\right)`
}

const isFraction = (e: Expression): boolean => e.kind === 'apply' && e.operator.name === 'divide'
const isNumeric = (e: Expression, show: (name: string) => Shown): boolean =>
  (e.kind === 'number' && e.value !== Math.PI) || (e.kind === 'name' && show(e.name).digits === true)
const startsWithDigit = (tex: string): boolean => /^\d/.test(tex)

/** `c ? a : b` as a brace of cases; a choice in the last place adds a row instead of a brace. */
function cases(condition: Expression, a: Expression, b: Expression, whole: (e: Expression) => string): string {
  const rows = [`${whole(a)} & \\text{if } ${whole(condition)}`]
  let rest = b
  while (rest.kind === 'apply' && rest.operator.name === 'select') {
    rows.push(`${whole(rest.of[1])} & \\text{if } ${whole(rest.of[0])}`)
    rest = rest.of[2]
  }
  rows.push(`${whole(rest)} & \\text{otherwise}`)
  return `\\begin{cases} ${rows.join(' \\\\ ')} \\end{cases}`
}
