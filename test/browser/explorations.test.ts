import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as explorations from '../../src/explorations/index.ts'
import { ExplorationPage } from './exploration.ts'
import { keepPicture } from './keep.ts'
import { type Lab, startLab } from './lab.ts'
import type { NotebookPage } from './page.ts'

/**
 * Every exploration of the library with its defaults, every control of it moved once by mouse and once by keyboard: the value has changed in
 * the kernel, the charts in the page are those that the kernel draws for it, and where a control has moved something has changed.
 * That these are right by the numbers of `minimize` is tested in test/explorations, without a page.
 */

let lab: Lab
let notebook: NotebookPage
const names = Object.keys(explorations)
beforeAll(async () => {
  lab = await startLab()
  lab.write(
    'explorations.ipynb',
    `import { explorations } from 'fall-line'`,
    ...names.map(name => `const ${name} = explorations.${name}()\n${name}`),
  )
  notebook = await lab.open('explorations.ipynb')
  await notebook.run(0)
})
afterEach(({ task }) => keepPicture(task, notebook))
afterAll(() => lab?.stop())

/** Controls that have nothing to move as long as the others stand as they do at first, and why. */
const idle: Readonly<Record<string, string>> = {
  'challenge beta': 'the simpler rule that is chosen at first has none',
  'editRule rho': 'the equations at first do not name it',
  'lineSearchProbes curvature': 'the search at first does not ask for it',
}

describe.each(names.map((name, i) => [name, i + 1] as const))('%s', (name, cell) => {
  let exploration: ExplorationPage
  const kinds: Record<string, string> = {}
  beforeAll(async () => {
    const { outputs } = await notebook.run(cell)
    expect(outputs.filter(({ output_type }) => output_type === 'error')).toEqual([])
    exploration = await ExplorationPage.of(notebook, cell)
    for (const row of await exploration.root.locator('.fl-row[data-control]').all()) {
      kinds[(await row.getAttribute('data-control'))!] = (await row.getAttribute('data-kind'))!
    }
  })

  const seen = (): Promise<string> => exploration.root.locator('.fl-parts').evaluate(element => element.innerHTML)

  test('is drawn as the kernel draws it', async () => {
    await exploration.agrees(name)
    expect(await exploration.root.locator('.fl-trouble').isVisible()).toBe(false)
    expect(await exploration.words()).not.toMatch(/undefined|NaN|\[object/)
    expect(await exploration.root.locator('figure svg:not([aria-label])').count()).toBe(0)
  })

  test('every control moved by mouse, then by keyboard', async () => {
    expect(Object.keys(kinds).length).toBeGreaterThan(0)
    let before = await exploration.agrees(name)
    for (const [control, kind] of Object.entries(kinds)) {
      const pictures = new Set([await seen()])
      for (const way of ['mouse', 'keyboard'] as const) {
        const what = `${control}, a ${kind}, by ${way}`
        await moves[kind][way](exploration, exploration.row(control), control)
        const after = await exploration.agrees(name)
        expect(await exploration.root.locator('.fl-trouble').isVisible(), what).toBe(false)
        expect(await exploration.row(control).locator('.fl-refused').isVisible(), what).toBe(false)
        if (JSON.stringify(after[control]) !== undefined) expect(after[control], what).not.toEqual(before[control])
        for (const other of Object.keys(before)) if (other !== control) expect(after[other]).toEqual(before[other])
        pictures.add(await seen())
        before = after
      }
      // Three steps of a slider may change nothing that is drawn; both moves, something.
      if (!(`${name} ${control}` in idle)) expect(pictures.size, control).toBeGreaterThan(1)
    }
  })

  test('leaves the page without complaints', async () => {
    expect(notebook.complaints).toEqual([])
  })
})

/** How a hand moves a control of each kind, and how keys do. */
interface Moves {
  mouse(exploration: ExplorationPage, row: Locator, control: string): Promise<unknown>
  keyboard(exploration: ExplorationPage, row: Locator, control: string): Promise<unknown>
}
const range = (row: Locator): Locator => row.locator('input[type=range]').first()

/** Away from the end at which it stands. */
async function halfway(field: Locator): Promise<boolean> {
  return field.evaluate((input: HTMLInputElement) => Number(input.value) > Number(input.max) / 2)
}

const sliding: Moves = {
  async mouse(exploration, row) {
    await exploration.drag(range(row), (await halfway(range(row))) ? -30 : 30, 0, 2)
  },
  async keyboard(exploration, row) {
    const key = (await halfway(range(row))) ? 'ArrowLeft' : 'ArrowRight'
    await exploration.keys(range(row), key, key, key)
  },
}

const moves: Readonly<Record<string, Moves>> = {
  slider: {
    async mouse(exploration, row) {
      // A press on the track brings the thumb there.
      const box = (await range(row).boundingBox())!
      await range(row).click({
        position: { x: (await halfway(range(row))) ? 0.3 * box.width : 0.7 * box.width, y: box.height / 2 },
      })
      await exploration.settled()
    },
    keyboard: sliding.keyboard,
  },
  play: {
    async mouse(_, row) {
      const begun = (await range(row).inputValue()) !== '0'
      await row.locator(`button[aria-label="${begun ? 'to the start' : 'one step on'}"]`).click()
    },
    keyboard: sliding.keyboard,
  },
  choice: {
    async mouse(_, row) {
      const list = row.locator('select')
      const next = await list.evaluate(
        (select: HTMLSelectElement) => (select.selectedIndex + 1) % select.options.length,
      )
      await list.selectOption({ index: next })
    },
    async keyboard(exploration, row) {
      const last = await row.locator('select').evaluate((select: HTMLSelectElement) => select.selectedIndex > 0)
      await exploration.keys(row.locator('select'), last ? 'ArrowUp' : 'ArrowDown')
    },
  },
  toggle: {
    mouse: (_, row) => row.locator('input').click(),
    keyboard: (exploration, row) => exploration.keys(row.locator('input'), 'Space'),
  },
  point: {
    mouse: (exploration, _, control) => exploration.drag(exploration.handleOf(control), 24, 18, 2),
    keyboard: (exploration, _, control) =>
      exploration.keys(exploration.handleOf(control), 'Shift+ArrowLeft', 'Shift+ArrowUp', 'ArrowLeft'),
  },
  drawing: {
    mouse: (exploration, _, control) => exploration.drag(exploration.handleOf(control).locator('rect'), 60, 30, 3),
    keyboard: (exploration, _, control) =>
      exploration.keys(exploration.handleOf(control), 'ArrowRight', 'ArrowUp', 'Shift+ArrowUp'),
  },
  text: {
    async mouse(exploration, row) {
      // A click puts the cursor there; what is written is written by keys.
      await row.locator('input, textarea').click()
      await exploration.keys(row.locator('input, textarea'), 'ControlOrMeta+End')
      await exploration.notebook.page.keyboard.type(' * 1.5')
    },
    async keyboard(exploration, row) {
      await exploration.keys(row.locator('input, textarea'), 'ControlOrMeta+End')
      await exploration.notebook.page.keyboard.type(' * 0.5')
    },
  },
}
