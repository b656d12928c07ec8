import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RunnerTestCase } from 'vitest'
import { placesIn, root } from '../../src/setup/places.mjs'
import type { NotebookPage } from './page.ts'

/** If the test has failed, keeps a picture of what JupyterLab showed then, and says where it is. For afterEach. */
export async function keepPicture(task: Readonly<RunnerTestCase>, notebook: NotebookPage | undefined): Promise<void> {
  if (task.result?.state !== 'fail' || notebook === undefined) return
  const folder = join(placesIn(root).state, 'pictures')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${task.fullName.replace(/[^\w.]+/g, '-')}.png`)
  await notebook.page.screenshot({ path })
  console.error(`What JupyterLab showed when this failed: ${path}`)
}
