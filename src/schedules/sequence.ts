import { described, finiteNumber, known } from '../display/described.ts'
import { apply, difference, type Expression, name, number } from '../equations/expression.ts'
import { between } from './bounds.ts'
import type { Schedule } from './function-of-t.ts'
import { combined, expressionOf, type Part, partsOf } from './part.ts'
import { notGrowing } from './settle.ts'

/** Where the parts of a sequence begin. */
export interface SequenceOptions {
  /** Updates made when the second part begins, the third, and so on. Unless told otherwise each part lasts until its own end. */
  readonly at?: readonly number[]
}

/**
 * One schedule after another. Each counts its own updates, from 0 where it begins: with boundaries b_1 < b_2 < ... it is s_1(t)
 * before b_1, then s_2(t - b_1), then s_3(t - b_2). As Optax's join_schedules and PyTorch's SequentialLR.
 *
 * @example sequence([linear({ initial: 0, final: 0.1, steps: 10 }), cosine({ initial: 0.1, steps: 90 })])
 * @example sequence([0.1, 0.01], { at: [50] })
 * @throws TypeError or RangeError naming the part or the boundary, its value and what is allowed.
 */
export function sequence(given: readonly Part[], options: SequenceOptions = {}): Schedule {
  known('sequence', options, ['at'])
  const parts = partsOf('sequence', given)
  const at = options.at ?? ends(parts)
  check(parts, at)
  const begins = [0, ...at]
  const last = parts.length - 1
  const bounds = parts.map(part => part.bounds)
  return combined({
    title: 'sequence',
    of: parts,
    parameters: { at: [...at] },
    value: t => {
      let k = last
      while (k > 0 && t < begins[k]) k--
      return parts[k](t - begins[k])
    },
    expression: () =>
      parts
        .map((part, k) => expressionOf(part, difference(name('t'), number(begins[k]))))
        .reduceRight((after, part, k) => apply('select', before(at[k]), part, after)),
    end: begins[last] + parts[last].end,
    bounds: bounds.every(pair => pair !== undefined) ? between(...bounds.flat()) : undefined,
    continuous: parts.every(part => part.continuous) && at.every((_, k) => meets(parts, begins, k)),
  })
}

const before = (boundary: number): Expression => apply('less', name('t'), number(boundary))

/** Whether a part ends where the next begins, but for rounding. */
function meets(parts: readonly Schedule[], begins: readonly number[], k: number): boolean {
  const [from, to] = [parts[k](begins[k + 1] - begins[k]), parts[k + 1](0)]
  return Math.abs(to - from) <= 1e-12 * Math.max(Math.abs(from), Math.abs(to))
}

/** Where each part but the last ends. */
function ends(parts: readonly Schedule[]): number[] {
  let begun = 0
  return parts.slice(0, -1).map((part, i) => {
    if (!Number.isFinite(part.end) || part.end <= 0) {
      throw new TypeError(
        `sequence: part ${i + 1}, ${part.title}, has no end of its own: say where the next begins, as in { at: [100] }`,
      )
    }
    begun += part.end
    return begun
  })
}

function check(parts: readonly Schedule[], at: readonly number[]): void {
  if (!Array.isArray(at) || at.length !== parts.length - 1) {
    throw new RangeError(`sequence: at is ${described(at)}; ${parts.length} parts take ${parts.length - 1} boundaries`)
  }
  at.forEach((boundary, i) => {
    finiteNumber('sequence', `at[${i}]`, boundary, 0)
  })
  const wrong = notGrowing('at', at)
  if (wrong !== undefined) throw new RangeError(`sequence: ${wrong}`)
}
