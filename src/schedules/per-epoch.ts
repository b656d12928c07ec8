import { described, finiteNumber, known } from '../display/described.ts'
import { apply, name, number, quotient } from '../equations/expression.ts'
import type { Schedule } from './function-of-t.ts'
import { combined, expressionOf, type Part, partOf } from './part.ts'

/** How a schedule in epochs becomes one in updates. */
export interface PerEpochOptions {
  /** Whether it changes with every update, by fractions of an epoch. False unless told otherwise: then once an epoch. */
  readonly smooth?: boolean
}

/**
 * A schedule given in epochs as one in updates: with n updates an epoch it is s(floor(t / n)), or s(t / n) where it is smooth.
 * PyTorch's schedulers count whatever their step() is called for; Optax's always count updates.
 *
 * @example perEpoch(stepDecay({ initial: 0.1, factor: 0.5, every: 30 }), points.batches(32).updatesPerEpoch)
 * @throws TypeError or RangeError naming the argument, its value and what is allowed.
 */
export function perEpoch(given: Part, updatesPerEpoch: number, options: PerEpochOptions = {}): Schedule {
  known('perEpoch', options, ['smooth'])
  const { smooth = false } = options
  const part = partOf('perEpoch', 'the schedule', given)
  finiteNumber('perEpoch', 'updatesPerEpoch', updatesPerEpoch, 1)
  if (typeof smooth !== 'boolean')
    throw new TypeError(`perEpoch: smooth is ${described(smooth)}; it must be true or false`)
  return combined({
    title: 'per epoch',
    of: [part],
    parameters: { updatesPerEpoch, by: smooth ? 'update' : 'epoch' },
    value: t => part(smooth ? t / updatesPerEpoch : Math.floor(t / updatesPerEpoch)),
    expression: () => {
      const epochs = quotient(name('t'), number(updatesPerEpoch))
      return expressionOf(part, smooth ? epochs : apply('floor', epochs))
    },
    end: part.end * updatesPerEpoch,
    bounds: part.bounds,
    continuous: smooth && part.continuous,
  })
}
