import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ExplorationPage } from './exploration.ts'
import { keepPicture } from './keep.ts'
import { type Lab, startLab } from './lab.ts'
import { words } from './model.ts'
import type { NotebookPage } from './page.ts'

/** The life of explorations in JupyterLab: several at once, a page that is loaded anew, kernels that end, notebooks that are opened again. */

let lab: Lab
let notebook: NotebookPage
beforeAll(async () => {
  lab = await startLab()
})
afterEach(({ task }) => keepPicture(task, notebook))
afterAll(() => lab?.stop())

const imports = `import { adam, contours, curves, explore, minimize, play, rosenbrock, slider } from 'fall-line'`
const race = `const step = play({ steps: 50 })
const rate = slider(adam.hyperparameters.learningRate, { min: 0.001, max: 1, default: 0.05 })
const run = (learningRate: number, steps: number, start = rosenbrock.start) => minimize(rosenbrock, adam({ learningRate }), { steps, start })
const map = explore({ rate, step, start: rosenbrock.start }, ({ rate, step, start }) => contours(rosenbrock, run(rate, Math.max(1, step), start)), { title: 'Map' })
const loss = explore({ rate, step }, ({ rate, step }) => curves(run(rate, Math.max(1, step))), { title: 'Loss' })`

/** Presses a key in a control's first field. */
const press = (exploration: ExplorationPage, control: string, ...keys: string[]) =>
  exploration.keys(exploration.row(control).locator('input').first(), ...keys)

