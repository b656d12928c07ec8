import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { words } from './model.ts'
import type { NotebookPage } from './page.ts'

/** An exploration on the screen: what a reader does with it, and what he then sees. */
export class ExplorationPage {
  readonly notebook: NotebookPage
  readonly root: Locator

  /** The exploration that a cell shows. */
  static async of(notebook: NotebookPage, cell: number): Promise<ExplorationPage> {
    const { outputs } = await notebook.cell(cell)
    if (outputs.some(({ output_type }) => output_type === 'error')) throw new Error(words(outputs))
    const root = (await notebook.shown(cell)).locator('.fl-explore')
    await root.waitFor()
    return new ExplorationPage(notebook, root)
  }

  private constructor(notebook: NotebookPage, root: Locator) {
    this.notebook = notebook
    this.root = root
  }

  /** What belongs to a control: its label, its field, what is said of it. */
  row(name: string): Locator {
    return this.root.locator(`.fl-row[data-control="${name}"]`)
  }

  /** The handle of a point or of a line, on the first chart that has one. */
  get handle(): Locator {
    return this.root.locator('.fl-handle').first()
  }

  /** The handle of a control, on the first chart that has it. */
  handleOf(control: string): Locator {
    return this.root.locator(`.fl-handle[data-control="${control}"]`).first()
  }

  /** Waits until nothing is on its way: what is seen is the answer to the last move. */
  async settled(): Promise<void> {
    await this.root.locator('.fl-parts[aria-busy=false]').waitFor({ state: 'attached' })
  }

  /** All that is drawn and said below the controls, to see whether it has changed. */
  drawn(): Promise<string> {
    return this.root.locator('.fl-parts').evaluate(({ innerHTML }) => innerHTML)
  }

  /** What is said below the controls. */
  async words(): Promise<string> {
    return (await this.root.locator('.fl-parts').evaluate(element => element.textContent)) ?? ''
  }

  /** Expects that the charts are those that the kernel draws for the present values, element by element; gives these. */
  async agrees(variable: string): Promise<Readonly<Record<string, unknown>>> {
    await this.settled()
    const { values, still } = await this.notebook.value<{ values: Readonly<Record<string, unknown>>; still: string }>(
      `${variable}.still().then(still => ({ still, values: ${variable}.values }))`,
    )
    const difference = await this.root.locator('.fl-parts').evaluate((parts, html) => {
      const other = document.createElement('div')
      other.innerHTML = html
      const wanted = [...other.querySelectorAll('div')].find(({ style }) => style.flexWrap === 'wrap')!
      const bare = (element: Element): Element => {
        const copy = element.cloneNode(true) as Element
        for (const own of copy.querySelectorAll('[data-own]')) own.remove()
        const all = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT)
        const space: Node[] = []
        while (all.nextNode()) if (all.currentNode.textContent!.trim() === '') space.push(all.currentNode)
        for (const node of space) node.parentNode!.removeChild(node)
        return copy
      }
      const seen = [...parts.children].flatMap(part => [...bare(part).children])
      const drawn = [...bare(wanted).children]
      if (seen.length !== drawn.length) return `${seen.length} elements for ${drawn.length}`
      const different = drawn.findIndex((element, i) => !element.isEqualNode(seen[i]))
      return different < 0 ? '' : `${seen[different].outerHTML}\nfor\n${drawn[different].outerHTML}`
    }, still)
    expect(difference).toBe('')
    return values
  }

  /** Presses the mouse in the middle of something, moves it by so many pixels, and lets go. */
  async drag(what: Locator, x: number, y: number, steps = 4): Promise<void> {
    const { mouse } = this.notebook.page
    const from = await middle(what)
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move(from.x + x, from.y + y, { steps })
    await mouse.up()
  }

  /** Types over what stands in a field. */
  async type(field: Locator, text: string, end = 'Enter'): Promise<void> {
    await field.click({ clickCount: 3 })
    await this.keys(field, 'ControlOrMeta+a', 'Delete')
    await this.notebook.page.keyboard.type(text)
    await this.notebook.page.keyboard.press(end)
  }

  /** Keys pressed in something, one after the other. */
  async keys(what: Locator, ...keys: string[]): Promise<void> {
    await what.focus()
    for (const key of keys) await this.notebook.page.keyboard.press(key)
  }
}

/** Where the middle of something is on the screen. */
export async function middle(what: Locator): Promise<{ x: number; y: number }> {
  await what.scrollIntoViewIfNeeded()
  const box = (await what.boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
