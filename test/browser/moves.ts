import type { Locator } from 'playwright-core'
import type { ExplorationPage } from './exploration.ts'

/** How a hand moves a control of each kind, and how keys do. */
export interface Moves {
  mouse(exploration: ExplorationPage, row: Locator, control: string): Promise<unknown>
  keyboard(exploration: ExplorationPage, row: Locator, control: string): Promise<unknown>
}
const range = (row: Locator): Locator => row.locator('input[type=range]').first()

/** Away from the end at which it stands. */
async function halfway(field: Locator): Promise<boolean> {
  return field.evaluate((input: HTMLInputElement) => Number(input.value) > Number(input.max) / 2)
}

const sliding: Moves = {
  async mouse(exploration, row) {
    await exploration.drag(range(row), (await halfway(range(row))) ? -30 : 30, 0, 2)
  },
  async keyboard(exploration, row) {
    const key = (await halfway(range(row))) ? 'ArrowLeft' : 'ArrowRight'
    await exploration.keys(range(row), key, key, key)
  },
}

/** How a control of each kind is moved. */
export const moves: Readonly<Record<string, Moves>> = {
  slider: {
    async mouse(exploration, row) {
      // A press on the track brings the thumb there.
      const box = (await range(row).boundingBox())!
      await range(row).click({
        position: { x: (await halfway(range(row))) ? 0.3 * box.width : 0.7 * box.width, y: box.height / 2 },
      })
      await exploration.settled()
    },
    keyboard: sliding.keyboard,
  },
  play: {
    async mouse(_, row) {
      const begun = (await range(row).inputValue()) !== '0'
      await row.locator(`button[aria-label="${begun ? 'to the start' : 'one step on'}"]`).click()
    },
    keyboard: sliding.keyboard,
  },
  choice: {
    async mouse(_, row) {
      const list = row.locator('select')
      const next = await list.evaluate(
        (select: HTMLSelectElement) => (select.selectedIndex + 1) % select.options.length,
      )
      await list.selectOption({ index: next })
    },
    async keyboard(exploration, row) {
      const last = await row.locator('select').evaluate((select: HTMLSelectElement) => select.selectedIndex > 0)
      await exploration.keys(row.locator('select'), last ? 'ArrowUp' : 'ArrowDown')
    },
  },
  toggle: {
    mouse: (_, row) => row.locator('input').click(),
    keyboard: (exploration, row) => exploration.keys(row.locator('input'), 'Space'),
  },
  point: {
    mouse: (exploration, _, control) => exploration.drag(exploration.handleOf(control), 24, 18, 2),
    keyboard: (exploration, _, control) =>
      exploration.keys(exploration.handleOf(control), 'Shift+ArrowLeft', 'Shift+ArrowUp', 'ArrowLeft'),
  },
  drawing: {
    mouse: (exploration, _, control) => exploration.drag(exploration.handleOf(control).locator('rect'), 60, 30, 3),
    keyboard: (exploration, _, control) =>
      exploration.keys(exploration.handleOf(control), 'ArrowRight', 'ArrowUp', 'Shift+ArrowUp'),
  },
  text: {
    async mouse(exploration, row) {
      // A click puts the cursor there; what is written is written by keys.
      await row.locator('input, textarea').click()
      await exploration.keys(row.locator('input, textarea'), 'ControlOrMeta+End')
      await exploration.notebook.page.keyboard.type(' * 1.5')
    },
    async keyboard(exploration, row) {
      await exploration.keys(row.locator('input, textarea'), 'ControlOrMeta+End')
      await exploration.notebook.page.keyboard.type(' * 0.5')
    },
  },
}
