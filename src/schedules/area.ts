import { described, wholeNumber } from '../display/described.ts'
import type { Schedule } from './function-of-t.ts'
import { isFamily } from './is-family.ts'

/**
 * The sum of a schedule's values over the updates 1 to `steps`, t = 0 to steps - 1: for gradient descent, how far it can go along
 * a gradient of length 1. Schedules with the same area are compared fairly.
 * @param steps Number of updates: up to the schedule's own end unless told otherwise.
 * @throws RangeError for a number of updates that is none; TypeError where there is none and the schedule has no end.
 */
export function area(schedule: Schedule | ((t: number) => number), steps?: number): number {
  return sum(schedule, updates('area', schedule, steps))
}

/** The mean of a schedule's values over the updates 1 to `steps`: its area by their number. */
export function meanRate(schedule: Schedule | ((t: number) => number), steps?: number): number {
  const count = updates('meanRate', schedule, steps)
  return sum(schedule, count) / count
}

function sum(schedule: (t: number) => number, count: number): number {
  let total = 0
  for (let t = 0; t < count; t++) total += schedule(t)
  return total
}

function updates(where: string, schedule: Schedule | ((t: number) => number), steps: number | undefined): number {
  if (typeof schedule !== 'function' || isFamily(schedule)) {
    throw new TypeError(
      `${where}: the schedule is ${described(schedule)}; it must be one, as cosine({ initial: 0.1, steps: 100 }), or a function of t`,
    )
  }
  if (steps !== undefined) {
    wholeNumber(where, 'steps', steps, 1)
    return steps
  }
  const end = 'end' in schedule ? Math.ceil(schedule.end) : Number.POSITIVE_INFINITY
  if (end === Number.POSITIVE_INFINITY || end === 0)
    throw new TypeError(`${where}: the schedule has no end of its own: say how many updates there are`)
  return end
}
