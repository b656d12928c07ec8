import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { furnish } from '../../src/setup/jupyter-home.mjs'
import { placesIn, root } from '../../src/setup/places.mjs'
import { startServer } from '../../src/setup/server.mjs'
import { trust } from '../../src/setup/trust.mjs'
import { launchChromium } from './chromium.ts'
import { NotebookPage } from './page.ts'

const places = placesIn(root)
/** Temporary folders are in here, inside the project, because from there a cell's import of fall-line is found. */
const scratch = join(places.state, 'browser')

/** JupyterLab as npm start runs it, but on a copy of the notebooks, and with a browser before it. */
export interface Lab {
  /** The copy: what a test writes or runs there changes no notebook of the course. */
  readonly notebooks: string
  /** Writes a notebook of these code cells into it. */
  write(name: string, ...sources: string[]): void
  /** Opens a notebook of that folder and waits until its kernel is ready; by a finger where it is told. */
  open(name: string, options?: { readonly touch?: boolean }): Promise<NotebookPage>
  /** From now on a kernel that is started is the one that tslab itself brings, or again the project's. */
  stock(on: boolean): void
  /** Ends the browser, the server and its kernels, and removes what they left. */
  stop(): Promise<void>
}

/** @throws Error if the project has not been set up, or JupyterLab or the browser does not start */
export async function startLab({
  colorScheme = 'light' as 'light' | 'dark',
  width = 1280,
  height = 900,
} = {}): Promise<Lab> {
  if (!existsSync(places.python)) throw new Error('The project is not set up: run npm start -- --check once.')
  sweep()
  const home = join(scratch, String(process.pid))
  const notebooks = join(home, 'notebooks')
  const leave: (() => Promise<void>)[] = [async () => rmSync(home, { recursive: true, force: true, maxRetries: 3 })]
  const stop = async () => {
    for (const last of leave.splice(0).reverse()) await last()
  }
  try {
    cpSync(places.notebooks, notebooks, {
      recursive: true,
      filter: path => !/node_modules|\.ipynb_checkpoints/.test(path),
    })
    furnish(home, places)
    // The page object reads the notebook's model through it.
    writeFileSync(join(home, 'config', 'jupyter_lab_config.json'), '{ "LabApp": { "expose_app_in_browser": true } }')
    await trust(places, home).work(() => {})
    const server = await startServer({ ...places, notebooks }, { home })
    leave.push(() => server.stop())
    const browser: Browser = await launchChromium()
    leave.push(() => browser.close())
    let opened = 0
    return {
      notebooks,
      stop,
      write(name, ...sources) {
        const cells = sources.map((source, i) => ({
          cell_type: 'code',
          id: `cell-${i}`,
          metadata: {},
          source,
          outputs: [],
          execution_count: null,
        }))
        const kernelspec = { name: 'tslab', display_name: 'tslab', language: 'typescript' }
        const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }
        writeFileSync(join(notebooks, name), JSON.stringify(notebook))
      },
      stock(on) {
        // What lies in the Jupyter of this lab goes before what is installed.
        const folder = join(home, 'data', 'kernels', 'tslab')
        rmSync(folder, { recursive: true, force: true })
        if (!on) return
        const tslab = join(places.nodeModules, 'tslab', 'bin', 'tslab')
        const argv = [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}']
        mkdirSync(folder, { recursive: true })
        writeFileSync(
          join(folder, 'kernel.json'),
          JSON.stringify({ argv, display_name: 'tslab', language: 'typescript' }),
        )
      },
      async open(name, { touch = false } = {}) {
        const context = await browser.newContext({ viewport: { width, height }, colorScheme, hasTouch: touch })
        const path = `lab/workspaces/test-${++opened}/tree/${encodeURIComponent(name)}`
        return NotebookPage.open(context, `${server.url}${path}?token=${server.token}`)
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Removes what a killed run has left. */
function sweep() {
  mkdirSync(scratch, { recursive: true })
  for (const name of readdirSync(scratch))
    if (!alive(Number(name))) rmSync(join(scratch, name), { recursive: true, force: true })
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
