import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keepPicture } from './keep.ts'
import { type Lab, startLab } from './lab.ts'
import { words } from './model.ts'
import type { NotebookPage } from './page.ts'

/** What the kernel does for a reader in JupyterLab, by the keys and buttons he uses. */

let lab: Lab
let notebook: NotebookPage
beforeAll(async () => {
  lab = await startLab()
  lab.write(
    'kernel.ipynb',
    "import { adam, minimize, rosenbrock } from 'fall-line'",
    'const kept = [1, 2]',
    'while (true) {}',
  )
  notebook = await lab.open('kernel.ipynb')
  await notebook.run(0)
})
afterEach(({ task }) => keepPicture(task, notebook))
afterAll(() => lab?.stop())

test('is the one that the notebook names', async () => {
  expect(await notebook.kernel()).toBe('tslab')
  expect(await notebook.page.locator('.jp-KernelName').innerText()).toBe('TypeScript')
})

test('leaves an endless loop at a click on Interrupt, and keeps the variables', async () => {
  const { page } = notebook
  await notebook.run(1)
  const before = await notebook.send(2)
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').waitFor()
  await page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"]').click()
  await notebook.ran(2, before)
  expect(words((await notebook.cell(2)).outputs)).toMatch(/interrupt/i)
  const after = await notebook.add('kept.length + 40')
  expect(words((await notebook.run(after)).outputs)).toBe('42')
})

test('shows the hyperparameters of adam on Shift+Tab, with defaults and meaning', async () => {
  const { page } = notebook
  const cell = await notebook.add('adam')
  await page.keyboard.press('Shift+Tab')
  const tooltip = page.locator('.jp-Tooltip', { hasText: 'epsilon' })
  await tooltip.waitFor()
  const said = await tooltip.innerText()
  for (const part of ['learningRate', 'beta1', 'beta2', 'epsilon', '0.001', '0.9', '0.999', 'Kingma'])
    expect(said).toContain(part)
  expect(said).toMatch(/step/i)
  await page.keyboard.press('Escape')
  expect((await notebook.cell(cell)).source).toBe('adam')
})

test('offers the hyperparameters of adam on Tab', async () => {
  const { page } = notebook
  const cell = await notebook.add('adam({  })')
  await notebook.focus(cell, ' })')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Tab')
  const offered = page.locator('.jp-Completer:not(.lm-mod-hidden) .jp-Completer-match')
  await offered.first().waitFor()
  expect((await offered.allInnerTexts()).slice(0, 5).sort()).toEqual([
    'beta1',
    'beta2',
    'epsilon',
    'epsilonRoot',
    'learningRate',
  ])
  await page.keyboard.press('Escape')
})

test('leaves the page without complaints and without pop-ups', async () => {
  expect(notebook.complaints).toEqual([])
  expect(await notebook.popUps()).toEqual([])
})
