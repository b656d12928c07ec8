import { element, whenFilled } from '../element.ts'
import { type Draw, row } from './control.ts'
import { Scale } from './scale.ts'

/** A slider with a field beside it, for who knows the number. */
export const slider: Draw = (control, session) => {
  const scale = new Scale(control as never)
  const name = control.label ?? control.name
  const range = element('input', { type: 'range', min: '0', max: String(scale.places), step: '1' })
  const field = element('input', {
    type: 'text',
    class: 'fl-number',
    inputmode: 'decimal',
    'aria-label': `${name}, as a number`,
  })
  range.addEventListener('input', () => session.move(control.name, scale.value(Number(range.value))))
  whenFilled(field, () => {
    const value = field.value.trim() === '' ? Number.NaN : Number(field.value)
    session.move(control.name, Number.isNaN(value) ? field.value : value)
  })
  return row(control, range, [field], raw => {
    if (typeof raw !== 'number') return
    // The hand that holds it knows better where it is.
    if (scale.value(Number(range.value)) !== raw) range.value = String(scale.place(raw))
    range.setAttribute('aria-valuetext', scale.words(raw))
    if (document.activeElement !== field) field.value = scale.words(raw)
  })
}
