import { element } from '../element.ts'
import { type Draw, row } from './control.ts'

export const choice: Draw = (control, session) => {
  const names = control.choices as readonly string[]
  const list = element('select', {}, ...names.map(name => element('option', { value: name }, name)))
  const held = element('div', { class: 'fl-wide' }, list)
  list.addEventListener('change', () => session.move(control.name, list.value))
  return row(control, held.firstElementChild as HTMLSelectElement, [], raw => {
    list.value = String(raw)
  })
}
