import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Cell, chapters, draws, folder, printed, read, sections, tags, text } from './course.ts'

/** What can be said of the committed notebooks without running them. */

test('every chapter is known to these tests, and is there', () => {
  expect(chapters).toEqual(Object.keys(sections).sort())
})

test('no section has two main places', () => {
  const all = chapters.flatMap(name => tags(read(join(folder, name)), 'doc:'))
  expect(all.filter((tag, i) => all.indexOf(tag) !== i)).toEqual([])
})

describe.each(chapters)('%s', name => {
  const path = join(folder, name)
  const notebook = read(path)
  const code = notebook.cells.filter(cell => cell.cell_type === 'code')
  const prose = notebook.cells.filter(cell => cell.cell_type === 'markdown')

  test('teaches its sections, each once', () => {
    expect(tags(notebook, 'doc:').sort()).toEqual([...sections[name]].sort())
  })

  test('has prose, a cell with output and a chart for each section', () => {
    for (const [section, cells] of bySection(notebook.cells)) {
      const words = cells
        .filter(cell => cell.cell_type === 'markdown')
        .map(text)
        .join(' ')
        .split(/\s+/).length
      expect(words, `${section}: words`).toBeGreaterThan(60)
      expect(
        cells.filter(cell => (cell.outputs ?? []).length > 0).length,
        `${section}: cells with output`,
      ).toBeGreaterThan(0)
      expect(cells.filter(draws).length, `${section}: charts`).toBeGreaterThan(0)
    }
  })

  test('has no error in it, no warning, and no number left over from a second run', () => {
    for (const { id, outputs = [] } of code) {
      expect(
        outputs.filter(({ output_type, name }) => output_type === 'error' || name === 'stderr'),
        id,
      ).toEqual([])
    }
    expect(code.map(cell => cell.execution_count)).toEqual(code.map((_, i) => i + 1))
  })

  test('names the kernel, and nothing of the machine it ran on', () => {
    expect(notebook.metadata.kernelspec).toEqual({ display_name: 'TypeScript', language: 'typescript', name: 'tslab' })
    expect(readFileSync(path, 'utf8')).not.toMatch(/"execution"|"widgets"|node_modules|file:\/\//)
  })

  test('has cells of at most 15 lines', () => {
    const lines = (cell: Cell) =>
      text(cell)
        .split('\n')
        .filter(line => line.trim() !== '').length
    expect(code.filter(cell => lines(cell) > 15).map(({ id }) => id)).toEqual([])
  })

  test('has lines of code that need no scrolling', () => {
    const wide = code.flatMap(cell => text(cell).split('\n')).filter(line => line.length > 110)
    expect(wide).toEqual([])
  })

  test('weighs less than 1 MB', () => {
    expect(statSync(path).size).toBeLessThan(1e6)
  })

  test('has links that lead somewhere', () => {
    const targets = prose.flatMap(cell => [...text(cell).matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]))
    const here = targets.filter(target => !/^https?:/.test(target))
    expect(here.length).toBeGreaterThan(0)
    for (const target of here) expect(existsSync(resolve(folder, target.split('#')[0])), target).toBe(true)
    for (const target of targets.filter(target => /^https?:/.test(target))) expect(() => new URL(target)).not.toThrow()
  })

  test('begins with what one will be able to do, and ends with what to remember', () => {
    expect(text(notebook.cells[0])).toContain('After this chapter you can')
    expect(text(notebook.cells.at(-1)!)).toContain('What to remember')
    expect(text(notebook.cells.at(-1)!)).toContain('Where to go on')
  })

  test('has exercises, each with a check that does not take the unsolved cell, and an answer folded away', () => {
    const exercises = tags(notebook, 'exercise:')
    expect(exercises.length).toBeGreaterThanOrEqual(2)
    expect(tags(notebook, 'check:')).toEqual(exercises)
    expect(tags(notebook, 'answer:')).toEqual(exercises)
    for (const { id, metadata } of code.filter(({ metadata }) =>
      metadata.tags?.some(tag => tag.startsWith('check:')),
    )) {
      const cell = code.find(cell => cell.id === id)!
      expect(printed(cell), `${id} ${metadata.tags}`).toMatch(/^Not yet: .+\nHint: .+/)
    }
    for (const cell of prose.filter(({ metadata }) => metadata.tags?.some(tag => tag.startsWith('answer:')))) {
      expect(text(cell)).toMatch(/^<details>\n<summary>.+<\/summary>\n\n[\s\S]+```ts\n[\s\S]+```[\s\S]*<\/details>$/)
    }
  })
})

/** The cells from each doc: tag to the next. */
function bySection(cells: readonly Cell[]): Map<string, Cell[]> {
  const found = new Map<string, Cell[]>()
  let current: Cell[] | undefined
  for (const cell of cells) {
    const tag = cell.metadata.tags?.find(tag => tag.startsWith('doc:'))
    if (tag !== undefined) {
      current = []
      found.set(tag.slice('doc:'.length), current)
    }
    current?.push(cell)
  }
  return found
}
