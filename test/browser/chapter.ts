import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ExplorationPage } from './exploration.ts'
import { keepPicture } from './keep.ts'
import { type Lab, startLab } from './lab.ts'
import { type Cell, pictures, shapes, words } from './model.ts'
import { moves } from './moves.ts'
import type { NotebookPage } from './page.ts'

/** A change that a reader makes in a cell: the first `text` in the notebook is replaced. */
interface Edit {
  readonly text: string
  readonly by: string
}

/** What is tried in each chapter. A new chapter is added here. */
const tries: Readonly<Record<string, { readonly rate: Edit; readonly misspelt: Edit; readonly diverging: Edit }>> = {
  '00-start-here.ipynb': {
    rate: { text: 'const learningRate = 0.002', by: 'const learningRate = 0.0005' },
    misspelt: { text: '{ learningRate: rate }', by: '{ learningrate: rate }' },
    diverging: { text: 'const learningRate = 0.002', by: 'const learningRate = 1' },
  },
  '01-landscapes.ipynb': {
    rate: { text: '{ learningRate: 0.001 }', by: '{ learningRate: 0.0005 }' },
    misspelt: { text: '{ learningRate: 0.001 }', by: '{ learningrate: 0.001 }' },
    diverging: { text: '{ learningRate: 0.001 }', by: '{ learningRate: 0.05 }' },
  },
  '02-gradient-descent.ipynb': {
    rate: { text: '{ learningRate: 0.019 }', by: '{ learningRate: 0.01 }' },
    misspelt: { text: '{ learningRate: 0.019 }', by: '{ learningrate: 0.019 }' },
    diverging: { text: '{ learningRate: 0.019 }', by: '{ learningRate: 0.05 }' },
  },
  '03-batches-and-noise.ipynb': {
    rate: { text: 'gradientDescent({ learningRate: walkRate })', by: 'gradientDescent({ learningRate: 0.4 })' },
    misspelt: { text: '{ learningRate: walkRate }', by: '{ learningrate: walkRate }' },
    diverging: { text: 'const walkRate = 0.1', by: 'const walkRate = 1' },
  },
  '04-momentum.ipynb': {
    rate: { text: '{ learningRate: 0.03, beta: 0.7 }', by: '{ learningRate: 0.02, beta: 0.7 }' },
    misspelt: { text: '{ learningRate: 0.03, beta: 0.7 }', by: '{ learningrate: 0.03, beta: 0.7 }' },
    diverging: { text: '{ learningRate: 0.03, beta: 0.7 }', by: '{ learningRate: 0.05, beta: 0.7 }' },
  },
  '05-adaptive-rates.ipynb': {
    rate: { text: '{ learningRate: 0.018 }', by: '{ learningRate: 0.01 }' },
    misspelt: { text: '{ learningRate: 0.018 }', by: '{ learningrate: 0.018 }' },
    diverging: { text: '{ learningRate: 0.018 }', by: '{ learningRate: 0.05 }' },
  },
  '06-adam.ipynb': {
    rate: { text: 'gradientDescent({ learningRate: 1 })', by: 'gradientDescent({ learningRate: 2 })' },
    misspelt: { text: 'gradientDescent({ learningRate: 1 })', by: 'gradientDescent({ learningrate: 1 })' },
    diverging: { text: 'gradientDescent({ learningRate: 1 })', by: 'gradientDescent({ learningRate: 100_000 })' },
  },
  '07-training-networks.ipynb': {
    rate: { text: 'const fitRate = 0.001', by: 'const fitRate = 0.01' },
    misspelt: { text: 'adam({ learningRate: fitRate })', by: 'adam({ learningrate: fitRate })' },
    diverging: { text: 'gradientDescent({ learningRate: 0.05 })', by: 'gradientDescent({ learningRate: 0.5 })' },
  },
  '08-schedules.ipynb': {
    rate: { text: 'const calmRate = 0.3', by: 'const calmRate = 0.1' },
    misspelt: { text: '{ learningRate: calmRate }', by: '{ learningrate: calmRate }' },
    diverging: { text: 'const calmRate = 0.3', by: 'const calmRate = 3' },
  },
  '09-stability-and-generalization.ipynb': {
    rate: {
      text: 'adamw({ learningRate: alpha, weightDecay: decay })',
      by: 'adamw({ learningRate: 0.5, weightDecay: decay })',
    },
    misspelt: {
      text: 'adamw({ learningRate: alpha, weightDecay: decay })',
      by: 'adamw({ learningrate: alpha, weightDecay: decay })',
    },
    diverging: {
      text: 'gradientDescent({ learningRate: 0.1 }), { steps: 500,',
      by: 'gradientDescent({ learningRate: 2 }), { steps: 500,',
    },
  },
  '10-beyond-first-order.ipynb': {
    rate: {
      text: 'bare = minimize(canyon, gradientDescent({ learningRate: 0.039',
      by: 'bare = minimize(canyon, gradientDescent({ learningRate: 0.02',
    },
    misspelt: {
      text: 'bare = minimize(canyon, gradientDescent({ learningRate',
      by: 'bare = minimize(canyon, gradientDescent({ learningrate',
    },
    diverging: {
      text: 'bare = minimize(canyon, gradientDescent({ learningRate: 0.039',
      by: 'bare = minimize(canyon, gradientDescent({ learningRate: 1',
    },
  },
  '11-choosing-and-tuning.ipynb': {
    rate: { text: '10 ** (-5 + (k - 1) / 4)', by: '10 ** (-5 + (k - 1) / 5)' },
    misspelt: {
      text: 'gradientDescent({ learningRate: wallRate })',
      by: 'gradientDescent({ learningrate: wallRate })',
    },
    diverging: { text: 'const wallRate = 0.0001', by: 'const wallRate = 1' },
  },
  '12-in-practice.ipynb': {
    rate: { text: 'const swingRate = 0.0396', by: 'const swingRate = 0.02' },
    misspelt: {
      text: 'gradientDescent({ learningRate: swingRate })',
      by: 'gradientDescent({ learningrate: swingRate })',
    },
    diverging: { text: 'const swingRate = 0.0396', by: 'const swingRate = 0.05' },
  },
  '13-the-challenge.ipynb': {
    rate: { text: '0.3, 1, 8]', by: '0.5, 1, 8]' },
    misspelt: { text: ', adam({ learningRate: rate })]))', by: ', adam({ learningrate: rate })]))' },
    diverging: { text: '0.3, 1, 8]', by: '0.3, 1, 1e9]' },
  },
  '14-study-notes.ipynb': {
    rate: { text: '{ learningRate: 0.0198 }', by: '{ learningRate: 0.01 }' },
    misspelt: { text: '{ learningRate: 0.0198 }', by: '{ learningrate: 0.0198 }' },
    diverging: { text: '{ learningRate: 0.0198 }', by: '{ learningRate: 0.05 }' },
  },
}

