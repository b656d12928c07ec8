import { renameSync, writeFileSync } from 'node:fs'
import { filePath, known } from '../display/described.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import * as optimizers from '../optimizers/index.ts'
import * as wrappers from '../optimizers/wrappers/index.ts'
import * as schedules from '../schedules/index.ts'
import { glossary, type Term } from './glossary.ts'
import { markdownOf } from './markdown.ts'
import { type Note, type NotedByName, notesOf } from './noted.ts'
import { pageOf } from './page.ts'
import { type Reference, references } from './references.ts'

/** What study notes are about: the library's own catalogues unless told otherwise. */
export interface StudyNotesOptions {
  /** What stands at the top. */
  readonly title?: string
  /** By name, as `{ adam, momentum }`; `{}` for none. */
  readonly optimizers?: NotedByName
  readonly wrappers?: NotedByName
  readonly schedules?: NotedByName
  /** Terms of the glossary; `[]` for none. */
  readonly glossary?: readonly Term[]
}

/** What the notes hold, before it is set as Markdown or as a page. */
export interface Contents {
  readonly title: string
  readonly optimizers: readonly Note[]
  readonly wrappers: readonly Note[]
  readonly schedules: readonly Note[]
  readonly glossary: readonly Term[]
  readonly references: readonly Reference[]
}

/** Study notes that show themselves in a cell. */
export interface StudyNotes extends Displayable {
  readonly contents: Contents
  readonly markdown: string
  /** A page of HTML that needs nothing besides: formulas are MathML, and it prints black on white. */
  html(): Promise<string>
  /**
   * Writes the page to a file. Open it in a browser and print it.
   * @returns what shows the way to it in a cell
   * @throws TypeError for what is no path; the file system's error where it can't be written.
   */
  save(file: string): Promise<Displayable>
}

/**
 * Notes on optimizers, wrappers and schedules, made from their definitions: each with its equations, its defaults, when to use it and
 * when not, and its source; then a glossary, and the references by year. In a cell they show themselves; `save` writes a page to
 * print.
 *
 * @throws TypeError for an option that there is not, or for what is no optimizer, wrapper or schedule.
 * @example studyNotes({ title: 'Two rules', optimizers: { adam, momentum }, wrappers: {}, schedules: {}, glossary: [] })
 * @example await studyNotes().save('study-notes.html')
 */
export function studyNotes(options: StudyNotesOptions = {}): StudyNotes {
  known('studyNotes', options, ['title', 'optimizers', 'wrappers', 'schedules', 'glossary'])
  const all = { optimizers, wrappers, schedules, ...options } as Required<StudyNotesOptions>
  const contents: Contents = {
    title: options.title ?? 'Study notes',
    optimizers: notesOf('optimizers', all.optimizers),
    wrappers: notesOf('wrappers', all.wrappers),
    schedules: notesOf('schedules', all.schedules),
    glossary: options.glossary ?? glossary,
    references: references(all.optimizers, all.wrappers, all.schedules),
  }
  const markdown = markdownOf(contents)
  const html = (): Promise<string> => pageOf(contents)
  return {
    contents,
    markdown,
    html,
    async save(file) {
      filePath('studyNotes', file, "save('study-notes.html')")
      // Written aside and renamed: a page that is open is never half a page.
      const aside = `${file}.part`
      writeFileSync(aside, await html())
      renameSync(aside, file)
      return saved(file, contents)
    },
    [jupyterDisplay]: () => ({ 'text/markdown': markdown, 'text/plain': markdown }),
  }
}

/** What shows the way to a page that is written. */
function saved(file: string, { optimizers, wrappers, schedules, glossary, references }: Contents): Displayable {
  const what = `${optimizers.length} rules, ${wrappers.length} wrappers, ${schedules.length} schedules, ${glossary.length} terms, ${references.length} references`
  return {
    [jupyterDisplay]: () => ({
      'text/markdown': `Written: [${file}](${file}) with ${what}.`,
      'text/plain': `Written: ${file} with ${what}.`,
    }),
  }
}
