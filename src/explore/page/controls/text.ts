import { element } from '../element.ts'
import { type Draw, row } from './control.ts'

/** Read at every stroke of a key. */
export const text: Draw = (control, session) => {
  const rows = control.rows as number
  const field =
    rows > 1
      ? element('textarea', { rows: String(rows), spellcheck: 'false', autocapitalize: 'off' })
      : element('input', { type: 'text', class: 'fl-text', spellcheck: 'false', autocapitalize: 'off' })
  field.addEventListener('input', () => session.move(control.name, field.value))
  return row(control, field, [], raw => {
    if (field.value !== raw && document.activeElement !== field) field.value = String(raw)
    else if (field.value !== raw && raw === control.initial && !session.moving(control.name)) field.value = String(raw)
  })
}
