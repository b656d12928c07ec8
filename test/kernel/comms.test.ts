import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Message } from '../../src/kernel/message.ts'
import { type Client, failed, printed, program, result, startKernel, startStockTslab } from './client.ts'

/** Widgets as a page without a browser sees them: the messages over comms. */

let kernel: Client
beforeAll(async () => {
  kernel = await startKernel()
  await kernel.ready()
  await kernel.run(`import { explore, play, show, slider } from 'fall-line'\nlet calls = 0`)
}, 60_000)
afterAll(() => kernel.close())

const viewType = 'application/vnd.jupyter.widget-view+json'
type Told = Record<string, never> & { readonly [name: string]: unknown }

/** Runs a cell that shows an exploration; gives the widget as a page has it. */
async function shown(code: string, metadata: object = {}, of = kernel): Promise<Widget> {
  const answer = await of.run(code, {}, metadata)
  const bundle = result(answer) as Record<string, unknown> | undefined
  if (bundle === undefined) throw new Error(`nothing shown: ${failed(answer)}`)
  const { model_id } = bundle[viewType] as { model_id: string }
  return new Widget(of, model_id, bundle)
}

/** The page's end of a widget's comm. */
class Widget {
  readonly kernel: Client
  readonly id: string
  readonly bundle: Record<string, unknown>
  #stamp = 0
  readonly page = randomUUID()

  constructor(of: Client, id: string, bundle: Record<string, unknown>) {
    this.kernel = of
    this.id = id
    this.bundle = bundle
  }

  /** What has come over the comm. */
  heard(): readonly Message[] {
    return this.kernel.log.filter(
      ({ header, content }) => header.msg_type.startsWith('comm_') && content.comm_id === this.id,
    )
  }

  /** What its kernel's half has said. */
  said(): readonly Told[] {
    return this.heard().flatMap(({ content }) => {
      const data = content.data as { method?: string; content?: Told }
      return data.method === 'custom' ? [data.content!] : []
    })
  }

