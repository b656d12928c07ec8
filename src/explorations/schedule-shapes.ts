/** Schedules by the two numbers that all of them have: their highest rate and their number of updates. */
import { constant } from '../schedules/constant.ts'
import { cosine } from '../schedules/cosine.ts'
import { cosineRestarts } from '../schedules/cosine-restarts.ts'
import { exponentialDecay } from '../schedules/exponential-decay.ts'
import type { Schedule } from '../schedules/function-of-t.ts'
import * as families from '../schedules/index.ts'
import { inverseTime } from '../schedules/inverse-time.ts'
import { linear } from '../schedules/linear.ts'
import { oneCycle } from '../schedules/one-cycle.ts'
import { polynomial } from '../schedules/polynomial.ts'
import { rex } from '../schedules/rex.ts'
import { stepDecay } from '../schedules/step-decay.ts'
import { triangular } from '../schedules/triangular.ts'
import { warmupStableDecay } from '../schedules/warmup-stable-decay.ts'

/** A schedule of a family, for a highest rate and a number of updates. */
export type Shape = (rate: number, steps: number) => Schedule

export const shapes: Readonly<Record<string, Shape>> = {
  cosine: (initial, steps) => cosine({ initial, steps }),
  constant: value => constant({ value }),
  linear: (initial, steps) => linear({ initial, steps }),
  polynomial: (initial, steps) => polynomial({ initial, steps, power: 2 }),
  'step decay': (initial, steps) => stepDecay({ initial, factor: 0.5, every: Math.max(1, Math.round(steps / 4)) }),
  'exponential decay': (initial, steps) =>
    exponentialDecay({ initial, gamma: Number((0.01 ** (1 / steps)).toPrecision(4)) }),
  'inverse time': (initial, steps) => inverseTime({ initial, decay: Number((10 / steps).toPrecision(3)) }),
  'cosine with restarts': (initial, steps) =>
    cosineRestarts({ initial, period: Math.max(1, Math.round(steps / 7)), growth: 2 }),
  triangular: (high, steps) =>
    triangular({ low: Number((high / 10).toPrecision(3)), high, half: Math.max(1, Math.round(steps / 8)) }),
  'one cycle': (peak, steps) => oneCycle({ peak, steps }),
  'warmup, stable, decay': (peak, steps) =>
    warmupStableDecay({ peak, steps, warmup: Math.round(steps / 10), decay: Math.max(1, Math.round(steps / 4)) }),
  rex: (initial, steps) => rex({ initial, steps }),
}

/** The family that a schedule is of, with its name in the library. */
export function familyOf(schedule: Schedule): {
  readonly name: string
  readonly purpose: string
  readonly peers: string
} {
  const [name, { purpose, peers }] = Object.entries(families).find(([, { title }]) => title === schedule.title)!
  return { name, purpose, peers }
}

/** The TypeScript that makes a schedule. */
export function scheduleCode(schedule: Schedule): string {
  const given = Object.entries(schedule.parameters).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return `${familyOf(schedule).name}({ ${given.join(', ')} })`
}