/** The kind of output that an exploration is. */
const widget = 'application/vnd.jupyter.widget-view+json'

/** The tests of chapters in JupyterLab, as a reader meets them: opened, run, and tried with another learning rate. */
export function chaptersInLab(names: readonly string[]): void {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab()
  })
  afterAll(() => lab?.stop())

  describe.each(names)('%s', name => {
    let notebook: NotebookPage
    let edited: Cell | undefined
    beforeAll(async () => {
      notebook = await lab.open(name)
    })
    afterEach(async ({ task }) => {
      await keepPicture(task, notebook)
      if (edited !== undefined) await notebook.restore(edited)
    })
    afterAll(() => notebook?.close())

    test('opens with the kernel of the project, trusted, with its charts', async () => {
      expect(await notebook.kernel()).toBe('tslab')
      const cells = await notebook.cells()
      expect(cells.filter(({ trusted, type }) => type === 'code' && !trusted).map(({ source }) => source)).toEqual([])
      const drawing = cells.filter(({ outputs }) => pictures(outputs).length > 0)
      expect(drawing.length).toBeGreaterThan(0)
      for (const { index } of drawing) await chart(index)
    })

    test('runs from the first cell to the last without an error', async () => {
      const cells = await notebook.runAll()
      const bad = cells.filter(({ outputs }) =>
        outputs.some(output => output.output_type === 'error' || output.name === 'stderr'),
      )
      expect(bad.map(({ source, outputs }) => `${source}\n${words(outputs)}`)).toEqual([])
      expect(cells.filter(({ type, executionCount }) => type === 'code' && executionCount === null)).toEqual([])
      for (const { index, outputs } of cells) if (pictures(outputs).length > 0) await chart(index)
    })

    test('has explorations that follow the hand: every control moved once', async () => {
      const live = (await notebook.cells()).filter(({ outputs }) => outputs.some(({ data = {} }) => widget in data))
      expect(live.length).toBeGreaterThanOrEqual(2)
      for (const { index, source } of live) {
        const exploration = await ExplorationPage.of(notebook, index)
        await exploration.settled()
        const before = await exploration.drawn()
        for (const row of await exploration.root.locator('.fl-row[data-control]').all()) {
          const control = (await row.getAttribute('data-control'))!
          await moves[(await row.getAttribute('data-kind'))!].mouse(exploration, row, control)
          await exploration.settled()
          expect(await row.locator('.fl-refused').isVisible(), `${control} of ${source}`).toBe(false)
          expect(await exploration.root.locator('.fl-trouble').isVisible(), `${control} of ${source}`).toBe(false)
        }
        expect(await exploration.drawn(), source).not.toBe(before)
        expect(await exploration.words(), source).not.toMatch(/undefined|NaN|\[object/)
      }
    })

    test('draws another chart when a learning rate is edited and its cell is run again', async () => {
      const { index } = await cellOf(tries[name].rate)
      const before = await notebook.run(index)
      expect(shapes(before.outputs).length).toBeGreaterThan(0)
      expect(shapes((await notebook.run(index)).outputs)).toEqual(shapes(before.outputs))
      const pixels = await seen(index)
      const after = await tried(tries[name].rate)
      expect(after.outputs.filter(({ output_type }) => output_type === 'error')).toEqual([])
      expect(shapes(after.outputs)).not.toEqual(shapes(before.outputs))
      expect((await seen(index)).equals(pixels)).toBe(false)
    })

    test('says what is wrong with a misspelt hyperparameter', async () => {
      const said = await shown(await tried(tries[name].misspelt))
      expect(said).toMatch(/learningrate/)
      expect(said).toMatch(/did you mean.*learningRate/i)
      // The cell's own line, and nothing from inside the kernel.
      expect(said).toMatch(/line \d+/i)
      expect(said).not.toMatch(/node_modules|dist\/|node:internal/)
    })

    test('says so when a run diverges', async () => {
      const cell = await notebook.run((await cellOf(tries[name].diverging)).index)
      expect(await shown(cell)).not.toMatch(/diverge/i)
      const after = await tried(tries[name].diverging)
      expect(after.outputs.filter(({ output_type }) => output_type === 'error')).toEqual([])
      expect(await shown(after)).toMatch(/diverge/i)
    })

    test('leaves the page without complaints and without pop-ups', async () => {
      expect(notebook.complaints).toEqual([])
      expect(await notebook.popUps()).toEqual([])
    })

    /** The cell that an edit is made in. */
    function cellOf({ text }: Edit): Promise<Cell> {
      return notebook.find(`with ${text}`, ({ source }) => source.includes(text))
    }

    /** The cell, edited and run. */
    async function tried(edit: Edit): Promise<Cell> {
      edited = await cellOf(edit)
      await notebook.replace(edited.index, edit.text, edit.by)
      return notebook.run(edited.index)
    }

    /** A cell's first chart as it is on the screen, where it must be as large as a chart is. */
    async function seen(index: number): Promise<Buffer> {
      return (await chart(index)).screenshot()
    }

    async function chart(index: number): Promise<Locator> {
      // The buttons of a player have pictures too, which are hidden from a reader of the text.
      const charts = (await notebook.shown(index)).locator('.jp-OutputArea-output svg:not([aria-hidden])')
      const first = charts.first()
      await first.waitFor()
      const box = await first.boundingBox()
      expect(box!.width).toBeGreaterThan(200)
      expect(box!.height).toBeGreaterThan(100)
      return first
    }

    /** What a cell's outputs say on the screen, in charts too. */
    async function shown({ index }: Cell): Promise<string> {
      const output = (await notebook.shown(index)).locator('.jp-OutputArea')
      return (await output.evaluate(element => element.textContent)) ?? ''
    }
  })
}
