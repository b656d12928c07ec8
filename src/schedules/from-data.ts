import { described } from '../display/described.ts'
import { suggestion } from '../equations/nearest.ts'
import { clamp } from './clamp.ts'
import { drawn } from './drawn.ts'
import type { Schedule, ScheduleData } from './function-of-t.ts'
import * as catalogue from './index.ts'
import { perEpoch } from './per-epoch.ts'
import { product } from './product.ts'
import { sequence } from './sequence.ts'
import { warmup } from './warmup.ts'

/** A family of schedules, whatever its parameters. */
type Family = ((given: never) => Schedule) & { readonly title: string }

type Given = Readonly<Record<string, never>>

/** What is made from other schedules, by title. */
const combinations: Readonly<Record<string, (parts: readonly Schedule[], given: Given) => Schedule>> = {
  sequence: (parts, { at }) => sequence(parts, { at }),
  product: parts => product(parts),
  clamp: ([part], given) => clamp(part, given),
  warmup: ([part], given) => warmup(part, given as never),
  'per epoch': ([part], { updatesPerEpoch, by }) =>
    perEpoch(part, updatesPerEpoch, { smooth: (by as string) === 'update' }),
  drawn: (_, { t, value, by }) =>
    drawn(
      (t as number[]).map((time, i) => [time, value[i]] as const),
      { by },
    ),
}

/**
 * A schedule from its plain data: `scheduleFrom(JSON.parse(JSON.stringify(schedule)))` has the same values, bit for bit.
 * @param families schedules of your own that may be in it.
 * @throws TypeError for what is no schedule's data, and what making the schedule throws.
 */
export function scheduleFrom(data: ScheduleData, families: readonly Family[] = []): Schedule {
  if (typeof data?.schedule !== 'string' || typeof data.given !== 'object' || data.given === null) {
    throw new TypeError(`scheduleFrom is given ${described(data)}; it must be what a schedule's toJSON() gave`)
  }
  const all = [...(Object.values(catalogue) as readonly Family[]), ...families]
  const family = all.find(({ title }) => title === data.schedule)
  if (family !== undefined) return family(data.given as never)
  if (Object.hasOwn(combinations, data.schedule)) {
    const parts = (data.parts ?? []).map(part => scheduleFrom(part, families))
    return combinations[data.schedule](parts, data.given as Given)
  }
  const names = [...all.map(({ title }) => title), ...Object.keys(combinations)]
  throw new TypeError(`scheduleFrom: there is no schedule '${data.schedule}'${suggestion(data.schedule, names)}`)
}
