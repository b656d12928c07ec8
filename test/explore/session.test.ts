import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Widget } from '../../src/display/widget.ts'
import { Exhibit } from '../../src/explore/exhibit.ts'
import { Session, type Watcher } from '../../src/explore/page/session.ts'
import type { ExplorationTold, RedrawnTold } from '../../src/explore/page/told.ts'
import { choice, slider, text, toggle } from '../../src/index.ts'
import { inside, page, patch, written } from './document.ts'

/**
 * The page's half and the kernel's half of an exploration, with the line between them in the test's hand: whatever the order in which messages
 * arrive, in the end every page shows what the kernel would draw anew, and no queue has grown.
 */

/** A kernel with one exhibit: messages to it wait in `toKernel`, its own in each page's list. */
class Line {
  readonly exhibit: Exhibit
  readonly pages: Page[] = []
  toKernel: object[] = []
  asked = false
  views = 0
  works = 0
  /** What the view waits for, if it is told to. */
  gate: { promise: Promise<void>; open: () => void } | undefined
  working: Promise<void> | undefined

  constructor() {
    const controls = {
      n: slider({ min: 0, max: 20, whole: true, default: 3 }),
      kind: choice(['dots', 'bars', 'none']),
      on: toggle(false),
      words: text('ab', written => {
        if (written.includes('!')) throw new Error('no ! here')
        return written.toUpperCase()
      }),
    }
    this.exhibit = new Exhibit(
      controls,
      async values => {
        this.views += 1
        await this.gate?.promise
        if (values.n === 13) throw new Error('thirteen')
        return drawn(values as never)
      },
      { title: 'A title' },
    )
  }

  async open(): Promise<void> {
    await this.exhibit.draw()
    this.exhibit.opened(() => {
      const line = this
      const widget: Widget = {
        view: () => ({}),
        send: content => {
          for (const page of line.pages) page.inbox.push(JSON.parse(JSON.stringify(content)))
        },
        ask: () => {
          line.asked = true
        },
        close: () => {},
        closed: false,
      }
      return widget
    })
  }

  join(): void {
    const { exploration } = JSON.parse(JSON.stringify(this.exhibit.state('id'))) as { exploration: ExplorationTold }
    this.pages.push(new Page(exploration, this))
  }

  /** One message reaches the kernel. */
  hear(): void {
    const message = this.toKernel.shift()
    if (message) this.exhibit.heard(message)
  }

  /** What has been asked for is begun, if nothing is at work. */
  begin(): void {
    if (!this.asked || this.working) return
    this.asked = false
    this.works += 1
    this.working = this.exhibit
      .work()
      .catch((error: Error) =>
        this.exhibit.failed({ ename: error.name, evalue: error.message, traceback: [error.message] }),
      )
      .then(() => {
        this.working = undefined
      })
  }

  /** All goes its way, to the end. */
  async settle(): Promise<void> {
    this.gate?.open()
    this.gate = undefined
    for (let turns = 0; ; turns++) {
      if (turns > 1000) throw new Error('it does not come to rest')
      while (this.toKernel.length > 0) this.hear()
      this.begin()
      await this.working
      for (const page of this.pages) page.receive(Number.POSITIVE_INFINITY)
      if (!this.asked && this.toKernel.length === 0) return
    }
  }
}

class Page implements Watcher {
  readonly session: Session
  readonly inbox: object[] = []
  readonly #parts: { innerHTML: string }[] = []
  #heard: (content: object, buffers: DataView[]) => void = () => {}
  sent = 0

  constructor(told: ExplorationTold, line: Line) {
    this.session = new Session({
      get: () => told,
      on: (name: string, heard: unknown) => {
        if (name === 'msg:custom') this.#heard = heard as never
      },
      off: () => {},
      send: content => {
        this.sent += 1
        line.toKernel.push(JSON.parse(JSON.stringify(content)))
      },
    })
    this.session.watchers.add(this)
    this.drawn(undefined)
  }

  /** So many messages reach the page. */
  receive(count: number): void {
    for (const message of this.inbox.splice(0, count)) this.#heard(message, [])
  }

  drawn(redrawn: readonly RedrawnTold[] | undefined): void {
    if (redrawn === undefined) {
      this.#parts.splice(0, Number.POSITIVE_INFINITY, ...this.session.parts.map(({ html }) => page(html)))
    }
    for (const { part, html, changes } of redrawn ?? []) {
      if (html !== undefined) this.#parts[part].innerHTML = html
      else if (changes && !patch(this.#parts[part] as never, changes)) this.session.wantWhole()
    }
  }

  told(): void {}

  get shown(): unknown[] {
    return this.#parts.map(part => inside(part as never))
  }
}

/** A view whose parts come, go and change in every way. */
function drawn({ n, kind, on, words }: { n: number; kind: string; on: boolean; words: string }) {
  const dots = Array.from({ length: n }, (_, i) => `<g><circle r="${i}"></circle></g>`).join('')
  const marks = kind === 'dots' ? dots : `<rect width="${n}"></rect>`
  const html = `<figure title="${words}"><svg width="${words.length}"><g>axis</g>${marks}</svg></figure>`
  const chart = { [Symbol.for('Jupyter.display')]: () => ({ 'text/html': html }) } as never
  return kind === 'none' ? words : on ? { chart, words } : { chart }
}

const raws = {
  n: fc.integer({ min: -2, max: 22 }),
  kind: fc.constantFrom('dots', 'bars', 'none', 'lines'),
  on: fc.boolean(),
  words: fc.constantFrom('ab', 'abc', 'a!', ''),
}
type Name = keyof typeof raws
const move = fc
  .constantFrom<Name[]>('n', 'kind', 'on', 'words')
  .chain(name => fc.tuple(fc.nat(2), fc.constant(name), raws[name] as fc.Arbitrary<unknown>))
const step = fc.oneof(
  { weight: 6, arbitrary: move.map(given => ['move', given] as const) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 3 })).map(given => ['receive', given] as const),
  },
  { weight: 3, arbitrary: fc.constant(['hear'] as const) },
  { weight: 3, arbitrary: fc.constant(['begin'] as const) },
  { weight: 2, arbitrary: fc.constant(['finish'] as const) },
  { weight: 1, arbitrary: fc.constant(['slow'] as const) },
  { weight: 1, arbitrary: fc.nat(2).map(at => ['reset', at] as const) },
  { weight: 1, arbitrary: fc.constant(['join'] as const) },
  { weight: 1, arbitrary: fc.nat(2).map(at => ['lose', at] as const) },
  { weight: 1, arbitrary: raws.n.map(n => ['set', n] as const) },
)

