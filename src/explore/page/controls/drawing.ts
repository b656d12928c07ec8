import { element } from '../element.ts'
import { type Draw, row } from './control.ts'

/** A line is drawn on the chart itself; here it is said that it can be. */
export const drawing: Draw = (control, session) => {
  const clear = element('button', { type: 'button', class: 'fl-button' }, 'Draw anew')
  clear.addEventListener('click', () => session.move(control.name, control.initial))
  const hint = element('span', {}, 'draw on the chart')
  const held = element('div', { class: 'fl-wide fl-player' }, clear, hint)
  return row(control, held.firstElementChild as HTMLButtonElement, [], () => {})
}
