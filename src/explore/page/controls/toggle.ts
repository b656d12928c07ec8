import { element } from '../element.ts'
import { type Draw, row } from './control.ts'

export const toggle: Draw = (control, session) => {
  const box = element('input', { type: 'checkbox' })
  const held = element('div', { class: 'fl-wide' }, box)
  box.addEventListener('change', () => session.move(control.name, box.checked))
  return row(control, held.firstElementChild as HTMLInputElement, [], raw => {
    box.checked = raw === true
  })
}
