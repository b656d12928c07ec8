/**
 * HTML as a tree that goes as deep as a picture's layers: so a page that has one picture is sent of the next only the layers
 * that differ. The contours stay, the path moves.
 */

/** Markup that is replaced as a whole, or an element whose children are looked at one by one. */
export type Fragment = string | Branch

interface Branch {
  /** The start tag. */
  readonly open: string
  readonly children: readonly Fragment[]
  readonly close: string
}

/** A change: of the element at `at`, which counts children from the root down. */
export interface Change {
  readonly at: readonly number[]
  /** Its new start tag: its attributes are these. */
  readonly open?: string
  /** Of its children, `remove` from number `from` on are replaced by this markup. */
  readonly from?: number
  readonly remove?: number
  readonly html?: string
}

/** Elements that are looked into. */
const branching = new Set(['figure', 'div', 'section', 'svg', 'table', 'tbody'])
/** Elements without an end tag. */
const empty = new Set(['br', 'hr', 'img', 'input', 'col', 'wbr'])

/** The markup as a tree under one root. What is not well formed is one piece. */
export function fragments(html: string): Fragment {
  const read = new Reader(html)
  const children = read.children()
  return children === undefined || !read.atEnd ? html : { open: '', children, close: '' }
}

class Reader {
  readonly #html: string
  readonly #tag = /<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*?)(\/?)>/g
  #at = 0

  constructor(html: string) {
    this.#html = html
  }

  get atEnd(): boolean {
    return this.#html.slice(this.#at).trim() === ''
  }

  /** The elements up to an end tag; undefined where there is text between them, or something that is no element. */
  children(): Fragment[] | undefined {
    const found: Fragment[] = []
    for (;;) {
      const tag = this.#next()
      if (tag === undefined) return found
      if (this.#html.slice(this.#at, tag.index).trim() !== '') return undefined
      if (tag[1] === '/') return found
      const element = this.#element(tag)
      if (element === undefined) return undefined
      found.push(element)
    }
  }

  #next(): RegExpExecArray | undefined {
    this.#tag.lastIndex = this.#at
    return this.#tag.exec(this.#html) ?? undefined
  }

  #element(tag: RegExpExecArray): Fragment | undefined {
    const [open, , name, , closed] = tag
    const begin = tag.index
    this.#at = begin + open.length
    if (closed === '/' || empty.has(name)) return open
    const inside = this.#at
    if (branching.has(name)) {
      const children = this.children()
      const end = this.#next()
      if (children !== undefined && end?.[1] === '/' && end[2] === name && end.index >= this.#at) {
        this.#at = end.index + end[0].length
        return { open, children, close: end[0] }
      }
      this.#at = inside
    }
    for (let depth = 1; depth > 0; ) {
      const next = this.#next()
      if (next === undefined) return undefined
      this.#at = next.index + next[0].length
      if (next[2] === name && next[4] !== '/' && !empty.has(name)) depth += next[1] === '/' ? -1 : 1
    }
    return this.#html.slice(begin, this.#at)
  }
}

/** The markup of a tree. */
export function markup(fragment: Fragment): string {
  return typeof fragment === 'string'
    ? fragment
    : fragment.open + fragment.children.map(markup).join('') + fragment.close
}

/** What makes `after` of `before`; undefined where they have nothing in common. */
export function changes(before: Fragment, after: Fragment): readonly Change[] | undefined {
  if (typeof before === 'string' || typeof after === 'string') return before === after ? [] : undefined
  const found: Change[] = []
  compare(before, after, [], found)
  return found
}

function compare(before: Branch, after: Branch, at: readonly number[], found: Change[]): void {
  if (before.open !== after.open) found.push({ at, open: after.open })
  const [old, made] = [before.children, after.children]
  const same = (i: number, j: number): boolean => old[i] === made[j] || markup(old[i]) === markup(made[j])
  if (old.length === made.length) {
    for (let i = 0; i < made.length; i++) {
      if (same(i, i)) continue
      const [a, b] = [old[i], made[i]]
      if (typeof a !== 'string' && typeof b !== 'string' && nameOf(a) === nameOf(b)) compare(a, b, [...at, i], found)
      else found.push({ at, from: i, remove: 1, html: markup(b) })
    }
    return
  }
  let from = 0
  while (from < old.length && from < made.length && same(from, from)) from++
  let behind = 0
  const most = Math.min(old.length, made.length) - from
  while (behind < most && same(old.length - 1 - behind, made.length - 1 - behind)) behind++
  const html = made
    .slice(from, made.length - behind)
    .map(markup)
    .join('')
  found.push({ at, from, remove: old.length - behind - from, html })
}

const nameOf = ({ open }: Branch): string => /^<([\w-]+)/.exec(open)?.[1] ?? ''
