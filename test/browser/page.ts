import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { Cell } from './model.ts'

/** Long enough for a slow machine: what a test waits for comes, or the test has failed. */
const patience = 60_000

/** A notebook open in JupyterLab: what a reader does with it, and what he then sees. */
export class NotebookPage {
  readonly page: Page
  /** Errors that the page wrote to the browser's console or did not catch. */
  readonly complaints: string[] = []

  private constructor(page: Page) {
    this.page = page
    page.setDefaultTimeout(patience)
    page.on('pageerror', error => this.complaints.push(error.stack ?? String(error)))
    page.on('console', message => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} (${message.location().url})`)
    })
  }

  /** Opens JupyterLab at that address and waits until its notebook is shown and the kernel is ready. */
  static async open(context: BrowserContext, address: string): Promise<NotebookPage> {
    const notebook = new NotebookPage(await context.newPage())
    const { page } = notebook
    await page.goto(address)
    await notebook.ready()
    return notebook
  }

  /** Ends the kernel and closes the page. */
  async close(): Promise<void> {
    await this.page.evaluate(async () => {
      const panel = window.jupyterapp.shell.currentWidget!
      await panel.context.save()
      await panel.sessionContext.shutdown()
    })
    await this.page.context().close()
  }

  /** All cells. */
  cells(): Promise<Cell[]> {
    return this.page.evaluate(() =>
      [...window.jupyterapp.shell.currentWidget!.content.model.cells].map((cell, index) => ({
        index,
        type: cell.type,
        source: cell.sharedModel.source,
        trusted: cell.trusted,
        executionCount: cell.executionCount ?? null,
        outputs: cell.outputs?.toJSON() ?? [],
      })),
    )
  }

  /** The cell at that place, counted from 0. */
  async cell(index: number): Promise<Cell> {
    return (await this.cells())[index]
  }

  /** The first cell that fits. */
  async find(what: string, fits: (cell: Cell) => boolean): Promise<Cell> {
    const cell = (await this.cells()).find(fits)
    if (cell === undefined) throw new Error(`There is no cell ${what} in the notebook.`)
    return cell
  }

  /** The cell on the screen, after scrolling there. */
  async shown(index: number): Promise<Locator> {
    await this.page.evaluate(async index => {
      const { content } = window.jupyterapp.shell.currentWidget!
      content.activeCellIndex = index
      await content.scrollToItem(index, 'center')
    }, index)
    const cell = this.page.locator(`.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`)
    await cell.waitFor()
    return cell
  }

  /** Run > Run All Cells, until every cell has run or one has failed. */
  async runAll(): Promise<Cell[]> {
    // Without the counts that the file came with, it is plain which cells have run.
    await this.page.evaluate(() => window.jupyterapp.commands.execute('editmenu:clear-all'))
    await this.menu('Run', 'Run All Cells')
    await this.page.waitForFunction(
      () => {
        const panel = window.jupyterapp.shell.currentWidget!
        const code = [...panel.content.model.cells].filter(
          ({ type, sharedModel }) => type === 'code' && sharedModel.source.trim() !== '',
        )
        const failed = code.some(({ outputs }) => outputs!.toJSON().some(({ output_type }) => output_type === 'error'))
        const waiting = code.some(({ executionState }) => executionState === 'running')
        const ran = code.every(({ executionCount }) => executionCount != null)
        return !waiting && (ran || failed) && panel.sessionContext.session?.kernel?.status === 'idle'
      },
      undefined,
      // Looking through all outputs is work: not at every frame, as is the default.
      { timeout: 2 * patience, polling: 200 },
    )
    return this.cells()
  }

  /** Shift+Enter in the cell, until it has run. */
  async run(index: number): Promise<Cell> {
    const before = await this.send(index)
    await this.ran(index, before)
    return this.cell(index)
  }

  /** Shift+Enter in the cell; gives the count it had. */
  async send(index: number): Promise<number | null> {
    const { executionCount } = await this.cell(index)
    await this.focus(index)
    await this.page.keyboard.press('Shift+Enter')
    return executionCount
  }

  /** Waits until the cell has run once more than when its count was `before`. */
  async ran(index: number, before: number | null): Promise<void> {
    await this.page.waitForFunction(
      ([index, before]) => {
        const panel = window.jupyterapp.shell.currentWidget!
        const { executionCount, executionState } = [...panel.content.model.cells][index as number]
        const idle = executionState !== 'running' && panel.sessionContext.session?.kernel?.status === 'idle'
        return idle && executionCount != null && executionCount !== before
      },
      [index, before],
    )
  }

  /** Puts the cursor into a cell: selects its first `text`, or without one stands behind its end. */
  async focus(index: number, text?: string): Promise<void> {
    await this.shown(index)
    await this.page.waitForFunction(
      index => window.jupyterapp.shell.currentWidget!.content.widgets[index].editor?.editor !== undefined,
      index,
    )
    await this.page.evaluate(
      ([index, text]) => {
        const { content } = window.jupyterapp.shell.currentWidget!
        content.activeCellIndex = index as number
        content.mode = 'edit'
        const { editor } = content.widgets[index as number].editor!
        const doc = editor.state.doc.toString()
        const at = text === undefined ? doc.length : doc.indexOf(text as string)
        if (at < 0) throw new Error(`There is no ${text} in the cell`)
        editor.focus()
        editor.dispatch({
          selection: { anchor: at, head: text === undefined ? at : at + (text as string).length },
          scrollIntoView: true,
        })
      },
      [index, text] as const,
    )
  }

  /** Types over the first `text` of a cell. */
  async replace(index: number, text: string, by: string): Promise<void> {
    await this.focus(index, text)
    await this.page.keyboard.insertText(by)
  }

  /** Puts the cell's text back. */
  async restore({ index, source }: Cell): Promise<void> {
    await this.page.evaluate(
      ([index, source]) => {
        const cells = [...window.jupyterapp.shell.currentWidget!.content.model.cells]
        cells[index as number].sharedModel.setSource(source as string)
      },
      [index, source] as const,
    )
  }

  /** Types a new cell behind the last, with a click on the toolbar's plus; gives its place. */
  async add(source: string): Promise<number> {
    const last = (await this.cells()).length - 1
    await this.shown(last)
    await this.page
      .locator(
        '.jp-NotebookPanel-toolbar [data-jp-item-name="insert"] jp-button, .jp-NotebookPanel-toolbar [data-jp-item-name="insert"] button',
      )
      .first()
      .click()
    await this.page.waitForFunction(
      count => window.jupyterapp.shell.currentWidget!.content.model.cells.length === count,
      last + 2,
    )
    await this.focus(last + 1)
    await this.page.keyboard.insertText(source)
    return last + 1
  }

  /** What an expression is in the kernel, as JSON: asked besides the notebook, which does not change. */
  async value<T>(expression: string): Promise<T> {
    const code = `({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/plain': JSON.stringify(await (${expression})) }) })`
    const text = await this.page.evaluate(async code => {
      const kernel = window.jupyterapp.shell.currentWidget!.sessionContext.session!.kernel!
      const future = kernel.requestExecute({ code, store_history: false, stop_on_error: false })
      let found: string | undefined
      future.onIOPub = ({ content: { data, traceback } }) => {
        found = data?.['text/plain'] ?? traceback?.join('\n') ?? found
      }
      await future.done
      return found
    }, code)
    return JSON.parse(text!)
  }

  /** Saves it. */
  save(): Promise<void> {
    return this.page.evaluate(() => window.jupyterapp.shell.currentWidget!.context.save())
  }

  /** Loads the page anew, and waits until the notebook is shown and the kernel is ready. */
  async reload(): Promise<void> {
    await this.page.reload()
    await this.ready()
  }

  /** Waits until the notebook is shown and the kernel is ready. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => {
      const panel = window.jupyterapp?.shell.currentWidget
      return panel?.context?.isReady && panel.content?.model && panel.sessionContext.session?.kernel?.status === 'idle'
    })
  }

  /** The name of the kernel that runs. */
  kernel(): Promise<string | undefined> {
    return this.page.evaluate(() => window.jupyterapp.shell.currentWidget!.sessionContext.session?.kernel?.name)
  }

  /** The dialogues and pop-ups on the screen, as text. */
  popUps(): Promise<string[]> {
    return this.page.locator('.jp-Dialog, .Toastify__toast').allInnerTexts()
  }

  /** Chooses an entry of a menu at the top. */
  async menu(name: string, entry: string): Promise<void> {
    await this.page.locator('.lm-MenuBar-itemLabel', { hasText: new RegExp(`^${name}$`) }).click()
    await this.page.locator('.lm-Menu-itemLabel', { hasText: new RegExp(`^${entry}$`) }).click()
  }
}
