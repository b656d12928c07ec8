import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  adam,
  cosine,
  glossary,
  momentum,
  optimizers,
  references,
  schedules,
  studyNotes,
  wrappers,
} from '../../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'notes-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('everything in the catalogues has a note, with its equation, when, and its source', () => {
  const { contents } = studyNotes()
  expect(contents.optimizers.map(({ name }) => name)).toEqual(Object.keys(optimizers))
  expect(contents.wrappers.map(({ name }) => name)).toEqual(Object.keys(wrappers))
  expect(contents.schedules.map(({ name }) => name)).toEqual(Object.keys(schedules))
  for (const note of [...contents.optimizers, ...contents.wrappers, ...contents.schedules]) {
    expect(note.tex, note.name).toMatch(/\S/)
    expect(note.when, note.name).toMatch(/\.$/)
    expect(note.source, note.name).toMatch(/\S/)
  }
  for (const { name, whenNot } of [...contents.optimizers, ...contents.wrappers]) expect(whenNot, name).toMatch(/\.$/)
})

test('a note says what the definition says', () => {
  const [note] = studyNotes({ optimizers: { adam } }).contents.optimizers
  expect(note).toMatchObject({ title: 'Adam', tex: adam.tex, when: adam.purpose, whenNot: adam.weakness })
  // What is left out unless it is given has no default to learn.
  expect(note.defaults.map(({ name, symbol, value }) => `${name} ${symbol} ${value}`)).toEqual([
    'learningRate \\eta 0.001',
    'beta1 \\beta_{1} 0.9',
    'beta2 \\beta_{2} 0.999',
    'epsilon \\epsilon 1e-8',
  ])
  const [{ defaults }] = studyNotes({ schedules: { cosine } }).contents.schedules
  expect(defaults.map(({ value }) => value)).toEqual([undefined, '0', undefined])
})

test('a sheet has what it is asked for, and nothing else', () => {
  const sheet = studyNotes({ title: 'Two', optimizers: { adam, momentum }, wrappers: {}, schedules: {}, glossary: [] })
  expect(sheet.markdown.match(/^#+ .*/gm)).toEqual(['## Two', '### Rules', '### References'])
  expect(sheet.contents.references.map(({ year }) => year)).toEqual([1964, 2015])
  expect(sheet.markdown).toContain(`$$${adam.tex}$$`)
})

test('the page is whole: a section for each, formulas set without an error, and nothing to fetch', async () => {
  const notes = studyNotes()
  await notes.save(join(folder, 'notes.html'))
  expect(readdirSync(folder)).toEqual(['notes.html'])
  const page = readFileSync(join(folder, 'notes.html'), 'utf8')
  expect(page).toBe(await studyNotes().html())
  const { optimizers, wrappers, schedules } = notes.contents
  expect(page.match(/<section class="note">/g)).toHaveLength(optimizers.length + wrappers.length + schedules.length)
  expect(page.match(/<\/math>/g)!.length).toBeGreaterThan(optimizers.length + wrappers.length + schedules.length)
  expect(page).not.toMatch(/temml-error|<script|<link|src=|undefined/)
  expect(page).toMatch(/@media print/)
})

test('refuses what has no note, and a path that is none', async () => {
  expect(() => studyNotes({ optimizers: { mine: 3 as never } })).toThrow(/optimizers\.mine is 3/)
  expect(() => studyNotes({ rules: {} } as never)).toThrow(/no option 'rules'/)
  await expect(studyNotes().save('')).rejects.toThrow(/the file is ''/)
})

test('references: one for a work, however often and however shortly it is named', () => {
  const all = references(optimizers, wrappers, schedules)
  const years = all.map(({ year }) => year)
  expect(years).toEqual([...years].sort((a, b) => a - b))
  expect(all.filter(({ authors }) => authors === 'Kingma & Ba')).toEqual([
    { authors: 'Kingma & Ba', year: 2015, title: 'Adam: A Method for Stochastic Optimization', of: ['Adam', 'AdaMax'] },
  ])
  expect(all.filter(({ authors }) => authors.startsWith('Loshchilov')).map(({ year }) => year)).toEqual([2017, 2019])
  expect(all.find(({ of }) => of.includes('Adan'))?.title).toBe('Adan: Adaptive Nesterov Momentum Algorithm')
  const authors = all.map(each => `${each.authors.split(/,| &| et al/)[0]} ${each.year} ${each.title}`)
  expect(new Set(authors).size).toBe(authors.length)
})

test('the glossary is in order, with a chapter and a sentence for each term', () => {
  const terms = glossary.map(({ term }) => term.toLowerCase())
  expect(terms).toEqual([...terms].sort())
  expect(new Set(terms).size).toBe(terms.length)
  for (const { term, meaning, chapter } of glossary) {
    expect(meaning, term).toMatch(/^[A-Z].*\.$/)
    expect(chapter, term).toMatch(/^\d\d-[a-z-]+\.ipynb$/)
  }
})
