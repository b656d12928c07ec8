import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as explorations from '../../src/explorations/index.ts'
import { ExplorationPage } from './exploration.ts'
import { keepPicture } from './keep.ts'
import { type Lab, startLab } from './lab.ts'
import { moves } from './moves.ts'
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
      const pictures = new Set([await exploration.drawn()])
      for (const way of ['mouse', 'keyboard'] as const) {
        const what = `${control}, a ${kind}, by ${way}`
        await moves[kind][way](exploration, exploration.row(control), control)
        const after = await exploration.agrees(name)
        expect(await exploration.root.locator('.fl-trouble').isVisible(), what).toBe(false)
        expect(await exploration.row(control).locator('.fl-refused').isVisible(), what).toBe(false)
        if (JSON.stringify(after[control]) !== undefined) expect(after[control], what).not.toEqual(before[control])
        for (const other of Object.keys(before)) if (other !== control) expect(after[other]).toEqual(before[other])
        pictures.add(await exploration.drawn())
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