  /** Moves controls; gives the message's id. */
  move(set: object, more: object = {}): string {
    this.#stamp += 1
    const content = { page: this.page, stamp: this.#stamp, set, reset: false, whole: false, ...more }
    return this.kernel.send('comm_msg', { comm_id: this.id, data: { method: 'custom', content } })
  }

  /** Waits until all that was moved is answered; gives the answer. */
  async answer(seconds?: number): Promise<Told> {
    const answers = (told: Told) => (told.answers as Record<string, number> | undefined)?.[this.page] === this.#stamp
    return this.kernel.until('answer', () => this.said().find(answers), seconds)
  }

  async moved(set: object): Promise<Told> {
    this.move(set)
    return this.answer()
  }

  get open(): boolean {
    return !this.heard().some(({ header }) => header.msg_type === 'comm_close')
  }
}

const counting = `explore({ n: slider({ min: 0, max: 1e6, whole: true, default: 1 }) }, ({ n }) => { calls++; return 'n is ' + n })`

/** The widgets that a page is told of which has just come. */
async function states(of = kernel): Promise<Record<string, { state: Told; model_name: string; model_module: string }>> {
  const id = randomUUID()
  of.send('comm_open', { comm_id: id, target_name: 'jupyter.widget.control', data: {} })
  of.send('comm_msg', { comm_id: id, data: { method: 'request_states' } })
  const update = await of.until('update_states', () =>
    of.log.find(
      ({ content }) =>
        content.comm_id === id && (content.data as { method?: string } | undefined)?.method === 'update_states',
    ),
  )
  of.send('comm_close', { comm_id: id, data: {} })
  return (update.content.data as { states: never }).states
}

describe('the protocol', () => {
  test('a cell that shows an exploration opens a comm with a model of anywidget, and shows its view', async () => {
    const widget = await shown(counting)
    const [open] = widget.heard()
    expect(open.header.msg_type).toBe('comm_open')
    expect(open.metadata).toEqual({ version: '2.1.0' })
    expect(open.content).toMatchObject({
      target_name: 'jupyter.widget',
      data: { state: { _model_module: 'anywidget', _model_name: 'AnyModel', _view_name: 'AnyView' }, buffer_paths: [] },
    })
    const { state } = open.content.data as { state: { _esm: string; exploration: Told } }
    expect(state._esm).toBe(readFileSync(new URL('../page/explore.js', `file://${program}`), 'utf8'))
    expect(state.exploration).toMatchObject({ id: widget.id, controls: [{ name: 'n', kind: 'slider', raw: 1 }] })
    expect(widget.bundle[viewType]).toEqual({ version_major: 2, version_minor: 0, model_id: widget.id })
    // Beside it the picture, for pages without the kernel.
    expect(widget.bundle['text/html']).toContain('n is 1')
    expect(widget.bundle['text/plain']).toContain('n is 1')
    // The process is in the name: whoever has a notebook can tell whether this kernel still runs.
    expect(widget.id).toMatch(new RegExp(`^${kernel.process.pid}-`))
  })

  test('a page that has just come is told of all widgets, as they stand now', async () => {
    const [one, two] = [await shown(counting), await shown(counting)]
    await one.moved({ n: 41 })
    const told = await states()
    expect(told[one.id]).toMatchObject({ model_name: 'AnyModel', model_module: 'anywidget' })
    const exploration = (id: string) => told[id].state.exploration as { controls: unknown; parts: { html: string }[] }
    expect(exploration(one.id).controls).toMatchObject([{ raw: 41, initial: 1 }])
    expect(exploration(one.id).parts[0].html).toContain('n is 41')
    expect(exploration(two.id).parts[0].html).toContain('n is 1')
    expect(told[one.id].state._esm).toContain('export')
  })

  test('one widget tells its state when asked', async () => {
    const widget = await shown(counting)
    kernel.send('comm_msg', { comm_id: widget.id, data: { method: 'request_state' } })
    const update = await kernel.until('update', () =>
      widget.heard().find(({ content }) => (content.data as { method?: string }).method === 'update'),
    )
    expect(update.content.data).toMatchObject({ state: { exploration: { controls: [{ raw: 1 }] } }, buffer_paths: [] })
  })

  test('comm_info lists the comms that are open, all or of one target', async () => {
    const widget = await shown(counting)
    const { reply } = await kernel.ask('comm_info_request', { target_name: 'jupyter.widget' })
    expect(reply.status).toBe('ok')
    expect(reply.comms).toMatchObject({ [widget.id]: { target_name: 'jupyter.widget' } })
    const { reply: other } = await kernel.ask('comm_info_request', { target_name: 'nobody' })
    expect(other.comms).toEqual({})
    const { reply: all } = await kernel.ask('comm_info_request')
    expect(Object.keys(all.comms as object)).toContain(widget.id)
  })

  test('a comm to nobody is closed at once, and so is one that is not known', async () => {
    for (const [type, content] of [
      ['comm_open', { target_name: 'matplotlib', data: {} }],
      ['comm_msg', { data: {} }],
    ] as const) {
      const id = randomUUID()
      const request = kernel.send(type, { comm_id: id, ...content })
      await kernel.until('comm_close', () =>
        kernel.log.find(({ header, content }) => header.msg_type === 'comm_close' && content.comm_id === id),
      )
      await kernel.until('idle', () =>
        kernel.log.find(({ parent, content }) => parent?.msg_id === request && content.execution_state === 'idle'),
      )
    }
  })

  test('what makes no sense over a comm is told and harms nobody', async () => {
    const widget = await shown(counting)
    for (const data of [{ method: 'custom', content: { module: '../../package' } }, {}, { method: 'custom' }]) {
      const request = kernel.send('comm_msg', { comm_id: widget.id, data })
      await kernel.until('idle', () =>
        kernel.log.find(({ parent, content }) => parent?.msg_id === request && content.execution_state === 'idle'),
      )
    }
    expect(await widget.moved({ n: 3, unknown: 4 })).toMatchObject({ values: { n: 3 } })
  })

  test('a further module of the page is sent when the page asks', async () => {
    const widget = await shown(counting)
    kernel.send('comm_msg', { comm_id: widget.id, data: { method: 'custom', content: { module: 'relief' } } })
    const told = await kernel.until('module', () => widget.said().find(({ module }) => module === 'relief'))
    expect(told.text).toBe(readFileSync(new URL('../page/relief.js', `file://${program}`), 'utf8'))
  })
})

describe('a move', () => {
  test('calls the view and sends what has changed', async () => {
    const widget = await shown(counting)
    const told = await widget.moved({ n: 7 })
    expect(told).toMatchObject({ values: { n: 7 }, refused: {}, code: 'const n = 7' })
    expect(JSON.stringify(told.drawn)).toContain('n is 7')
    expect(told.parts).toBeUndefined()
  })

  test('that is refused is told, and the view is not called', async () => {
    const widget = await shown(counting)
    const before = (await calls()) as number
    const told = await widget.moved({ n: -1 })
    expect(told.refused).toEqual({ n: 'n is -1; it must be a whole number from 0 to 1000000' })
    expect(told).toMatchObject({ values: { n: 1 }, drawn: [] })
    expect(await calls()).toBe(before)
  })

  test('reset puts everything back', async () => {
    const widget = await shown(counting)
    await widget.moved({ n: 7 })
    widget.move({}, { reset: true })
    expect(await widget.answer()).toMatchObject({ values: { n: 1 } })
  })

  test('of a flood the view is called a handful of times, and the last value wins', async () => {
    const slow = counting.replace('calls++', 'calls++; for (const end = Date.now() + 50; Date.now() < end; );')
    const widget = await shown(slow)
    const before = (await calls()) as number
    for (let i = 1; i <= 1000; i++) widget.move({ n: 1000 + i })
    const told = await widget.answer(30)
    expect(told.values).toEqual({ n: 2000 })
    expect(JSON.stringify(told.drawn)).toContain('n is 2000')
    expect((await calls()) - before).toBeLessThan(20)
  })

  test('leaves nothing behind: after a thousand moves the kernel is as large as before', async () => {
    await kernel.run(
      `import { setFlagsFromString } from 'v8'\nimport { runInNewContext } from 'vm'\nsetFlagsFromString('--expose_gc')\nconst collect = runInNewContext('gc') as () => void`,
    )
    const heap = async () => {
      await kernel.run('collect()')
      return Number(result(await kernel.run('collect(); process.memoryUsage().heapUsed'))?.['text/plain'])
    }
    const widget = await shown(
      `explore({ n: slider({ min: 0, max: 1e6, whole: true, default: 1 }) }, ({ n }) => ({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<figure><svg>' + ('<g>' + n + '</g>').repeat(2000) + '</svg></figure>' }) }))`,
    )
    // First what is compiled and kept once for all.
    for (let n = 0; n < 400; n++) await widget.moved({ n: 10_000 + n })
    const before = await heap()
    for (let n = 0; n < 1000; n++) await widget.moved({ n })
    // A thousand pictures of 20 kB would be 20 MB. What V8 itself compiles in between has been seen to take 1.7 MB.
    expect((await heap()) - before).toBeLessThan(3e6)
  }, 60_000)

  test('while a cell runs waits for its turn, and outputs do not mix', async () => {
    const talking = await shown(
      `explore({ n: slider({ min: 0, max: 9, whole: true, default: 1 }) }, ({ n }) => { console.log('view ' + n); return 'n ' + n })`,
    )
    const cell = kernel.begin(
      `for (let i = 0; i < 10; i++) { console.log('cell ' + i); await new Promise(done => setTimeout(done, 30)) }`,
    )
    const begun = () => kernel.log.find(({ parent, content }) => parent?.msg_id === cell && content.name === 'stdout')
    await kernel.until('output', begun)
    talking.move({ n: 2 })
    const answer = await kernel.answer(cell)
    expect(printed(answer)).toBe(Array.from({ length: 10 }, (_, i) => `cell ${i}\n`).join(''))
    expect(answer.said.every(({ type }) => !type.startsWith('comm'))).toBe(true)
    const told = await talking.answer()
    expect(told).toMatchObject({ values: { n: 2 }, output: { text: 'view 2\n' } })
    // Nothing of the view's came as a stream.
    expect(kernel.log.some(({ content }) => String(content.text ?? '').includes('view 2'))).toBe(false)
  })

  test('before a cell that was sent behind it is done before it', async () => {
    const widget = await shown(counting)
    const before = (await calls()) as number
    widget.move({ n: 5 })
    expect(result(await kernel.run('calls'))).toEqual({ 'text/plain': String(before + 1) })
  })

  test('behind a cell that fails is done all the same', async () => {
    const widget = await shown(counting)
    const cell = kernel.begin(`await new Promise(done => setTimeout(done, 100)); throw new Error('so')`)
    widget.move({ n: 6 })
    expect((await kernel.answer(cell)).reply.status).toBe('error')
    expect(await widget.answer()).toMatchObject({ values: { n: 6 } })
  })
})

describe('a view', () => {
  test('that throws is told with its line in the cell, and the widget goes on', async () => {
    const widget = await shown(
      `explore({ n: slider({ min: 0, max: 9, whole: true, default: 1 }) }, ({ n }) => {\n  if (n === 4) throw new RangeError('not four')\n  return 'n ' + n\n})`,
    )
    const told = await widget.moved({ n: 4 })
    const trouble = told.trouble as { ename: string; evalue: string; traceback: string[] }
    expect(trouble).toMatchObject({ ename: 'RangeError', evalue: 'not four' })
    const text = trouble.traceback.join('\n')
    expect(text).toMatch(/cell \[\d+\], line 2/)
    expect(text).toContain(`throw new RangeError('not four')`)
    expect(text).not.toMatch(/node_modules|dist\/|node:internal|exhibit/)
    const after = await widget.moved({ n: 5 })
    expect(after.trouble).toBeUndefined()
    expect(JSON.stringify(after.drawn)).toContain('n 5')
    // Later, too.
    const later = await shown(
      `explore({ on: false }, async ({ on }) => {\n  await new Promise(done => setTimeout(done, 5))\n  if (on) throw new Error('later')\n  return 'x'\n})`,
    )
    const lateTrouble = (await later.moved({ on: true })).trouble as { traceback: string[] }
    expect(lateTrouble.traceback.join('\n')).toMatch(/Error.*later[\s\S]*line 3/)
  })

  test('that throws at first is the error of its cell', async () => {
    const answer = await kernel.run(`explore({ on: false }, () => { throw new Error('at first') })`)
    expect(failed(answer)).toMatch(/Error: at first/)
    expect(failed(answer)).toMatch(/line 1/)
  })

  test('prints and shows into the widget, and what it printed is gone with the next move', async () => {
    const widget = await shown(
      `explore({ n: slider({ min: 0, max: 9, whole: true, default: 1 }) }, ({ n }) => {\n  if (n > 1) { console.log('n', n); console.error('careful'); show({ 'text/html': '<b>' + n + '</b>' }) }\n  return n\n})`,
    )
    await widget.moved({ n: 2 })
    const output = () =>
      widget.said().flatMap(({ output }) => (output ? [output as { text: string; html: string[] }] : []))
    await kernel.until('what was shown', () => output().find(({ html }) => html.length > 0))
    expect(output().at(-1)).toEqual({ text: 'n 2\ncareful\n', html: ['<b>2</b>'] })
    const told = await widget.moved({ n: 1 })
    expect(told.output).toEqual({ text: '', html: [] })
  })

  for (const [what, body] of Object.entries({
    'a loop': 'while (true);',
    'a loop that waits': 'while (true) await null;',
    'a promise never kept': 'await new Promise(() => {});',
  })) {
    for (const [way, interrupt] of Object.entries({
      message: () => kernel.control('interrupt_request'),
      signal: () => kernel.process.kill('SIGINT'),
    })) {
      test(`that is slow is interrupted: ${what}, by ${way}`, async () => {
        const widget = await shown(
          `explore({ on: false, n: 1 > 0 }, async ({ on }) => {\n  if (on) { calls = -1; ${body} }\n  return 'fine'\n})`,
        )
        widget.move({ on: true })
        await pause(300)
        await interrupt()
        const told = await widget.answer()
        expect(told.trouble).toMatchObject({ ename: 'KeyboardInterrupt' })
        // It goes on, and so do cells; the variables are kept.
        const after = await widget.moved({ on: false })
        expect(after.trouble).toBeUndefined()
        expect(result(await kernel.run('calls'))).toEqual({ 'text/plain': '-1' })
      })
    }
  }
})

describe('a widget ends', () => {
  const cell = (cellId: string, deletedCells: string[] = []) => ({ cellId, deletedCells })

  test('when the cell that shows it runs anew, or is deleted', async () => {
    const first = await shown(counting, cell('a'))
    const other = await shown(counting, cell('b'))
    const second = await shown(counting, cell('a'))
    expect([first.open, other.open, second.open]).toEqual([false, true, true])
    await kernel.run('1', {}, cell('c', ['b']))
    expect([other.open, second.open]).toEqual([false, true])
    const { reply } = await kernel.ask('comm_info_request', { target_name: 'jupyter.widget' })
    expect(Object.keys(reply.comms as object)).toContain(second.id)
    expect(Object.keys(reply.comms as object)).not.toContain(first.id)
  })

  test('not as long as another cell shows it', async () => {
    await kernel.run(`const kept = ${counting}`, {}, cell('d'))
    const here = await shown('kept', cell('e'))
    const there = await shown('kept', cell('f'))
    expect(there.id).toBe(here.id)
    await kernel.run('1', {}, cell('e'))
    expect(here.open).toBe(true)
    await kernel.run('1', {}, cell('f'))
    expect(here.open).toBe(false)
    // Shown again it is another, and stands where it stood.
    const again = await shown('kept', cell('f'))
    expect(again.id).not.toBe(here.id)
    expect(again.open).toBe(true)
  })

  test('when the page closes its comm', async () => {
    const widget = await shown(counting)
    kernel.send('comm_close', { comm_id: widget.id, data: {} })
    const { reply } = await kernel.ask('comm_info_request')
    expect(Object.keys(reply.comms as object)).not.toContain(widget.id)
  })
})

describe('an exploration in a cell', () => {
  test('that is set from another cell is drawn anew in the page', async () => {
    await kernel.run(`const moved = ${counting}`)
    const widget = await shown('moved')
    await kernel.run('moved.set({ n: 17 })')
    const told = await kernel.until('news', () =>
      widget.said().find(({ values }) => (values as never as { n: number })?.n === 17),
    )
    expect(JSON.stringify(told.drawn)).toContain('n is 17')
    expect(result(await kernel.run('moved.values.n'))).toEqual({ 'text/plain': '17' })
  })

  test('shares its controls with others: moved in one page, all are drawn', async () => {
    await kernel.run(
      `const step = play({ steps: 10 })\nconst left = explore({ step }, ({ step }) => 'left ' + step)\nconst right = explore({ step }, ({ step }) => 'right ' + step)`,
    )
    const [left, right] = [await shown('left'), await shown('right')]
    await left.moved({ step: 4 })
    const told = await kernel.until('news', () =>
      right.said().find(({ values }) => (values as never as { step: number })?.step === 4),
    )
    expect(JSON.stringify(told.drawn)).toContain('right 4')
  })
})

test('a stock tslab shows the still picture and no error', async () => {
  const stock = await startStockTslab()
  try {
    await stock.ready()
    await stock.run(`import { explore, slider } from 'fall-line'\nlet calls = 0`)
    const answer = await stock.run(counting)
    expect(answer.reply.status).toBe('ok')
    expect(failed(answer)).toBeUndefined()
    const data = answer.said.flatMap(({ content }) => (content.data ? [content.data as Record<string, string>] : []))
    expect(data).toHaveLength(1)
    expect(data[0]['text/html']).toContain('n is 1')
    expect(Object.keys(data[0])).not.toContain(viewType)
  } finally {
    stock.close()
  }
}, 60_000)

/** How often the views have been called. */
async function calls(): Promise<number> {
  return Number(result(await kernel.run('calls + 0'))?.['text/plain'])
}
