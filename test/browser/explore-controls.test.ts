import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { adam, drawn, meanRate, minimize, momentum, rosenbrock, surface } from '../../src/index.ts'
import { ExplorationPage, middle } from './exploration.ts'
import { keepPicture } from './keep.ts'
import { type Lab, startLab } from './lab.ts'
import type { NotebookPage } from './page.ts'

/** Explorations in JupyterLab, moved as a reader moves them: what is then drawn is what `minimize` says. */

let lab: Lab
let notebook: NotebookPage
beforeAll(async () => {
  lab = await startLab()
})
afterEach(({ task }) => keepPicture(task, notebook))
afterAll(() => lab?.stop())

const imports = `import { adam, choice, contours, explore, lines, drawing, drawn, meanRate, minimize, momentum, play, rosenbrock, slider, surface, text } from 'fall-line'`

describe('every kind of control', () => {
  let all: ExplorationPage
  beforeAll(async () => {
    lab.write(
      'controls.ipynb',
      imports,
      `const all = explore(
  {
    rate: slider(adam.hyperparameters.learningRate, { min: 0.001, max: 1, default: 0.05 }),
    steps: slider({ min: 10, max: 200, default: 100, whole: true }),
    rule: choice({ Adam: adam, momentum: momentum as never }),
    shown: true,
    start: rosenbrock.start,
    step: play({ steps: 20, speed: 10 }),
    loss: text('(1 - x)^2 + 100 * (y - x^2)^2', surface),
  },
  ({ rate, steps, rule, shown, start, step, loss }) => {
    const run = minimize(loss, rule({ learningRate: rate }), { start, steps })
    return [contours(rosenbrock, shown ? [run] : []), \`\${run.steps} steps, step \${step}, loss \${run.value.toPrecision(12)}\`]
  },
  { title: 'All controls' },
)
all`,
    )
    notebook = await lab.open('controls.ipynb')
    await notebook.runAll()
    all = await ExplorationPage.of(notebook, 1)
  })
  afterAll(() => notebook?.close())

  interface Values {
    readonly rate: number
    readonly steps: number
    readonly start: readonly number[]
    readonly step: number
    readonly shown: boolean
  }
  /** Where the controls stand in the kernel. */
  async function values(): Promise<Values> {
    await all.settled()
    return notebook.value('all.values')
  }

  /** Expects that what is drawn is what `minimize` gives, computed here, and what the kernel draws. */
  async function right({ rule = adam as typeof adam, loss = rosenbrock as never } = {}): Promise<Values> {
    const now = await values()
    const run = minimize(loss, rule({ learningRate: now.rate }), { start: now.start, steps: now.steps })
    const said = await all.words()
    expect(said).toContain(`${run.steps} steps, step ${now.step}, loss ${run.value.toPrecision(12)}`)
    await all.agrees('all')
    return now
  }

  test('shows at first what the defaults give', async () => {
    expect(await right()).toMatchObject({ rate: 0.05, steps: 100, start: [-1.2, 1], step: 20 })
  })

  test('a slider: dragged, clicked, by keys, by its number', async () => {
    const [range, field] = [all.row('rate').locator('input[type=range]'), all.row('rate').locator('.fl-number')]
    await all.drag(range, 60, 0)
    const { rate } = await right()
    expect(rate).not.toBe(0.05)
    await all.keys(range, 'ArrowRight', 'ArrowRight')
    const next = (await right()).rate
    expect(next).toBeGreaterThan(rate)
    await all.keys(range, 'ArrowLeft', 'ArrowLeft')
    expect((await right()).rate).toBe(rate)
    await all.keys(range, 'Home')
    expect((await right()).rate).toBe(0.001)
    await all.keys(range, 'End')
    expect((await right()).rate).toBe(1)
    await all.type(field, '0.0123')
    expect((await right()).rate).toBe(0.0123)
    expect(await range.getAttribute('aria-valuetext')).toBe('0.0123')
    // Between two places of the slider: it is as it was typed.
    expect(await field.inputValue()).toBe('0.0123')
  })

  test('a number that cannot be: why, and the picture stays; then another', async () => {
    const field = all.row('steps').locator('.fl-number')
    const before = await all.words()
    for (const [typed, why] of [
      ['201', 'steps is 201; it must be a whole number from 10 to 200'],
      ['ten', "steps is 'ten'; it must be a whole number from 10 to 200"],
      ['12.5', 'steps is 12.5; it must be a whole number'],
      ['', "steps is ''; it must be a whole number"],
    ]) {
      await all.type(field, typed)
      await all.settled()
      const refusal = all.row('steps').locator('.fl-refused')
      await refusal.waitFor()
      expect(await refusal.innerText()).toContain(why)
      expect(await all.row('steps').locator('input').first().getAttribute('aria-invalid')).toBe('true')
      expect(await all.words()).toBe(before)
    }
    await all.type(field, '150')
    expect((await right()).steps).toBe(150)
    expect(await all.row('steps').locator('.fl-refused').isVisible()).toBe(false)
    await all.drag(all.row('steps').locator('input[type=range]'), -40, 0)
    expect((await right()).steps).not.toBe(150)
  })

  test('a choice: by the list, and by keys', async () => {
    const list = all.row('rule').locator('select')
    await list.selectOption('momentum')
    await all.settled()
    expect(await notebook.value('all.code')).toContain('const rule = momentum')
    await right({ rule: momentum as never })
    await all.keys(list, 'ArrowUp')
    await all.settled()
    expect(await notebook.value('all.code')).toContain('const rule = adam')
    await right()
  })

  test('a toggle: by a click, and by the space bar', async () => {
    const box = all.row('shown').locator('input')
    await box.click()
    expect((await right()).shown).toBe(false)
    await all.keys(box, 'Space')
    expect((await right()).shown).toBe(true)
  })

  test('a point: dragged, by arrow keys, by a click on the map, by its numbers', async () => {
    const before = (await values()).start
    await all.drag(all.handle, 80, -60)
    const dragged = (await right()).start
    // Two units are 215 pixels of the chart.
    expect(dragged[0] - before[0]).toBeCloseTo((80 * 4) / 430, 1)
    expect(dragged[1] - before[1]).toBeCloseTo((60 * 4) / 430, 1)
    const steps = {
      ArrowRight: [5, 0],
      ArrowUp: [0, 5],
      'Shift+ArrowLeft': [-20, 0],
      'Alt+ArrowDown': [0, -1],
    } as const
    let at = dragged
    for (const [key, [x, y]] of Object.entries(steps)) {
      await all.keys(all.handle, key)
      const { start } = await right()
      expect(start[0] - at[0], key).toBeCloseTo((x * 4) / 430, 1)
      expect(start[1] - at[1], key).toBeCloseTo((y * 4) / 430, 1)
      at = start
    }
    expect(await all.handle.getAttribute('aria-valuetext')).toBe(`x ${at[0]}, y ${at[1]}`)
    const map = (await all.root.locator('figure > svg').first().boundingBox())!
    await notebook.page.mouse.click(map.x + map.width / 2, map.y + map.height / 2)
    expect((await right()).start).not.toEqual(at)
    const [x, y] = [all.row('start').locator('input').nth(0), all.row('start').locator('input').nth(1)]
    await all.type(x, '0.5')
    await all.type(y, '-0.25', 'Tab')
    expect((await right()).start).toEqual([0.5, -0.25])
    await all.type(x, 'left')
    await all.settled()
    expect(await all.row('start').locator('.fl-refused').innerText()).toBe(
      "start is ['left', -0.25]; it must be two numbers",
    )
    await all.type(x, '0.5')
    await right()
  })

  test('a point does not leave the map, however far the hand goes', async () => {
    await all.drag(all.handle, -2000, -2000)
    expect((await right()).start).toEqual([-2, 3])
    await all.keys(all.handle, 'ArrowLeft')
    expect((await right()).start).toEqual([-2, 3])
    await all.drag(all.handle, 100, 100)
    await right()
  })

  test('a player: scrubbed, a step on and back, played, paused, faster', async () => {
    const row = all.row('step')
    const button = (name: string) => row.locator(`button[aria-label="${name}"]`)
    await button('to the start').click()
    expect((await right()).step).toBe(0)
    await button('one step on').click()
    expect((await right()).step).toBe(1)
    await all.keys(button('one step on'), 'Enter', 'Space')
    expect((await right()).step).toBe(3)
    await button('one step back').click()
    expect((await right()).step).toBe(2)
    await all.keys(row.locator('input[type=range]'), 'ArrowRight', 'ArrowRight', 'ArrowRight')
    expect((await right()).step).toBe(5)
    await all.drag(row.locator('input[type=range]'), 20, 0)
    await right()
    await button('to the start').click()
    await row.locator('select').selectOption('0.25')
    await button('play').click()
    await row.locator('.fl-count', { hasText: /step [1-9]\d? of/ }).waitFor()
    await button('pause').click()
    const { step } = await right()
    expect(step).toBeGreaterThan(0)
    expect(step).toBeLessThan(20)
    await row.locator('select').selectOption('10')
    await all.keys(button('play'), 'Enter')
    await row.locator('.fl-count', { hasText: 'step 20 of 20' }).waitFor()
    await button('play').waitFor()
    expect((await right()).step).toBe(20)
    expect(await row.locator('input[type=range]').getAttribute('aria-valuetext')).toBe('step 20 of 20')
  })

  test('a text: why a wrong equation is wrong, as one types, and the picture of the last right one', async () => {
    const field = all.row('loss').locator('input')
    await all.keys(field, 'End')
    await notebook.page.keyboard.type(' + 3')
    await right({ loss: surface('(1 - x)^2 + 100 * (y - x^2)^2 + 3') as never })
    const before = await all.words()
    // No equation is right between these two keys, so that the picture can't depend on how fast the kernel answers.
    await notebook.page.keyboard.type(' *')
    await all.settled()
    expect(await all.row('loss').locator('.fl-refused').innerText()).toMatch(/\S{3}/)
    expect(await all.words()).toBe(before)
    expect(await field.inputValue()).toMatch(/ \+ 3 \*$/)
    await notebook.page.keyboard.type(' y^2')
    await all.settled()
    expect(await all.row('loss').locator('.fl-refused').isVisible()).toBe(false)
    await right({ loss: surface('(1 - x)^2 + 100 * (y - x^2)^2 + 3 * y^2') as never })
    await field.fill('z^^2')
    await all.settled()
    expect(await all.row('loss').locator('.fl-refused').innerText()).toMatch(/\S{3}/)
  })

  test('reset puts everything back, and the code of a setting can be copied', async () => {
    await all.root.getByText('Reset').click()
    expect(await right()).toMatchObject({ rate: 0.05, steps: 100, start: [-1.2, 1], step: 20, shown: true })
    expect(await all.row('loss').locator('input').inputValue()).toBe('(1 - x)^2 + 100 * (y - x^2)^2')
    expect(await all.row('loss').locator('.fl-refused').isVisible()).toBe(false)
    await all.type(all.row('rate').locator('.fl-number'), '0.5')
    await all.settled()
    await notebook.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await all.root.getByText('Copy as code').click()
    await all.root.getByText('Copied').waitFor()
    const copied = await notebook.page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(await notebook.value('all.code'))
    expect(copied).toContain('const rate = 0.5\n')
    await all.root.getByText('Reset').click()
    await all.settled()
  })

  test('every field has a name for a screen reader, and can be reached by Tab', async () => {
    const nameless = await all.root.evaluate(root =>
      [...root.querySelectorAll<HTMLInputElement>('input, select, textarea, button, [tabindex]')]
        .filter(field => field.offsetParent !== null || field instanceof SVGElement)
        .filter(field => {
          const label =
            field.getAttribute('aria-label') ?? [...(field.labels ?? [])].map(each => each.textContent).join()
          return (label || field.textContent || '').trim() === '' || field.tabIndex < 0
        })
        .map(field => field.outerHTML),
    )
    expect(nameless).toEqual([])
    await all.row('rate').locator('input[type=range]').focus()
    await notebook.page.keyboard.press('Tab')
    expect(
      await all
        .row('rate')
        .locator('.fl-number')
        .evaluate(field => field === document.activeElement),
    ).toBe(true)
  })

  test('keys in a control are its own: no cell is run, cut or left', async () => {
    const before = (await notebook.cells()).map(({ source, executionCount }) => [source, executionCount])
    const field = all.row('loss').locator('input')
    await field.focus()
    for (const key of ['Escape', 'a', 'b', 'x', 'd', 'd', 'm', 'Shift+Enter']) await notebook.page.keyboard.press(key)
    await all.keys(all.handle, 'a', 'd', 'd', 'ArrowUp', 'ArrowDown')
    await all.root.getByText('Reset').click()
    await all.settled()
    expect((await notebook.cells()).map(({ source, executionCount }) => [source, executionCount])).toEqual(before)
  })

  test('leaves the page without complaints and without pop-ups', async () => {
    expect(notebook.complaints).toEqual([])
    expect(await notebook.popUps()).toEqual([])
  })
})

