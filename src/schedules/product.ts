import { product as times } from '../equations/expression.ts'
import type { Schedule } from './function-of-t.ts'
import { combined, expressionOf, type Part, partsOf } from './part.ts'

/**
 * Schedules multiplied: s_1(t) s_2(t) ... All count the same updates. As PyTorch's ChainedScheduler, whose schedulers are factors.
 *
 * @example product([cosine({ initial: 0.1, steps: 300 }), stepDecay({ initial: 1, every: 100 })])
 * @example product([0.5, transformer({ width: 128 })])
 * @throws TypeError naming the part that is no schedule.
 */
export function product(given: readonly Part[]): Schedule {
  const parts = partsOf('product', given)
  return combined({
    title: 'product',
    of: parts,
    parameters: {},
    value: t => {
      let value = 1
      for (const part of parts) value *= part(t)
      return value
    },
    expression: () => parts.map(part => expressionOf(part)).reduce(times),
    end: parts.reduce((end, part) => Math.max(end, part.end), 0),
    bounds: boundsOf(parts),
    continuous: parts.every(part => part.continuous),
  })
}

/** Known where none of the factors is ever negative. */
function boundsOf(parts: readonly Schedule[]): readonly [number, number] | undefined {
  const known = parts.map(part => part.bounds)
  if (!known.every(pair => pair !== undefined && pair[0] >= 0)) return undefined
  return [known.reduce((low, pair) => low * pair![0], 1), known.reduce((high, pair) => high * pair![1], 1)]
}
