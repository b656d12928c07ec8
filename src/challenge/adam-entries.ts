import { adam } from '../optimizers/first-order/adam.ts'
import type { Rule } from '../optimizers/rule.ts'
import { cosine } from '../schedules/cosine.ts'

/**
 * What the challenge tunes Adam over: eleven rates from 0.001 to 10 at equal ratios, constant and falling by half a cosine, each with beta_1
 * of 0.8, 0.9 and 0.95: 66 settings.
 */
export function adamEntries(budget: number): Rule[] {
  const rates = Array.from({ length: 11 }, (_, k) => Number((10 ** (-3 + 0.4 * k)).toPrecision(3)))
  return [0.8, 0.9, 0.95].flatMap(beta1 =>
    rates.flatMap(rate => [
      adam({ learningRate: rate, beta1 }),
      adam({ learningRate: cosine({ initial: rate, steps: budget }), beta1 }),
    ]),
  )
}
