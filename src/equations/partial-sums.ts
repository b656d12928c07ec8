import type { Printer } from './printer.ts'
import type { Value } from './value.ts'

/** What a reduction is called. */
export const total = (v: Value): string => `$${v.id}`
const lane = (v: Value, k: number): string => `$${v.id}_${k}`
const isAll = (v: Value): boolean => v.form.is === 'reduce' && v.form.operator === 'all'

/**
 * A reduction around a loop. The four partial sums take turns by being passed on: no index is needed, and four additions
 * are under way at once. After n elements they stand turned by n modulo 4, which the last line undoes.
 */
export function partialSums(v: Value): { declare: string; begin: string; end: (n: string) => string } {
  const [a, b, c, d] = [0, 1, 2, 3].map(k => lane(v, k))
  if (isAll(v)) return { declare: `let ${total(v)} = true`, begin: '', end: () => '' }
  return {
    declare: `let ${total(v)} = 0`,
    begin: `let ${a} = 0, ${b} = 0, ${c} = 0, ${d} = 0`,
    end: n => `${total(v)} = ${n} & 1 ? ${d} + ${a} + (${b} + ${c}) : ${a} + ${b} + (${c} + ${d})`,
  }
}

/** One element's part in a reduction. */
export function add(v: Value, printer: Printer): string {
  const of = printer.text(v.of[0])
  if (isAll(v)) return `${total(v)} = ${total(v)} && ${of}`
  const [a, b, c, d] = [0, 1, 2, 3].map(k => lane(v, k))
  return `const $next${v.id} = ${a} + ${of}; ${a} = ${b}; ${b} = ${c}; ${c} = ${d}; ${d} = $next${v.id}`
}
