import { wholeNumber } from '../display/described.ts'
import type { Schedule } from './function-of-t.ts'

/**
 * The sum of a schedule's values over the updates 1 to `steps`, t = 0 to steps - 1: for gradient descent, how far it can go along
 * a gradient of length 1. Schedules with the same area are compared fairly.
 * @param steps Number of updates: up to the schedule's own end unless told otherwise.
 * @throws RangeError for a number of updates that is none; TypeError where there is none and the schedule has no end.
 */
export function area(schedule: Schedule | ((t: number) => number), steps?: number): number {
  const count = updates(schedule, steps)
  let sum = 0
  for (let t = 0; t < count; t++) sum += schedule(t)
  return sum
}

/** The mean of a schedule's values over the updates 1 to `steps`: its area by their number. */
export const meanRate = (schedule: Schedule | ((t: number) => number), steps?: number): number =>
  area(schedule, steps) / updates(schedule, steps)

function updates(schedule: Schedule | ((t: number) => number), steps: number | undefined): number {
  const count = steps ?? ('end' in schedule ? Math.ceil(schedule.end) : Number.POSITIVE_INFINITY)
  if (count === Number.POSITIVE_INFINITY || count === 0)
    throw new TypeError('area: the schedule has no end of its own: say how many updates there are')
  wholeNumber('area', 'steps', count, 1)
  return count
}
