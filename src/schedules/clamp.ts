import { finiteNumber, known } from '../display/described.ts'
import { apply, number } from '../equations/expression.ts'
import type { Schedule } from './function-of-t.ts'
import { combined, expressionOf, type Part, partOf } from './part.ts'

/** The values that a schedule may have. */
export interface ClampOptions {
  /** Lower values become this. Without end unless told otherwise. */
  readonly min?: number
  /** Higher values become this. Without end unless told otherwise. */
  readonly max?: number
}

/**
 * A schedule kept between two values: min(high, max(low, s(t))).
 *
 * @example clamp(exponentialDecay({ initial: 0.1 }), { min: 0.001 })
 * @throws TypeError or RangeError naming the bound, its value and what is allowed.
 */
export function clamp(given: Part, options: ClampOptions): Schedule {
  known('clamp', options, ['min', 'max'])
  const { min, max } = options
  const part = partOf('clamp', 'the schedule', given)
  if (min === undefined && max === undefined) throw new TypeError('clamp: min or max is missing')
  if (min !== undefined) finiteNumber('clamp', 'min', min)
  if (max !== undefined) finiteNumber('clamp', 'max', max, min)
  const [low, high] = [min ?? Number.NEGATIVE_INFINITY, max ?? Number.POSITIVE_INFINITY]
  const into = (value: number): number => Math.min(high, Math.max(low, value))
  const [least, most] = part.bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return combined({
    title: 'clamp',
    of: [part],
    parameters: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) },
    value: t => into(part(t)),
    expression: () => {
      const raised = min === undefined ? expressionOf(part) : apply('max', number(min), expressionOf(part))
      return max === undefined ? raised : apply('min', number(max), raised)
    },
    end: part.end,
    bounds: [into(least), into(most)],
    continuous: part.continuous,
  })
}
