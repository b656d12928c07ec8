import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keepPicture } from './keep.ts'
import { type Lab, startLab } from './lab.ts'
import type { NotebookPage } from './page.ts'

/** A surface in three dimensions in JupyterLab: drawn, turned by mouse and keys, kept as it is seen while a control moves. */

const imports =
  "import { adam, explore, himmelblau, minimize, momentum, relief, rosenbrock, saddle, slider } from 'fall-line'"
let lab: Lab
let notebook: NotebookPage
beforeAll(async () => {
  lab = await startLab({ height: 1000 })
  lab.write(
    'relief.ipynb',
    `${imports}
relief(himmelblau, {
  adam: minimize(himmelblau, adam({ learningRate: 0.1 }), { start: [0, 0], steps: 200 }),
  momentum: minimize(himmelblau, momentum({ learningRate: 0.002, beta: 0.9 }), { start: [0, 0], steps: 200 }),
})`,
    `explore({ rate: slider({ min: 0.01, max: 0.2, default: 0.05 }) }, ({ rate }) =>
  relief(rosenbrock, minimize(rosenbrock, adam({ learningRate: rate }), { steps: 200 })))`,
    'relief(saddle)',
  )
  lab.write('still.ipynb', `${imports}\nrelief(saddle)`)
  notebook = await lab.open('relief.ipynb')
  await notebook.runAll()
})
afterEach(({ task }) => keepPicture(task, notebook))
afterAll(() => lab?.stop())

/** The picture of a cell, drawn. */
async function stage(cell: number) {
  const shown = (await notebook.shown(cell)).locator('.fl-stage[data-eye]')
  await shown.waitFor()
  await settled(shown)
  return shown
}
type Stage = Awaited<ReturnType<typeof stage>>

const eye = (of: Stage) => of.evaluate(element => element.dataset.eye!)

/** What of the canvas has been drawn on, in per cent, and how many colours are there. */
const drawn = (of: Stage) =>
  of.locator('canvas').evaluate(element => {
    const canvas = element as HTMLCanvasElement
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    const colours = new Set<number>()
    let covered = 0
    for (let k = 0; k < data.length; k += 4) {
      if (data[k + 3] > 200) covered++
      colours.add((data[k] << 16) | (data[k + 1] << 8) | data[k + 2])
    }
    return { covered: (400 * covered) / data.length, colours: colours.size }
  })

/** The picture as text, to see whether it is another. */
const picture = (of: Stage) => of.locator('canvas').evaluate(element => (element as HTMLCanvasElement).toDataURL())

/** Two frames later what was asked for is drawn. */
const settled = (of: Stage) =>
  of.evaluate(() => new Promise<void>(done => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

test('is drawn over its still picture, of which the legend stays', async () => {
  const shown = await stage(0)
  const { covered, colours } = await drawn(shown)
  expect(covered).toBeGreaterThan(20)
  expect(covered).toBeLessThan(80)
  expect(colours).toBeGreaterThan(200)
  const cell = await notebook.shown(0)
  expect(await cell.locator('figure > svg .fl-scenery').first().isVisible()).toBe(false)
  expect(await cell.locator('figure > svg text', { hasText: 'adam: 200 steps' }).isVisible()).toBe(true)
  expect(await shown.locator('.fl-axis').allInnerTexts()).toEqual(['x', 'y', 'loss'])
})

test('is turned, brought nearer and turned back by keys', async () => {
  const shown = await stage(0)
  const home = await eye(shown)
  await shown.focus()
  const seen = [home]
  for (const key of ['ArrowRight', 'ArrowUp', '+', 'Shift+ArrowLeft']) {
    await notebook.page.keyboard.press(key)
    await settled(shown)
    const now = await eye(shown)
    expect(seen, key).not.toContain(now)
    seen.push(now)
  }
  await notebook.page.keyboard.press('0')
  await settled(shown)
  expect(await eye(shown)).toBe(home)
  expect(await shown.getAttribute('role')).toBe('application')
  expect(await shown.getAttribute('aria-label')).toContain('arrow keys')
})

test('is turned by the mouse; the wheel brings it nearer for who has turned to it', async () => {
  const shown = await stage(0)
  const { page } = notebook
  const box = (await shown.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const before = await eye(shown)
  const still = await picture(shown)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 80, y + 10, { steps: 4 })
  await page.mouse.up()
  await settled(shown)
  const turned = await eye(shown)
  expect(turned).not.toBe(before)
  expect(await picture(shown)).not.toBe(still)
  const away = (text: string) => Math.hypot(...text.split(' ').map(Number))
  expect(away(turned)).toBeCloseTo(away(before), 1)
  await page.mouse.wheel(0, -200)
  await settled(shown)
  expect(away(await eye(shown))).toBeLessThan(away(turned) - 0.1)
})

test('stays as it is seen while a control moves its path', async () => {
  const shown = await stage(1)
  await shown.focus()
  for (let k = 0; k < 5; k++) await notebook.page.keyboard.press('ArrowLeft')
  await settled(shown)
  const [from, before] = [await eye(shown), await picture(shown)]
  const cell = await notebook.shown(1)
  const caption = cell.locator('figure > svg text', { hasText: 'steps, loss' })
  const said = await caption.innerHTML()
  await cell.locator('input[type=range]').focus()
  for (let k = 0; k < 8; k++) await notebook.page.keyboard.press('ArrowRight')
  await expect.poll(() => caption.innerHTML()).not.toBe(said)
  await expect.poll(() => picture(shown)).not.toBe(before)
  expect(await eye(shown)).toBe(from)
  expect(await cell.locator('.fl-stage').count()).toBe(1)
})

test('follows the theme', async () => {
  const shown = await stage(2)
  const light = await picture(shown)
  await notebook.page.evaluate(() =>
    window.jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' }),
  )
  await expect.poll(() => picture(shown)).not.toBe(light)
})

test('has one context for all pictures, and draws only when something changes', async () => {
  const shown = await stage(2)
  const draws = await shown.evaluate(async element => {
    const canvas = element.querySelector('canvas')!
    const context = canvas.getContext('2d')!
    let count = 0
    const draw = context.drawImage.bind(context) as (...given: unknown[]) => void
    ;(context as { drawImage: unknown }).drawImage = (...given: unknown[]) => {
      count++
      draw(...given)
    }
    await new Promise(done => setTimeout(done, 500))
    return count
  })
  expect(draws).toBe(0)
})

test('leaves the page without complaints', () => {
  expect(notebook.complaints).toEqual([])
})

test('stays a still picture, without a complaint, where there is no WebGL', async () => {
  const still = await lab.open('still.ipynb')
  const { page } = still
  await page.evaluate(() => {
    const { getContext } = HTMLCanvasElement.prototype
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      if (!kind.startsWith('webgl')) return getContext.call(this, kind as never, ...(rest as [never]))
      document.body.dataset.asked = kind
      return null
    } as never
  })
  await still.runAll()
  await page.locator('body[data-asked=webgl2]').waitFor({ state: 'attached' })
  const cell = await still.shown(0)
  expect(await cell.locator('.fl-stage').count()).toBe(0)
  expect(await cell.locator('figure > svg .fl-scenery').first().isVisible()).toBe(true)
  expect(still.complaints).toEqual([])
  await still.close()
})
