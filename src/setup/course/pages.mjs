import { answersPage } from './answers-page.mjs'
import { byDocumentPage } from './by-document-page.mjs'
import { contentsPage } from './contents-page.mjs'
import { referencesPage } from './references-page.mjs'
import { teachingPage } from './teaching-page.mjs'

/**
 * The pages of the course as a whole, by file name in notebooks/: made from the chapters' own first cells, headings, tags and answers.
 * @param {readonly import('./chapters.mjs').Chapter[]} chapters
 * @param {any} library the built library
 * @returns {Record<string, string>}
 */
export function coursePages(chapters, { references, optimizers, wrappers, schedules }) {
  return {
    'contents.md': contentsPage(chapters),
    'by-document.md': byDocumentPage(chapters),
    'references.md': referencesPage(chapters, references(optimizers, wrappers, schedules)),
    'teaching.md': teachingPage(chapters),
    'answers.md': answersPage(chapters),
  }
}
