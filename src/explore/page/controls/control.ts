import { element, newId } from '../element.ts'
import type { Session } from '../session.ts'
import type { ControlTold } from '../told.ts'

/** A control that has been drawn. */
export interface Drawn {
  readonly name: string
  readonly row: HTMLElement
  /** Shows where it stands, and why what was wanted of it could not be. */
  show(raw: unknown, refused: string | undefined): void
  leave?(): void
}

/** Draws a control. */
export type Draw = (control: ControlTold, session: Session) => Drawn

/** A row of its own: the label, what is moved, and the reason why not. */
export function row(
  { name, kind, label, about }: ControlTold,
  field: HTMLElement,
  others: readonly HTMLElement[],
  show: (raw: unknown) => void,
): Drawn {
  field.id = newId()
  const refusal = element('div', { class: 'fl-refused', id: newId(), role: 'alert' })
  refusal.hidden = true
  field.setAttribute('aria-describedby', refusal.id)
  if (others.length === 0 && !field.parentElement) field.classList.add('fl-wide')
  const labelled = element('label', { for: field.id, title: about }, label ?? name)
  const shown = field.parentElement ?? field
  const made = element(
    'div',
    { class: 'fl-row', 'data-control': name, 'data-kind': kind },
    labelled,
    shown,
    ...others,
    refusal,
  )
  return {
    name,
    row: made,
    show(raw, refused) {
      refusal.hidden = refused === undefined
      refusal.textContent = refused ?? ''
      field.setAttribute('aria-invalid', String(refused !== undefined))
      show(raw)
    },
  }
}
