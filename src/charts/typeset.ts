import { described } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'

/** What has a formula: an optimizer, a rule, a surface, a schedule. */
export interface Typesettable {
  /** LaTeX. */
  readonly tex?: string
  /** The same as text: an optimizer's equations, a surface's or a schedule's equation. */
  readonly equations?: string
  readonly equation?: string
  /** Numbers in it, by name: a surface's or a schedule's. */
  readonly parameters?: object
}

/** A formula that shows itself in a cell. `String(formula)` is its LaTeX. */
export interface Formula extends Displayable {
  readonly tex: string
  readonly text: string
  toString(): string
}

/**
 * The formula of an optimizer, a rule, a surface or a schedule, as it is computed: it is made from the same equations.
 *
 * @example typeset(adam)
 * @throws TypeError for what has no formula, as a rule that is a function.
 */
export function typeset(thing: Typesettable): Formula {
  const tex = (thing as Typesettable | undefined)?.tex
  if (typeof tex !== 'string') {
    const why = (thing as { begin?: unknown })?.begin ? 'is a function, not equations' : 'has no tex'
    throw new TypeError(
      `typeset: ${nameOf(thing) ?? described(thing)} ${why}; an optimizer, a surface or a schedule made from equations has`,
    )
  }
  const numbers = Object.entries(thing.parameters ?? {}).filter(([, value]) => typeof value === 'number')
  const given = numbers.map(([name, value]) => `${name} = ${number(value)}`).join(', ')
  const inTex = numbers.map(([name, value]) => `${/^.$/.test(name) ? name : `\\text{${name}}`} = ${scientific(value)}`)
  const whole = numbers.length === 0 ? tex : `\\begin{gathered} ${tex} \\\\ ${inTex.join(',\\; ')} \\end{gathered}`
  const text = [thing.equations ?? thing.equation ?? tex, given].filter(Boolean).join('\n')
  const formula: Formula = {
    tex: whole,
    text,
    toString: () => whole,
    [jupyterDisplay]: () => ({ 'text/latex': `$$${whole}$$`, 'text/plain': text }),
  }
  return Object.defineProperty(formula, nodeDisplay, { value: () => text })
}

function nameOf(thing: unknown): string | undefined {
  const { title, name } = (thing ?? {}) as { title?: string; name?: string }
  return title ?? name
}

/** 1e-6 as 10^{-6}. */
function scientific(value: number): string {
  const [digits, power] = number(value).replaceAll(',', '{,}').split('e')
  return power === undefined ? digits : `${digits === '1' ? '' : `${digits} \\cdot `}10^{${power}}`
}
