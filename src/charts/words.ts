import { number } from '../display/number.ts'
import type { ScheduleSetting } from '../schedules/function-of-t.ts'

/** Words as a sentence: a capital first, unless the first word is an argument's name as learningRate; a full stop last. */
export function sentence(words: string, stop = '.'): string {
  return words.replace(/^[a-z]+(?![\w.])/, first => first.charAt(0).toUpperCase() + first.slice(1)) + stop
}

/** What a schedule's parameter is set to. */
export function settingText(value: ScheduleSetting): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? number(value) : `[${value.map(one => number(one)).join(', ')}]`
}
