import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { placesIn, root } from '../../src/setup/places.mjs'
import { prepare } from '../../src/setup/prepare.mjs'
import { startLab } from './lab.ts'
import { words } from './model.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '.jupyter/pictures' },
    'no-run': { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
    width: { type: 'string', default: '1000' },
    height: { type: 'string', default: '1200' },
    from: { type: 'string' },
    one: { type: 'string' },
  },
})
if (positionals.length === 0) {
  console.error(`node test/browser/screenshot.mjs NOTEBOOK...
Opens each notebook in JupyterLab, runs all its cells, and takes pictures of it from top to bottom.
  --out FOLDER    where they go, as NOTEBOOK-01.png, -02.png... (.jupyter/pictures)
  --no-run        as it was saved
  --dark          the dark theme
  --width N --height N   of the window (1000 x 1200)
  --one FILE.png  one picture of the whole window instead, with --from TEXT scrolled to the first cell that has TEXT`)
  process.exit(2)
}

await prepare(placesIn(root))
const out = resolve(values.out)
mkdirSync(out, { recursive: true })
const lab = await startLab({
  width: Number(values.width),
  height: Number(values.height),
  colorScheme: values.dark ? 'dark' : 'light',
})
try {
  for (const file of positionals) await picture(file)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await lab.stop()
}

async function picture(file: string) {
  const name = basename(file)
  copyFileSync(file, join(lab.notebooks, name))
  const notebook = await lab.open(name)
  const { page } = notebook
  await page.evaluate(async dark => {
    const { commands } = window.jupyterapp
    await commands.execute('application:toggle-left-area')
    if (dark) await commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })
  }, values.dark)
  if (!values['no-run']) {
    for (const { index, outputs } of await notebook.runAll())
      if (outputs.some(({ output_type }) => output_type === 'error')) console.log(`cell ${index}: ${words(outputs)}`)
  }
  const cells = await notebook.cells()
  // Every cell once on the screen, so that all are drawn and have their heights.
  for (const { index } of cells) await notebook.shown(index)
  if (values.one !== undefined) {
    const from =
      values.from === undefined
        ? cells[0]
        : await notebook.find(`with ${values.from}`, ({ source }) => source.includes(values.from!))
    const cell = await notebook.shown(from.index)
    await cell.evaluate(element => element.scrollIntoView({ block: 'start' }))
    mkdirSync(dirname(resolve(values.one)), { recursive: true })
    await page.screenshot({ path: values.one })
    console.log(values.one)
  } else {
    const panel = page.locator('.jp-NotebookPanel .jp-WindowedPanel-outer').first()
    let top = 0
    for (let n = 1; ; n++) {
      const path = join(out, `${name.replace(/\.ipynb$/, '')}-${String(n).padStart(2, '0')}.png`)
      const { next, end } = await panel.evaluate((element, top) => {
        element.scrollTop = top
        const last = [...element.querySelectorAll('.jp-Cell')].at(-1)!
        const frame = element.getBoundingClientRect()
        return { next: element.scrollTop + frame.height - 40, end: last.getBoundingClientRect().bottom <= frame.bottom }
      }, top)
      await panel.screenshot({ path })
      console.log(path)
      if (end) break
      top = next
    }
  }
  for (const complaint of notebook.complaints) console.log(`the page complains: ${complaint}`)
  await notebook.close()
}
