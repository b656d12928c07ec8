import { apart, number } from '../../display/number.ts'
import type { Best, Watching } from './early-stopping.ts'
import type { EpochRow } from './history.ts'
import type { Training, TrainingStopped } from './training.ts'

/** What the words are made from. */
interface Told {
  readonly stopped: TrainingStopped
  /** Why, in the words of what ended it: a callback, the rule, or where a NaN came first. */
  readonly why: string
  readonly rows: readonly EpochRow[]
  readonly updates: number
  readonly planned: number
  readonly best: Best | undefined
  readonly watched: Watching
  readonly restored: boolean
}

/** Why training ended, in words with the numbers measured against their limits. */
export function because(told: Told): string {
  const { restored, best } = told
  const back = restored && best && best.epoch < told.rows.length ? `; the weights are those of epoch ${best.epoch}` : ''
  return `${ending(told)}${back}`
}

function ending({ stopped, why, rows, updates, planned, best, watched }: Told): string {
  const epochs = rows.length
  const at = `after epoch ${number(epochs)} of ${number(planned)} (${number(updates)} updates)`
  switch (stopped) {
    case 'epochs':
      return `all ${number(planned)} epochs made (${number(updates)} updates): ${went(rows)}${bestOf(best, watched)}`
    case 'patience': {
      const { value = Number.NaN, epoch = 0, waited = 0 } = best ?? {}
      const [was, now] = apart(value, rows[epochs - 1][watched.metric])
      const by = watched.minDelta > 0 ? ` by more than ${number(watched.minDelta)}` : ''
      return `stopped ${at}: the ${watched.metric} has not been better than ${was}${by}, that of epoch ${epoch}, for ${number(waited)} epochs, and is ${now}`
    }
    case 'callback':
      return `stopped ${at}, as a callback asked${why && `: ${why}`}`
    case 'interrupted':
      return `interrupted ${at}${rows.length > 0 ? `: ${went(rows)}${bestOf(best, watched)}` : ''}`
    case 'diverged':
      return `stopped ${at}, as ${why}`
    case 'stalled':
      return `stopped ${at}: ${why}`
  }
}

/** How the loss went, of what was learned from and of what was kept back. */
export function went(rows: readonly EpochRow[]): string {
  const [first, last] = [rows[0], rows[rows.length - 1]]
  const column = (name: string): string => {
    const [from, to] = apart(first[name], last[name])
    if (rows.length === 1) return `the ${name} is ${to}`
    return `the ${name} ${last[name] === first[name] ? 'stayed at' : `${last[name] < first[name] ? 'fell' : 'rose'} from ${from} to`} ${to}`
  }
  return ['loss', 'validation loss']
    .filter(name => name in last)
    .map(column)
    .join(', ')
}

function bestOf(best: Best | undefined, { metric }: Watching): string {
  return best === undefined ? '' : `; the best ${metric} was ${number(best.value)}, of epoch ${best.epoch}`
}

/** The best epoch as a Training tells it. */
export const bestTold = (best: Best | undefined, { metric }: Watching): Training['best'] =>
  best && { metric, epoch: best.epoch, value: best.value }