test('whatever the order of moves, messages and views, all pages end with what the kernel draws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
      const line = new Line()
      await line.open()
      line.join()
      const pageAt = (at: number) => line.pages[at % line.pages.length]
      for (const [what, given] of steps) {
        if (what === 'move') pageAt(given[0]).session.move(given[1], given[2])
        else if (what === 'receive') pageAt(given[0]).receive(given[1])
        else if (what === 'hear') line.hear()
        else if (what === 'begin') line.begin()
        else if (what === 'reset') pageAt(given).session.reset()
        else if (what === 'join' && line.pages.length < 3) line.join()
        // What a connection that broke has swallowed.
        else if (what === 'lose') pageAt(given).inbox.length = 0
        else if (what === 'set' && given >= 0 && given <= 20) line.exhibit.put({ n: given })
        else if (what === 'slow' && !line.gate) {
          let open = () => {}
          const promise = new Promise<void>(resolve => {
            open = resolve
          })
          line.gate = { promise, open }
        } else if (what === 'finish') {
          line.gate?.open()
          line.gate = undefined
          await line.working
        }
        // A page waits for its answer before it says more.
        expect(line.toKernel.length).toBeLessThanOrEqual(line.pages.length)
      }
      await line.settle()
      // Whoever has missed something notices at the next message.
      line.exhibit.put({ n: line.exhibit.values.n === 5 ? 6 : 5 })
      await line.settle()
      const { exploration } = line.exhibit.state('id') as { exploration: ExplorationTold }
      const now = exploration.parts.map(({ html }) => written(html))
      expect(now).toEqual((await anew(line.exhibit.values)).map(html => written(html)))
      for (const { session, shown } of line.pages) {
        expect(shown).toEqual(now)
        expect(session.parts.map(({ name }) => name)).toEqual(exploration.parts.map(({ name }) => name))
        for (const { name, raw } of session.controls) {
          if (!(name in session.refused))
            expect(raw, name).toEqual(exploration.controls.find(c => c.name === name)!.raw)
        }
      }
    }),
    { numRuns: 300 },
  )
}, 60_000)

/** The parts of a fresh exhibit at these values. */
async function anew(values: Readonly<Record<string, unknown>>): Promise<string[]> {
  const fresh = new Exhibit({}, () => drawn(values as never), {})
  await fresh.draw()
  fresh.opened(() => ({ view: () => ({}), send() {}, ask() {}, close() {}, closed: false }))
  return (fresh.state('id') as { exploration: ExplorationTold }).exploration.parts.map(({ html }) => html)
}

test('of a flood of moves the view is called for the first and the last', async () => {
  const line = new Line()
  await line.open()
  line.join()
  const [{ session }] = line.pages
  const before = line.views
  for (let i = 0; i < 1000; i++) session.move('n', i % 12)
  session.move('n', 7)
  await line.settle()
  expect(line.views - before).toBe(2)
  expect(line.exhibit.values.n).toBe(7)
  expect(line.pages[0].sent).toBe(2)
  // Each is one turn in the kernel, and one message from it.
  expect(line.works).toBe(2)
  session.move('n', 7)
  expect(line.toKernel).toEqual([])
})

test('a page that waits says so after a while, and not any more when the answer is there', async () => {
  vi.useFakeTimers()
  const line = new Line()
  await line.open()
  line.join()
  const [{ session }] = line.pages
  session.move('n', 4)
  expect(session.waiting).toBe(false)
  vi.advanceTimersByTime(250)
  expect(session.waiting).toBe(true)
  vi.useRealTimers()
  await line.settle()
  expect(session.waiting).toBe(false)
  expect(session.quiet).toBe(true)
})

test('what a view throws is told, and the picture stays until it draws again', async () => {
  const line = new Line()
  await line.open()
  line.join()
  const [page] = line.pages
  const before = page.shown
  page.session.move('n', 13)
  await line.settle()
  expect(page.session.told.trouble).toMatchObject({ evalue: 'thirteen' })
  expect(page.shown).toEqual(before)
  page.session.move('n', 12)
  await line.settle()
  expect(page.session.told.trouble).toBeUndefined()
  expect(page.shown).not.toEqual(before)
})
