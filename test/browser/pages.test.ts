import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Lab, startLab } from './lab.ts'
import type { NotebookPage } from './page.ts'

/** The pages of the course as a whole, in JupyterLab: rendered, and a link to a cell goes to it. */

let lab: Lab
let notebook: NotebookPage
beforeAll(async () => {
  lab = await startLab()
  notebook = await lab.open('00-start-here.ipynb')
})
afterAll(async () => {
  await notebook?.close()
  await lab?.stop()
})

/** What is shown of a page, once JupyterLab has opened it as it opens any file. */
async function opened(path: string) {
  const { page } = notebook
  await page.evaluate(path => window.jupyterapp.commands.execute('docmanager:open', { path }), path)
  const shown = page.locator('.jp-MarkdownViewer:visible .jp-RenderedMarkdown')
  await shown.locator('h1').waitFor()
  return shown
}

test('the contents are rendered, with the picture of what needs what', async () => {
  const shown = await opened('contents.md')
  expect(await shown.locator('h1').innerText()).toContain('The course')
  const picture = shown.locator('.jp-RenderedMermaid img')
  await picture.waitFor()
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100)
})

test('a link to a cell opens its notebook there', async () => {
  const { page } = notebook
  const shown = await opened('by-document.md')
  await shown.locator('a[href*="02-gradient-descent"]').filter({ hasText: 'Three flavours' }).first().click()
  // Near it at first: what stands above is drawn while the page goes there. A second click, with all of it drawn, is exact.
  const scrolled = page.locator('.jp-Notebook:visible .jp-WindowedPanel-outer')
  await expect.poll(() => scrolled.evaluate(({ scrollTop }) => scrollTop), { timeout: 20_000 }).toBeGreaterThan(1000)
})