describe('a line', () => {
  let line: ExplorationPage
  const points = Array.from({ length: 11 }, (_, i) => [10 * i, 0.1])
  beforeAll(async () => {
    lab.write(
      'drawing.ipynb',
      imports,
      `const line = explore(
  { rate: drawing(${JSON.stringify(points)}, { range: [0, 0.2] }) },
  ({ rate }) => [
    lines({ rate: { x: rate.map(([x]) => x), y: rate.map(([, y]) => y) } }, { domain: { x: [0, 100], y: [0, 0.2] } }),
    'mean ' + meanRate(drawn(rate), 100).toPrecision(12),
  ],
)
line`,
    )
    notebook = await lab.open('drawing.ipynb')
    await notebook.runAll()
    line = await ExplorationPage.of(notebook, 1)
  })
  afterAll(() => notebook?.close())

  /** The points in the kernel; what is drawn and said is theirs. */
  async function right(): Promise<[number, number][]> {
    await line.settled()
    const { rate } = await notebook.value<{ rate: [number, number][] }>('line.values')
    expect(await line.words()).toContain(`mean ${meanRate(drawn(rate), 100).toPrecision(12)}`)
    await line.agrees('line')
    return rate
  }

  test('is drawn by one stroke of the hand: every point on its way takes the height of the stroke', async () => {
    const { mouse } = notebook.page
    const canvas = line.handle.locator('rect')
    await canvas.scrollIntoViewIfNeeded()
    const box = (await canvas.boundingBox())!
    const at = (x: number, y: number) => [box.x + (x / 100) * box.width, box.y + (1 - y / 0.2) * box.height] as const
    await mouse.move(...at(20, 0.15))
    await mouse.down()
    await mouse.move(...at(80, 0.05), { steps: 3 })
    await mouse.up()
    const now = await right()
    expect(now.map(([x]) => x)).toEqual(points.map(([x]) => x))
    for (const [x, y] of now) {
      // On the straight stroke from (20, 0.15) to (80, 0.05); elsewhere as before.
      expect(y, `at ${x}`).toBeCloseTo(x < 20 || x > 80 ? 0.1 : 0.15 - (0.1 * (x - 20)) / 60, 2)
    }
    // Beyond the range it stops.
    await mouse.move(...at(50, 0.1))
    await mouse.down()
    await mouse.move(...at(50, 0.5))
    await mouse.up()
    expect((await right())[5][1]).toBe(0.2)
  })

  test('is moved by keys: left and right choose a point, up and down move it', async () => {
    const before = await right()
    await line.keys(line.handle, 'ArrowLeft', 'ArrowLeft', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown')
    const now = await right()
    const moved = now.flatMap(([, y], i) => (y === before[i][1] ? [] : [i]))
    expect(moved).toEqual([3])
    expect(now[3][1]).toBeLessThan(before[3][1])
    expect(await line.handle.getAttribute('aria-valuetext')).toContain('point 4 of 11')
  })

  test('is drawn anew from the beginning', async () => {
    await line.root.getByText('Draw anew').click()
    expect(await right()).toEqual(points)
    expect(notebook.complaints).toEqual([])
  })
})

describe('a finger', () => {
  test('drags a point and draws a line, and the page does not scroll', async () => {
    notebook = await lab.open('controls.ipynb', { touch: true })
    await notebook.runAll()
    const all = await ExplorationPage.of(notebook, 1)
    const before = (await notebook.value<{ start: number[] }>('all.values')).start
    const from = await middle(all.handle)
    const devtools = await notebook.page.context().newCDPSession(notebook.page)
    const touch = (type: string, ...touchPoints: { x: number; y: number }[]) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints } as never)
    await touch('touchStart', from)
    for (let i = 1; i <= 6; i++) await touch('touchMove', { x: from.x + 10 * i, y: from.y + 12 * i })
    await touch('touchEnd')
    await all.agrees('all')
    const { start } = await notebook.value<{ start: number[] }>('all.values')
    expect(start[0] - before[0]).toBeCloseTo((60 * 4) / 430, 1)
    expect(start[1] - before[1]).toBeCloseTo((-72 * 4) / 430, 1)
    await all.row('shown').locator('input').tap()
    await all.agrees('all')
    expect((await notebook.value<{ shown: boolean }>('all.values')).shown).toBe(false)
    expect(notebook.complaints).toEqual([])
    await notebook.close()
  })
})
