/** JupyterLab takes keys for its own, but for those pressed in an element that says this. */
export const ownKeys = { 'data-lm-suppress-shortcuts': 'true' }

const takesKeys = new Set(['input', 'select', 'textarea', 'button'])

/** An element with its attributes and what is in it. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  const keys = takesKeys.has(tag) ? ownKeys : {}
  for (const [name, value] of Object.entries<string | undefined>({ ...attributes, ...keys }))
    if (value !== undefined) made.setAttribute(name, value)
  made.append(...inside)
  return made
}

/** The same in a picture. */
export function drawn<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...inside: Node[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  made.append(...inside)
  return made
}

/** Has something done when a field is filled in: at Enter, or when it is left. */
export function whenFilled(field: HTMLInputElement, done: () => void): void {
  field.addEventListener('change', done)
  // In a notebook a browser takes Enter for nothing.
  field.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') done()
  })
}

let count = 0

/** A name that no other element of the page has. */
export const newId = (): string => `fall-line-${++count}-${Math.random().toString(36).slice(2, 8)}`
