import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chapters } from '../notebooks/course.ts'
import { keepPicture } from './keep.ts'
import { type Lab, startLab } from './lab.ts'
import { type Cell, type NotebookPage, pictures, shapes, words } from './page.ts'

/** Every chapter in JupyterLab, as a reader meets it: opened, run, and tried with another learning rate. */

let lab: Lab
beforeAll(async () => {
  lab = await startLab()
})
afterAll(() => lab?.stop())

/** A learning rate in a cell: its name, what stands between, the number. */
const rate = /\blearningRate: ([\d.]+(?:e-?\d+)?)/

describe.each(chapters)('%s', name => {
  let notebook: NotebookPage
  /** A cell of the chapter where gradient descent has a rate and a chart comes out. */
  let tried: Cell | undefined
  beforeAll(async () => {
    notebook = await lab.open(name)
  })
  afterEach(async ({ task }) => {
    await keepPicture(task, notebook)
    if (tried !== undefined) await notebook.restore(tried)
  })
  afterAll(() => notebook?.close())

  test('opens with the kernel of the project, trusted, with its charts', async () => {
    expect(await notebook.kernel()).toBe('tslab')
    const cells = await notebook.cells()
    expect(cells.filter(({ trusted, type }) => type === 'code' && !trusted).map(({ source }) => source)).toEqual([])
    const drawing = cells.filter(({ outputs }) => pictures(outputs).length > 0)
    expect(drawing.length).toBeGreaterThan(0)
    for (const { index } of drawing) await seen(index)
  })

  test('runs from the first cell to the last without an error', async () => {
    const cells = await notebook.runAll()
    tried = await notebook.find(
      'with a rate of gradient descent and a chart',
      ({ source, outputs }) => rate.test(source) && source.includes('gradientDescent(') && pictures(outputs).length > 0,
    )
    const bad = cells.filter(({ outputs }) =>
      outputs.some(output => output.output_type === 'error' || output.name === 'stderr'),
    )
    expect(bad.map(({ source, outputs }) => `${source}\n${words(outputs)}`)).toEqual([])
    expect(cells.filter(({ type, executionCount }) => type === 'code' && executionCount === null)).toEqual([])
    for (const { index, outputs } of cells) if (pictures(outputs).length > 0) await seen(index)
  })

  test('draws another chart when a learning rate is edited and its cell is run again', async () => {
    const again = await notebook.run(tried!.index)
    expect(shapes(again.outputs)).toEqual(shapes(tried!.outputs))
    const before = await seen(tried!.index)
    const [text, number] = tried!.source.match(rate)!
    await notebook.replace(tried!.index, text, `learningRate: ${Number(number) / 2}`)
    const { outputs } = await notebook.run(tried!.index)
    expect(words(outputs)).not.toContain('Error')
    expect(shapes(outputs)).not.toEqual(shapes(tried!.outputs))
    expect((await seen(tried!.index)).equals(before)).toBe(false)
  })

  test('says what is wrong with a misspelt hyperparameter', async () => {
    await notebook.replace(tried!.index, 'learningRate:', 'learningrate:')
    await notebook.run(tried!.index)
    const said = await shown(tried!.index)
    expect(said).toMatch(/learningrate/)
    expect(said).toMatch(/did you mean.*learningRate/i)
    // The cell's own line, and nothing from inside the kernel.
    expect(said).toMatch(/line \d+/i)
    expect(said).not.toMatch(/node_modules|dist\/|node:internal/)
  })

  test('says so when a run diverges', async () => {
    const [text] = tried!.source.match(rate)!
    await notebook.replace(tried!.index, text, 'learningRate: 1000')
    const { outputs } = await notebook.run(tried!.index)
    const said = await shown(tried!.index)
    expect(outputs.filter(({ output_type }) => output_type === 'error')).toEqual([])
    expect(said).toMatch(/diverge/i)
  })

  test('leaves the page without complaints and without pop-ups', async () => {
    expect(notebook.complaints).toEqual([])
    expect(await notebook.popUps()).toEqual([])
  })

  /** Every picture of a cell on the screen, which must be as large as a chart is; gives the first as pixels. */
  async function seen(index: number): Promise<Buffer> {
    const charts = (await notebook.shown(index)).locator('.jp-OutputArea-output svg')
    await charts.first().waitFor()
    const box = await charts.first().boundingBox()
    expect(box!.width).toBeGreaterThan(200)
    expect(box!.height).toBeGreaterThan(100)
    return charts.first().screenshot()
  }

  /** What a cell's outputs say on the screen, in charts too. */
  async function shown(index: number): Promise<string> {
    const output = (await notebook.shown(index)).locator('.jp-OutputArea')
    return (await output.evaluate(element => element.textContent)) ?? ''
  }
})
