import { afterEach, expect, test, vi } from 'vitest'
import { frontEndKey } from '../../src/display/front-end.ts'
import type { WidgetHalf } from '../../src/display/widget.ts'
import { partsOf } from '../../src/explore/parts.ts'
import {
  adam,
  beale,
  choice,
  contours,
  explore,
  minimize,
  point,
  rosenbrock,
  slider,
  surface,
  text,
  toggle,
  typeset,
} from '../../src/index.ts'

const displayed = Symbol.for('Jupyter.display')
const shown = (exploration: object): Promise<Record<string, unknown>> =>
  (exploration as Record<symbol, () => Promise<Record<string, unknown>>>)[displayed]()

/** A front end that has widgets: what they are told is kept. */
function front() {
  const sent: Record<string, unknown>[] = []
  const asked: WidgetHalf[] = []
  const widget = { closed: false, opened: 0 }
  const value = {
    display: () => {},
    widget: (half: WidgetHalf) => {
      widget.closed = false
      widget.opened += 1
      return {
        view: () => ({ 'application/vnd.jupyter.widget-view+json': { model_id: String(widget.opened) } }),
        send: (content: Record<string, unknown>) => sent.push(content),
        ask: () => asked.push(half),
        close: () => {
          widget.closed = true
        },
        get closed() {
          return widget.closed
        },
      }
    },
  }
  Object.defineProperty(globalThis, frontEndKey, { value, configurable: true })
  return { sent, asked, widget }
}
afterEach(() => {
  delete (globalThis as { [frontEndKey]?: unknown })[frontEndKey]
})

test('the view gets the value of each control, with its type', async () => {
  const view = vi.fn(() => 'so')
  const exploration = explore(
    {
      rate: slider({ min: 0, max: 1 }),
      shape: choice({ Rosenbrock: rosenbrock, Beale: beale }),
      start: rosenbrock.start,
      corrected: true,
      loss: text('x^2', surface),
    },
    view,
  )
  await exploration.still()
  const values = exploration.values
  expect(view).toHaveBeenCalledWith(values)
  expect(values).toMatchObject({ rate: 0.5, shape: rosenbrock, start: rosenbrock.start, corrected: true })
  expect(values.loss.value([3])).toBe(9)
})

