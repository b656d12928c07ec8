/** Puts changes into a picture that is there already. */
import type { Change } from '../fragments.ts'

const svgNamespace = 'http://www.w3.org/2000/svg'

/** The elements of the kernel's picture: what the page has put in besides does not count. */
export function elements(parent: Element): Element[] {
  return [...parent.children].filter(child => !child.hasAttribute('data-own'))
}

/** Makes the changes; false where the picture is not the one they were meant for. */
export function patch(root: Element, changes: readonly Change[]): boolean {
  for (const { at, open, from = 0, remove = 0, html } of changes) {
    let target = root
    for (const i of at) {
      const child = elements(target)[i]
      if (child === undefined) return false
      target = child
    }
    if (open !== undefined) attributes(target, open)
    if (html === undefined) continue
    const old = elements(target)
    if (from + remove > old.length) return false
    const before = old[from + remove] ?? old.at(-1)?.nextSibling ?? null
    for (const element of made(target, html)) target.insertBefore(element, before)
    for (const element of old.slice(from, from + remove)) element.remove()
  }
  return true
}

function made(parent: Element, html: string): Element[] {
  const box = document.createElementNS(
    parent.namespaceURI,
    // tagName is in capitals, and a TBODY made by that name takes no rows.
    parent.namespaceURI === svgNamespace ? 'svg' : parent.localName,
  )
  box.innerHTML = html
  return [...box.children]
}

/** Gives an element the attributes of a start tag. */
function attributes(element: Element, open: string): void {
  const box = document.createElement('template')
  box.innerHTML = open
  const like = box.content.firstElementChild
  if (like === null) return
  for (const { name } of [...element.attributes]) if (!like.hasAttribute(name)) element.removeAttribute(name)
  for (const { name, value } of [...like.attributes]) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value)
  }
}
