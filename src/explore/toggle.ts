import { described, known } from '../display/described.ts'
import { Control } from './control.ts'

/**
 * Something that is on or off.
 *
 * @param on how it is at first
 * @example toggle(true, { label: 'bias correction' })
 */
export function toggle(on: boolean, options: { readonly label?: string; readonly about?: string } = {}) {
  known('toggle', options, ['label', 'about'])
  const { label, about } = options
  return new Control<boolean>({
    face: { kind: 'toggle', label, about },
    raw: on,
    read(name, raw) {
      if (typeof raw === 'boolean') return raw
      throw new TypeError(`${name} is ${described(raw)}; it must be true or false`)
    },
    written: value => value,
    code: String,
  })
}
