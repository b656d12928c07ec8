import { described, known } from '../display/described.ts'
import { Control } from './control.ts'
import { quoted } from './quoted.ts'

/** What a text may be told. */
export interface TextOptions {
  /** Lines to write on; 1 unless told otherwise. */
  readonly rows?: number
  readonly label?: string
  readonly about?: string
}

/**
 * Something written, as an equation. What it is read as is the value: while it cannot be read, the page says why, and the
 * view keeps the last that could.
 *
 * @param begin the text at first
 * @param read what makes the value of it; throws where it cannot. The text itself unless told otherwise.
 * @example text('x^2 + 3 * y^2', surface)
 */
export function text(begin: string, options?: TextOptions): Control<string>
export function text<T>(begin: string, read: (text: string) => T, options?: TextOptions): Control<T>
export function text(
  begin: string,
  second?: ((text: string) => unknown) | TextOptions,
  third: TextOptions = {},
): Control<never> | Control<unknown> {
  const reading = typeof second === 'function' ? second : undefined
  const options = typeof second === 'object' ? second : third
  known('text', options, ['rows', 'label', 'about'])
  if (typeof begin !== 'string') throw new TypeError(`text: it begins with ${described(begin)}; it must be a text`)
  const { rows = begin.split('\n').length, label, about } = options
  // Which text a value was read from.
  let last: readonly [unknown, string] = [undefined, begin]
  return new Control<unknown>({
    face: { kind: 'text', rows, label, about },
    raw: begin,
    read(name, raw) {
      if (typeof raw !== 'string') throw new TypeError(`${name} is ${described(raw)}; it must be a text`)
      const value = reading ? reading(raw) : raw
      last = [value, raw]
      return value
    },
    written: value => (typeof value === 'string' ? value : last[0] === value ? last[1] : value),
    code: value => quoted(last[0] === value ? last[1] : String(value)),
  })
}
