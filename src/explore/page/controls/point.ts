import { element, whenFilled } from '../element.ts'
import { type Draw, row } from './control.ts'

/** The coordinates as numbers, beside the handle on the chart. */
export const point: Draw = (control, session) => {
  const coordinates = control.coordinates as readonly string[]
  const fields = coordinates.map(name =>
    element('input', {
      type: 'text',
      class: 'fl-number',
      inputmode: 'decimal',
      'aria-label': `${control.label ?? control.name}, ${name}`,
    }),
  )
  const change = (): void => {
    session.move(
      control.name,
      fields.map(({ value }) => (value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value))),
    )
  }
  for (const field of fields) whenFilled(field, change)
  const held = element('div', { class: 'fl-wide fl-player' }, ...fields)
  return row(control, held.firstElementChild as HTMLInputElement, [], raw => {
    fields.forEach((field, i) => {
      const value = (raw as readonly unknown[])[i]
      if (document.activeElement !== field) field.value = String(value)
    })
  })
}
