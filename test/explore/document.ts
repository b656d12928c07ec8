/** A document as a page has one, for tests of what runs in the page. */
import { parseHTML } from 'linkedom'

/** As much of an element as is looked at here. */
interface Element {
  innerHTML: string
  readonly nodeType: number
  readonly tagName: string
  readonly textContent: string
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>
  readonly childNodes: Iterable<Element>
}

/** The page's own patch: its module is checked with the page's types, not with ours. */
type Patch = (root: Element, changes: readonly object[]) => boolean

const { document } = parseHTML('<html><body></body></html>')
Object.assign(globalThis, { document })

const module = '../../src/explore/page/patch.ts'
export const { patch } = (await import(module)) as { patch: Patch }

/** An element of the document with that markup in it. */
export function page(html: string): Element {
  const root = document.createElement('div') as unknown as Element
  root.innerHTML = html
  return root
}

/** What is in it: elements with their attributes, and text. */
export function inside({ childNodes }: Element): readonly unknown[] {
  return [...childNodes].flatMap((each): readonly unknown[] => {
    if (each.nodeType === 3) return each.textContent.trim() === '' ? [] : [each.textContent]
    const attributes = [...each.attributes].map(({ name, value }) => `${name}=${value}`).sort()
    return [[each.tagName.toLowerCase(), ...attributes, inside(each)]]
  })
}

/** What a page of that markup has in it. */
export const written = (html: string): readonly unknown[] => inside(page(html))

/** The same with the ends of empty elements written out: this document reads `/>` only within a whole picture, other than a browser. */
export const spelt = (html: string): string => html.replace(/<([\w-]+)((?:"[^"]*"|[^">])*?)\s*\/>/g, '<$1$2></$1>')