test('where nobody draws widgets it is a picture of how it stands, and nothing else', async () => {
  const exploration = explore(
    { rate: slider({ min: 0, max: 1, label: 'learning <rate>' }), start: [-1.2, 1] },
    ({ rate, start }) => contours(rosenbrock, minimize(rosenbrock, adam({ learningRate: rate }), { start, steps: 9 })),
    { title: 'Race & chase', caption: 'Drag it.' },
  )
  exploration.set({ rate: 0.25, start: [0, 0.5] })
  const bundle = await shown(exploration)
  expect(Object.keys(bundle)).toEqual(['text/html', 'text/plain'])
  const run = minimize(rosenbrock, adam({ learningRate: 0.25 }), { start: [0, 0.5], steps: 9 })
  expect(bundle['text/html']).toContain(/(<svg[\s\S]*<\/svg>)/.exec(contours(rosenbrock, run).html)![1].slice(0, 300))
  expect(bundle['text/html']).toContain('Race &amp; chase')
  expect(bundle['text/html']).toContain('learning &lt;rate&gt; = 0.25, start = [0, 0.5]')
  expect(bundle['text/html']).toContain('Drag it.')
  expect(bundle['text/plain']).toContain('Race & chase')
  expect(bundle['text/plain']).toContain('const rate = 0.25\nconst start = [0, 0.5]')
  expect(bundle['text/html']).toBe(await exploration.still())
  expect(bundle['text/html']).not.toMatch(/undefined|NaN|\[object/)
})

test('where widgets are drawn the bundle has both, so that a page without the kernel has the picture', async () => {
  const { widget } = front()
  const exploration = explore({ n: slider({ min: 0, max: 9, whole: true, default: 3 }) }, ({ n }) => `n is ${n}`)
  const bundle = await shown(exploration)
  expect(Object.keys(bundle).sort()).toEqual(['application/vnd.jupyter.widget-view+json', 'text/html', 'text/plain'])
  // Shown twice it is the same widget; closed and shown again, another.
  await shown(exploration)
  expect(widget.opened).toBe(1)
  widget.closed = true
  await shown(exploration)
  expect(widget.opened).toBe(2)
})

test('it is moved from a cell, with what is wrong told before anything moves', async () => {
  const exploration = explore({ n: slider({ min: 0, max: 9 }), on: false }, ({ n, on }) => `${n} ${on}`)
  exploration.set({ n: 2, on: true })
  expect(exploration.values).toEqual({ n: 2, on: true })
  expect(await exploration.still()).toContain('2 true')
  expect(() => exploration.set({ m: 2 } as never)).toThrow("set: there is no control 'm'; there are n, on")
  expect(() => exploration.set({ n: 10 })).toThrow('n is 10; it must be a number from 0 to 9')
  expect(() => exploration.set({ on: false, n: -1 })).toThrow('n is -1')
  expect(exploration.values).toEqual({ n: 2, on: true })
  exploration.reset()
  expect(exploration.values).toEqual({ n: 4.5, on: false })
  expect(await exploration.still()).toContain('4.5 false')
})

test('the code makes the present setting, each control as a constant unless told otherwise', () => {
  const controls = { rate: slider({ min: 0, max: 1 }), shape: choice({ Beale: beale }), on: true, at: [1, 2] }
  const plain = explore(controls, () => '')
  expect(plain.code).toBe('const rate = 0.5\nconst shape = beale\nconst on = true\nconst at = [1, 2]')
  const told = explore(controls, () => '', { code: ({ rate }) => `adam({ learningRate: ${rate} })` })
  told.set({ rate: 0.125 })
  expect(told.code).toBe('adam({ learningRate: 0.125 })')
})

test('the still picture is drawn once for a setting, and anew for another', async () => {
  const view = vi.fn(({ n }: { readonly n: number }) => `n is ${n}`)
  const exploration = explore({ n: slider({ min: 0, max: 9 }) }, view)
  await exploration.still()
  await exploration.still()
  expect(view).toHaveBeenCalledTimes(1)
  exploration.set({ n: 3 })
  expect(await exploration.still()).toContain('n is 3')
  expect(view).toHaveBeenCalledTimes(2)
})

test('a view that throws throws in the cell that shows it, each time', async () => {
  const exploration = explore({ n: slider({ min: 0, max: 9 }) }, ({ n }) => {
    if (n > 4) throw new Error('too much')
    return `n is ${n}`
  })
  await expect(exploration.still()).rejects.toThrow('too much')
  await expect(shown(exploration)).rejects.toThrow('too much')
  exploration.set({ n: 1 })
  expect(await exploration.still()).toContain('n is 1')
})

test('a control in two explorations moves both', async () => {
  const { asked, sent } = front()
  const rate = slider({ min: 0, max: 1 })
  const halves: WidgetHalf[] = []
  const [one, two] = ['one', 'two'].map(name => explore({ rate }, ({ rate: now }) => `${name} ${now}`))
  await shown(one)
  await shown(two)
  one.set({ rate: 0.125 })
  expect(two.values.rate).toBe(0.125)
  halves.push(...new Set(asked))
  expect(halves).toHaveLength(2)
  for (const half of halves) await half.work()
  expect(JSON.stringify(sent)).toContain('one 0.125')
  expect(JSON.stringify(sent)).toContain('two 0.125')
})

test('what one exploration was refused is forgotten when the other moves the control', async () => {
  const { asked, sent } = front()
  const rate = slider({ min: 0, max: 1 })
  const [one, two] = [1, 2].map(name => explore({ rate }, ({ rate: now }) => `${name} ${now}`))
  await shown(one)
  await shown(two)
  one.set({ rate: 0.75 })
  const [half] = asked
  half.heard({ page: 'p', stamp: 1, set: { rate: 7 } })
  await half.work()
  expect(sent.at(-1)).toMatchObject({ refused: { rate: 'rate is 7; it must be a number from 0 to 1' } })
  two.set({ rate: 0.25 })
  await half.work()
  expect(sent.at(-1)).toMatchObject({ refused: {}, values: { rate: 0.25 } })
})

test('a closed widget is not asked, and does not keep its control from anything', async () => {
  const { asked, widget } = front()
  const rate = slider({ min: 0, max: 1 })
  await shown(explore({ rate }, () => 'x'))
  widget.closed = true
  asked.length = 0
  rate.put('rate', 0.25)
  rate.put('rate', 0.5)
  expect(asked).toEqual([])
})

test('a view may give words, numbers, arrays, objects by name, nothing, and later', async () => {
  const all = explore({}, async () => ({
    words: 'a < b',
    several: [1, [2, undefined]],
    chart: contours(rosenbrock),
    bundle: { [displayed]: () => ({ 'text/plain': 'plain & simple' }) } as never,
    formula: { [displayed]: async () => ({ 'text/latex': '$x^2$' }) } as never,
    thing: new Map([[1, 2]]) as never,
  }))
  const html = await all.still()
  for (const part of ['a &lt; b', '>1<', '>2<', '<svg', 'plain &amp; simple', '<math', 'Map(1)'])
    expect(html).toContain(part)
  expect(await explore({}, () => undefined).still()).not.toContain('undefined')
})

test.each<[string, () => unknown, string]>([
  ['controls that are none', () => explore(3 as never, () => ''), 'explore: the controls are 3'],
  ['controls without names', () => explore([slider({})] as never, () => ''), 'they must be named'],
  ['a control that is a word', () => explore({ rate: 'x' } as never, () => ''), "explore: rate is 'x'"],
  ['a view that is none', () => explore({}, 'x' as never), "explore: the view is 'x'"],
  ['an option that is misspelt', () => explore({}, () => '', { titel: 'x' } as never), "explore has no option 'titel'"],
  ['a point in three dimensions', () => explore({ at: [1, 2, 3] }, () => ''), 'point: it begins at [1, 2, 3]'],
])('%s: refused with the reason', (_, make, why) => expect(make).toThrow(why))

test('a view that gives a function says so', async () => {
  await expect(explore({}, () => (() => 1) as never).still()).rejects.toThrow('explore: the view gave a function')
})

test('toggle and point may be told more than their short forms', () => {
  const { values } = explore({ on: toggle(true, { label: 'x' }), at: point([1, 2]) }, () => '')
  expect(values).toEqual({ on: true, at: [1, 2] })
})

test('sets the columns of formulas against each other, in a still picture too', async () => {
  const [part] = await partsOf(typeset(adam({ learningRate: 0.1 })))
  expect(part.html).toMatch(/<mtd class="tml-right" style="text-align:right;/)
  expect(part.html).toMatch(/<mtd class="tml-left" style="text-align:left;/)
})
