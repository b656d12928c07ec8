import type { Expression } from './expression.ts'

/** How tightly an operator binds; a looser one inside a tighter one needs parentheses. */
export const precedence: Readonly<Record<string, number>> = {
  select: 0,
  or: 1,
  and: 2,
  not: 3,
  equal: 4,
  unequal: 4,
  less: 4,
  lessEqual: 4,
  greater: 4,
  greaterEqual: 4,
  add: 5,
  subtract: 5,
  multiply: 6,
  divide: 6,
  negate: 7,
  power: 8,
  square: 8,
  cube: 8,
}

/** The tightest: names, numbers and calls. */
const atom = 9

/** How tightly the expression as a whole binds. */
export const binding = (e: Expression): number =>
  e.kind === 'apply'
    ? (precedence[e.operator.name] ?? atom)
    : e.kind === 'number' && (e.value < 0 || Object.is(e.value, -0))
      ? 7
      : atom

/** A number as one would write it in an equation. */
export const plainNumber = (value: number): string => (value === Math.PI ? 'pi' : String(value))

/**
 * The expression as text that parses to the same tree again.
 * @param show what stands for a name: itself, unless told otherwise (the number it has now, say).
 * @param instead what stands for a whole part, where it gives something.
 */
export function print(
  e: Expression,
  show: (name: string) => string = name => name,
  instead: (part: Expression) => string | undefined = () => undefined,
): string {
  const replaced = instead(e)
  if (replaced !== undefined) return replaced
  const whole = (part: Expression): string => print(part, show, instead)
  const inner = (part: Expression, least: number): string => {
    const text = whole(part)
    const tightness = part.kind === 'name' && /^-/.test(text) ? 7 : binding(part)
    return tightness < least ? `(${text})` : text
  }
  if (e.kind === 'number') return plainNumber(e.value)
  if (e.kind === 'name') return show(e.name)
  const { name: op, infix } = e.operator
  const own = precedence[op]
  const [a, b, c] = e.of
  if (op === 'select') return `${inner(a, own + 1)} ? ${inner(b, own + 1)} : ${inner(c, own)}`
  if (op === 'not') return `not (${whole(a)})`
  if (op === 'negate') return `-${inner(a, own)}`
  if (op === 'power') return `${inner(a, own + 1)}^${inner(b, own + 1)}`
  if (op === 'square' || op === 'cube') return `${inner(a, own + 1)}${infix}`
  if (infix !== undefined) {
    // The left side may be a minus: -a * b is read as it is computed. Comparisons don't chain.
    const left = own === 4 ? 5 : own
    return `${inner(a, left)} ${infix} ${inner(b, own + 1)}`
  }
  return `${op}(${e.of.map(whole).join(', ')})`
}
