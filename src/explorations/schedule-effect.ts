import { curves } from '../charts/curves.ts'
import { scheduleCurves } from '../charts/schedule-curves.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import type { Run } from '../descent/run.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { noisy } from '../landscape/noisy.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import type { Setting } from '../optimizers/rule.ts'
import { ravine } from '../surfaces/ravine.ts'

import { scheduleCode, shapes } from './schedule-shapes.ts'

/** Curvatures 1 and 10: steps of 0.2 and more diverge. */
const valley = ravine.with({ kappa: 10 })

/** Other noise each time: what one run shows may be luck. */
const seeds = Array.from({ length: 20 }, (_, i) => i + 1)

/**
 * What a schedule does to a run with noise: at a constant rate the loss stays above a floor, which a falling rate sinks through.
 *
 * @example explorations.scheduleEffect({ steps: 400 })
 */
export function scheduleEffect({ steps = 300 }: { readonly steps?: number } = {}): Exploration {
  const descend = (learningRate: Setting, deviation: number, seed: number): Run =>
    minimize(noisy(valley, { deviation, seed }), gradientDescent({ learningRate }), { steps })
  const typical = (learningRate: Setting, deviation: number): number =>
    seeds.reduce((sum, seed) => sum + descend(learningRate, deviation, seed).value, 0) / seeds.length
  return explore(
    {
      schedule: choice(shapes, { default: 'cosine' }),
      rate: slider({ min: 1e-3, max: 0.19, default: 0.1, scale: 'log', label: 'highest rate' }),
      noise: slider({ min: 0, max: 5, default: 1, label: 'noise in the gradient' }),
    },
    ({ schedule: shape, rate, noise }) => {
      const schedule = shape(rate, steps)
      const runs = { constant: descend(rate, noise, 1), [schedule.title]: descend(schedule, noise, 1) }
      return {
        rate: scheduleCurves({ constant: rate, [schedule.title]: schedule }, { steps, width: 420, height: 300 }),
        loss: curves(runs, { width: 460, height: 300, title: 'What it does to the loss', caption: '' }),
        table: table(
          Object.entries({ constant: rate, [schedule.title]: schedule }).map(([name, setting]) => ({
            schedule: name,
            [`mean loss at the end, ${seeds.length} seeds`]: typical(setting, noise),
          })),
        ),
      }
    },
    {
      title: 'What a schedule does to a run',
      caption:
        'With noise, a constant rate never settles: its loss stays above a floor that grows with the rate. Set the noise to 0: now the schedule only makes it slower.',
      code: ({ schedule: shape, rate, noise }) =>
        `minimize(noisy(ravine.with({ kappa: 10 }), { deviation: ${noise} }), gradientDescent({ learningRate: ${scheduleCode(shape(rate, steps))} }), { steps: ${steps} })`,
    },
  )
}
