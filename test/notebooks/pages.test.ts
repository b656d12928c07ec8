import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { glossary, optimizers, references, schedules, wrappers } from '../../src/index.ts'
import { chaptersIn } from '../../src/setup/course/chapters.mjs'
import { direct } from '../../src/setup/course/contents-page.mjs'
import { documents } from '../../src/setup/course/documents.mjs'
import { coursePages } from '../../src/setup/course/pages.mjs'
import { withoutAnswers } from '../../src/setup/handout.mjs'
import { chapters, folder, read, sections, tags, text } from './course.ts'

/** The pages of the course as a whole: that they say what the notebooks say, and lead where they say. */

const course = chaptersIn(folder)
const pages = coursePages(course, { references, optimizers, wrappers, schedules })

/** The links in a text to places in the course. */
const linksIn = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]).filter(target => !/^https?:/.test(target))

/** Whether the file is there, and the cell in it. */
function leadsSomewhere(target: string): boolean {
  const [file, fragment = ''] = target.split('#')
  if (!existsSync(join(folder, file))) return false
  if (fragment === '' || !file.endsWith('.ipynb')) return true
  const cell = /^cell-id=(.+)$/.exec(fragment)?.[1]
  return read(join(folder, file)).cells.some(({ id }) => id === cell)
}

describe.each(Object.keys(pages))('%s', name => {
  test('is what `npm run docs` would write', () => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(pages[name])
  })

  test('has links that lead to a cell that is there', () => {
    const links = linksIn(pages[name])
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter(link => !leadsSomewhere(link))).toEqual([])
  })
})

test('links from the chapters to cells lead there too', () => {
  const bad = chapters.flatMap(name =>
    read(join(folder, name))
      .cells.filter(({ cell_type }) => cell_type === 'markdown')
      .flatMap(cell => linksIn(text(cell)))
      .filter(link => link.includes('.ipynb#') && !leadsSomewhere(link))
      .map(link => `${name}: ${link}`),
  )
  expect(bad).toEqual([])
})

test('every section that a chapter teaches is named, and has its link', () => {
  const all = Object.entries(sections).flatMap(([file, ids]) => ids.map(id => [file, id]))
  for (const [file, id] of all) {
    const line = pages['by-document.md'].split('\n').find(line => line.startsWith(`- **${id}** `))
    expect(line, id).toContain(`](${file}#cell-id=`)
  }
  const named = documents.flatMap(({ letter, sections }) => sections.map((_, i) => `${letter}${i + 1}`))
  expect(named).toHaveLength(62)
  expect(all.filter(([, id]) => !named.includes(id))).toEqual([])
})

test.each(course.map(({ file }) => [file]))('%s tells what its pages need', file => {
  const { lead, goals, minutes, needs, sections, exercises, reading } = course.find(each => each.file === file)!
  expect(lead).toMatch(/[.?]$/)
  expect(goals.length).toBeGreaterThan(2)
  expect(minutes).toBeGreaterThanOrEqual(30)
  expect(needs.length > 0 || file.startsWith('00')).toBe(true)
  // Nothing is built on a chapter that comes later.
  expect(needs.filter(need => need >= file)).toEqual([])
  expect(sections.length).toBeGreaterThan(1)
  expect(reading.length).toBeGreaterThan(1)
  expect(exercises.map(({ number }) => number)).toEqual(tags(read(join(folder, file)), 'exercise:'))
  for (const { number, name, answer } of exercises) {
    expect(name, `exercise ${number} has a name`).toMatch(/\S/)
    expect(answer).toContain('```ts')
    expect(answer).not.toMatch(/<\/?details|<summary/)
  }
})

test('the terms of the glossary stand in the chapters that show them', () => {
  const known = glossary.filter(({ chapter }) => existsSync(join(folder, chapter)))
  const missing = known.filter(({ term, chapter }) => {
    const words = read(join(folder, chapter)).cells.map(text).join('\n').toLowerCase()
    // By their stems: converges for convergence.
    return !term.split(/[ -]/).every(word => words.includes(word.toLowerCase().slice(0, 6)))
  })
  expect(missing.map(({ term, chapter }) => `${term}: ${chapter}`)).toEqual([])
})

test('no arrow between chapters goes where a longer way leads', () => {
  const chapter = (file: string, ...needs: string[]) => ({ file, needs }) as never
  expect(direct('c', [chapter('a'), chapter('b', 'a'), chapter('c', 'a', 'b')])).toEqual(['b'])
})

test('a handout has no answers, and all else', () => {
  const path = join(folder, '00-start-here.ipynb')
  const whole = read(path)
  const handout = JSON.parse(withoutAnswers(readFileSync(path, 'utf8')))
  expect(tags(handout, 'answer:')).toEqual([])
  expect(handout.cells).toEqual(whole.cells.filter(({ metadata }) => !metadata.tags?.some(tag => /^answer:/.test(tag))))
})