describe('several of them', () => {
  let maps: ExplorationPage[]
  let loss: ExplorationPage
  beforeAll(async () => {
    lab.write('several.ipynb', imports, race, 'map', 'loss', 'map')
    notebook = await lab.open('several.ipynb')
    await notebook.runAll()
    maps = [await ExplorationPage.of(notebook, 2), await ExplorationPage.of(notebook, 4)]
    loss = await ExplorationPage.of(notebook, 3)
  })
  afterAll(() => notebook?.close())

  test('shown twice it is one: moved here, it is drawn there too, and has a handle there too', async () => {
    await maps[0].drag(maps[0].handle, 60, 30)
    for (const each of maps) await each.agrees('map')
    await maps[1].drag(maps[1].handle, -40, 20)
    for (const each of maps) await each.agrees('map')
    const { start } = await notebook.value<{ start: number[] }>('map.values')
    for (const each of maps)
      expect(await each.handle.getAttribute('aria-valuetext')).toBe(`x ${start[0]}, y ${start[1]}`)
  })

  test('with a control in common they go together', async () => {
    await press(loss, 'step', 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight')
    for (const each of maps) {
      await each.row('step').locator('.fl-count', { hasText: 'step 3 of 50' }).waitFor()
      await each.agrees('map')
    }
    await press(maps[1], 'rate', 'End')
    await loss.row('rate').locator('input[aria-valuetext="1"]').waitFor()
    await loss.agrees('loss')
    expect(await maps[0].words()).toContain('Adam: 3 steps')
  })

  test('a page that is loaded anew finds them where they stood, and alive', async () => {
    await notebook.save()
    const saved = readFileSync(join(lab.notebooks, 'several.ipynb'), 'utf8')
    // The file has the pictures alone: nothing in it that only this kernel knows how to draw.
    const outputs = JSON.parse(saved).cells.flatMap((cell: { outputs: object[] }) => cell.outputs)
    expect(outputs.map(({ data }: { data: object }) => Object.keys(data))).toEqual(
      Array(3).fill(['text/html', 'text/plain']),
    )
    await notebook.reload()
    maps = [await ExplorationPage.of(notebook, 2), await ExplorationPage.of(notebook, 4)]
    loss = await ExplorationPage.of(notebook, 3)
    expect((await notebook.cells()).every(({ trusted, type }) => type !== 'code' || trusted)).toBe(true)
    expect(await loss.row('step').locator('input').first().inputValue()).toBe('3')
    await press(loss, 'step', 'End')
    await loss.agrees('loss')
    for (const each of maps) {
      await each.row('step').locator('.fl-count', { hasText: 'step 50 of 50' }).waitFor()
      await each.agrees('map')
    }
  })

  test('a cell that runs anew has a new one; the old one is gone from the kernel', async () => {
    const before = await comms()
    await notebook.run(3)
    loss = await ExplorationPage.of(notebook, 3)
    await press(loss, 'rate', 'Home')
    await loss.agrees('loss')
    expect(await comms()).toBe(before)
    await maps[0].agrees('map')
  })

  test('follow the dark theme', async () => {
    const colours = () =>
      loss.root.evaluate(root => [
        getComputedStyle(root).color,
        getComputedStyle(root.querySelector('.fl-number')!).backgroundColor,
        getComputedStyle(root.querySelector('svg')!).color,
      ])
    const light = await colours()
    await theme('Dark')
    const dark = await colours()
    const brightness = (colour: string) =>
      Math.max(
        ...colour
          .match(/[\d.]+/g)!
          .slice(0, 3)
          .map(Number),
      )
    expect(brightness(light[0])).toBeLessThan(128)
    expect(brightness(dark[0])).toBeGreaterThan(128)
    expect(brightness(light[1])).toBeGreaterThan(128)
    expect(brightness(dark[1])).toBeLessThan(128)
    expect(dark[2]).toBe(dark[0])
    await theme('Light')
  })

  test('when the kernel restarts they stay as they stood, and say so', async () => {
    const seen = await loss.words()
    await notebook.page.evaluate(() => window.jupyterapp.shell.currentWidget!.sessionContext.restartKernel())
    await loss.root.locator('.fl-status', { hasText: 'run the cell' }).waitFor()
    expect(await loss.words()).toBe(seen)
    expect(await loss.row('rate').locator('input').first().isDisabled()).toBe(true)
    expect(await maps[0].root.getByText('Reset').isDisabled()).toBe(true)
    await maps[0].drag(maps[0].handle, 30, 30)
    // Run anew they live again.
    await notebook.runAll()
    const again = await ExplorationPage.of(notebook, 2)
    await again.drag(again.handle, 30, 30)
    await again.agrees('map')
    expect(await again.root.locator('.fl-status').innerText()).toBe('')
  })

  test('leave the page without complaints and without pop-ups', async () => {
    expect(notebook.complaints).toEqual([])
    expect(await notebook.popUps()).toEqual([])
  })

  /** JupyterLab's curtain falls while it changes; changed again before it is gone, it stumbles over it. */
  async function theme(name: 'Light' | 'Dark'): Promise<void> {
    await notebook.page.evaluate(
      name => window.jupyterapp.commands.execute('apputils:change-theme', { theme: `JupyterLab ${name}` }),
      name,
    )
    await notebook.page.locator(`body[data-jp-theme-light=${name === 'Light'}]`).waitFor({ state: 'attached' })
    await notebook.page.locator('#jupyterlab-splash').waitFor({ state: 'detached' })
  }

  /** How many widgets the kernel has. */
  const comms = () =>
    notebook.page.evaluate(async () => {
      const kernel = window.jupyterapp.shell.currentWidget!.sessionContext.session!.kernel!
      const { content } = await kernel.requestCommInfo({ target_name: 'jupyter.widget' })
      return Object.keys(content.comms).length
    })
})

describe('a notebook that is opened again', () => {
  test('where the kernel has ended it shows the still pictures, trusted, and no error', async () => {
    lab.write('again.ipynb', imports, race, 'map')
    notebook = await lab.open('again.ipynb')
    await notebook.runAll()
    const map = await ExplorationPage.of(notebook, 2)
    await press(map, 'rate', 'End')
    await map.agrees('map')
    const seen = await map.words()
    await notebook.run(2)
    await notebook.close()
    notebook = await lab.open('again.ipynb')
    const output = (await notebook.shown(2)).locator('.jp-OutputArea-output').first()
    await output.locator('svg').first().waitFor()
    const said = (await output.evaluate(element => element.textContent))!
    expect(said).toContain(seen)
    expect(said).toContain('rate = 1')
    expect(said).not.toMatch(/error|not found/i)
    expect((await notebook.cells()).filter(({ trusted, type }) => type === 'code' && !trusted)).toEqual([])
    expect(notebook.complaints).toEqual([])
    await notebook.close()
  })

  test('on a stock tslab the same cells show the still pictures, and no error', async () => {
    lab.stock(true)
    try {
      notebook = await lab.open('again.ipynb')
      const cells = await notebook.runAll()
      expect(words(cells.flatMap(({ outputs }) => outputs.filter(({ output_type }) => output_type === 'error')))).toBe(
        '',
      )
      const output = (await notebook.shown(2)).locator('.jp-OutputArea-output').first()
      await output.locator('svg').first().waitFor()
      expect(await output.evaluate(element => element.textContent)).toContain('rate = 0.05')
      expect(notebook.complaints).toEqual([])
      await notebook.close()
    } finally {
      lab.stock(false)
    }
  })
})

describe('a view', () => {
  const slow = `explore({ n: slider({ min: 0, max: 9, whole: true, default: 0 }) }, async ({ n }) => {
  console.log('n is', n)
  if (n === 1) throw new Error('one is too few')
  if (n === 2) while (true);
  if (n === 3) await new Promise(() => {})
  return 'seen ' + n
})`
  let view: ExplorationPage
  beforeAll(async () => {
    lab.write(
      'view.ipynb',
      imports,
      slow,
      `await new Promise(done => setTimeout(done, 1500)); 'the cell'`,
      'let more = 1',
    )
    notebook = await lab.open('view.ipynb')
    await notebook.run(0)
    await notebook.run(1)
    view = await ExplorationPage.of(notebook, 1)
  })
  afterAll(() => notebook?.close())

  test('that throws says where in the cell, and the widget goes on', async () => {
    await press(view, 'n', 'ArrowRight')
    await view.settled()
    const said = await view.root.locator('.fl-trouble').innerText()
    expect(said).toMatch(/Error: one is too few/)
    expect(said).toMatch(/line 3/)
    expect(await view.words()).toContain('seen 0')
    await press(view, 'n', 'End')
    await view.settled()
    expect(await view.words()).toContain('seen 9')
    expect(await view.root.locator('.fl-trouble').isVisible()).toBe(false)
  })

  test('prints below itself, and into no cell', async () => {
    expect(await view.root.locator('.fl-output').innerText()).toBe('n is 9\n')
    expect(words((await notebook.cell(1)).outputs.filter(({ output_type }) => output_type === 'stream'))).toBe(
      'n is 0\n',
    )
  })

  test.each([
    ['a loop', '2'],
    ['a promise never kept', '3'],
  ])('that is slow says that it works, and is stopped by Stop: %s', async (_, n) => {
    await view.type(view.row('n').locator('.fl-number'), n)
    await view.root.locator('.fl-status', { hasText: 'working' }).waitFor()
    await view.root.getByText('Stop').click()
    await view.root.locator('.fl-trouble', { hasText: 'interrupted' }).waitFor()
    await view.settled()
    expect(await view.root.getByText('Stop').isVisible()).toBe(false)
    await view.type(view.row('n').locator('.fl-number'), '5')
    await view.settled()
    expect(await view.words()).toContain('seen 5')
  })

  test('waits for a cell that runs, and their outputs do not mix', async () => {
    const before = await notebook.send(2)
    await notebook.page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').waitFor()
    await press(view, 'n', 'End')
    await view.root.locator('.fl-status', { hasText: 'working' }).waitFor()
    expect(await view.words()).toContain('seen 5')
    await notebook.ran(2, before)
    await view.settled()
    expect(await view.words()).toContain('seen 9')
    const { outputs } = await notebook.cell(2)
    expect(outputs).toHaveLength(1)
    expect(words(outputs)).toContain('the cell')
  })

  test('leaves the page without complaints and without pop-ups', async () => {
    expect(notebook.complaints).toEqual([])
    expect(await notebook.popUps()).toEqual([])
  })
})

test('after a thousand drags the page and the kernel are as large as before', async () => {
  const collect = `import { setFlagsFromString } from 'v8'
import { runInNewContext } from 'vm'
setFlagsFromString('--expose_gc')
const collect = runInNewContext('gc') as () => void
const heap = () => { collect(); collect(); return process.memoryUsage().heapUsed }`
  lab.write('drags.ipynb', imports, race, collect, 'map')
  notebook = await lab.open('drags.ipynb')
  await notebook.runAll()
  const map = await ExplorationPage.of(notebook, 3)
  const devtools = await notebook.page.context().newCDPSession(notebook.page)
  const sizes = async () => {
    await map.settled()
    await devtools.send('HeapProfiler.collectGarbage')
    const { usedSize } = await devtools.send('Runtime.getHeapUsage')
    const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters')
    return { page: usedSize, nodes, jsEventListeners, kernel: await notebook.value<number>('heap()') }
  }
  /** Moves of the mouse with the point in its hand, one a frame. */
  const drags = async (count: number) => {
    await notebook.page.evaluate(async count => {
      const handle = document.querySelector('.fl-handle')!
      const { left, top } = handle.getBoundingClientRect()
      const send = (type: string, x: number, y: number) =>
        handle.dispatchEvent(
          new PointerEvent(type, {
            clientX: left + x,
            clientY: top + y,
            pointerId: 1,
            bubbles: true,
            cancelable: true,
          }),
        )
      const capture = Element.prototype.setPointerCapture
      Element.prototype.setPointerCapture = () => {}
      send('pointerdown', 0, 0)
      for (let i = 1; i <= count; i++) {
        send('pointermove', 60 * Math.sin(i / 20), 60 * (Math.cos(i / 20) - 1))
        await new Promise(done => requestAnimationFrame(done))
      }
      send('pointerup', 0, 0)
      Element.prototype.setPointerCapture = capture
    }, count)
    await map.agrees('map')
  }
  await drags(200)
  const before = await sizes()
  await drags(1000)
  const after = await sizes()
  expect(after.nodes - before.nodes).toBeLessThan(500)
  expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(500)
  expect(after.page - before.page).toBeLessThan(3e6)
  // Until all code is compiled the kernel grows by some MB; a picture kept for each drag would be 30.
  expect(after.kernel - before.kernel).toBeLessThan(10e6)
  expect(notebook.complaints).toEqual([])
  await notebook.close()
})
