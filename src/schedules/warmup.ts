import { described, finiteNumber, known } from '../display/described.ts'
import { apply, difference, type Expression, name, number } from '../equations/expression.ts'
import { parseExpression } from '../equations/parse.ts'
import { between } from './bounds.ts'
import { substitute } from './equation.ts'
import type { Schedule } from './function-of-t.ts'
import { combined, expressionOf, type Part, partOf } from './part.ts'

/** How a rate rises before its schedule begins. */
export interface WarmupOptions {
  /** Updates of the rise. */
  readonly steps: number
  /** Along a line, by equal factors, or along half a wave. 'linear' unless told otherwise. */
  readonly shape?: WarmupShape
  /** Where it rises from, as a share of where it rises to. 0 unless told otherwise; 0.01 by equal factors, which can't begin at 0. */
  readonly from?: number
}

export type WarmupShape = 'linear' | 'exponential' | 'cosine'

/** The share of the full rate at p, that share of the rise: its equation, and the same computed. */
const rises: Readonly<Record<WarmupShape, readonly [equation: string, value: (p: number, f: number) => number]>> = {
  linear: ['f + (1 - f) * p', (p, f) => f + (1 - f) * p],
  exponential: ['f^(1 - p)', (p, f) => f ** (1 - p)],
  cosine: ['f + (1 - f) * (1 - cos(pi * p)) / 2', (p, f) => f + ((1 - f) * (1 - Math.cos(Math.PI * p))) / 2],
}

/**
 * A rise before any other schedule, which begins when it is over: with W updates of rise,
 * s(0) (f + (1 - f) p) where p = (t + 1) / W while t < W, and then s(t - W). The first update is number 1 of the rise, so that
 * none is made with the rate 0; PyTorch's LinearLR and Optax's warmup schedules begin at t = 0 with their first value.
 *
 * @example warmup(cosine({ initial: 0.1, steps: 270 }), { steps: 30 })
 * @throws TypeError or RangeError naming the option, its value and what is allowed.
 */
export function warmup(given: Part, options: WarmupOptions): Schedule {
  known('warmup', options, ['steps', 'shape', 'from'])
  const { steps, shape = 'linear', from } = options
  const part = partOf('warmup', 'the schedule', given)
  finiteNumber('warmup', 'steps', steps, 1)
  if (!Object.hasOwn(rises, shape)) {
    throw new RangeError(`warmup: shape is ${described(shape)}; it must be 'linear', 'exponential' or 'cosine'`)
  }
  const share = from ?? (shape === 'exponential' ? 0.01 : 0)
  if (!(share >= 0 && share <= 1) || (shape === 'exponential' && share === 0)) {
    const allowed =
      shape === 'exponential' ? 'above 0, and at most 1: equal factors lead nowhere from 0' : 'from 0 to 1'
    throw new RangeError(`warmup: from is ${described(share)}; it must be ${allowed}`)
  }
  const [equation, rise] = rises[shape]
  const full = part(0)
  return combined({
    title: 'warmup',
    of: [part],
    parameters: { steps, shape, from: share },
    value: t => (t < steps ? full * rise(Math.min(1, (t + 1) / steps), share) : part(t - steps)),
    expression: () => {
      const p = parseExpression(`min(1, (t + 1) / ${steps})`, 'warmup')
      const known = new Map<string, Expression>([
        ['f', number(share)],
        ['p', p],
      ])
      const rising = apply('multiply', number(full), substitute(parseExpression(equation, 'warmup'), known))
      const then = expressionOf(part, difference(name('t'), number(steps)))
      return apply('select', apply('less', name('t'), number(steps)), rising, then)
    },
    end: steps + part.end,
    bounds: part.bounds && between(...part.bounds, share * full),
    continuous: part.continuous,
  })
}
