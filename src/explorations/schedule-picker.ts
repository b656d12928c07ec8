import { scheduleCurves } from '../charts/schedule-curves.ts'
import { typeset } from '../charts/typeset.ts'
import { number } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { area, meanRate } from '../schedules/area.ts'
import { familyOf, scheduleCode, shapes } from './schedule-shapes.ts'

/**
 * Every decay strategy with its curve, its formula, what it is for, and the code that makes it.
 *
 * @example explorations.schedulePicker()
 */
export function schedulePicker(): Exploration {
  return explore(
    {
      schedule: choice(shapes, { default: 'cosine' }),
      rate: slider({ min: 1e-4, max: 1, default: 0.1, scale: 'log', label: 'highest rate' }),
      updates: slider({ min: 20, max: 500, default: 200, whole: true, label: 'updates' }),
    },
    ({ schedule: shape, rate, updates }) => {
      const schedule = shape(rate, updates)
      const { purpose, peers } = familyOf(schedule)
      return {
        curve: scheduleCurves({ [schedule.title]: schedule }, { steps: updates, width: 520 }),
        formula: typeset(schedule),
        purpose: `When: ${purpose}\nElsewhere: ${peers || 'no peer'}\nMean rate over the run: ${number(meanRate(schedule, updates))}, so it goes as far as a constant ${number(meanRate(schedule, updates))}; area ${number(area(schedule, updates))}.`,
        code: scheduleCode(schedule),
      }
    },
    {
      title: 'Pick a schedule',
      caption:
        'Try each: how fast does it fall at first, and how small is it at the end? The last line is the code that makes it.',
      code: ({ schedule: shape, rate, updates }) => `const learningRate = ${scheduleCode(shape(rate, updates))}`,
    },
  )
}
