/** `npm run handout -- FOLDER`: the chapters without their worked answers, to hand out; into notebooks/handout unless told otherwise. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chaptersIn } from './course/chapters.mjs'
import { contentsPage } from './course/contents-page.mjs'
import { placesIn, root } from './places.mjs'

/** A notebook without the cells that hold an answer. @param {string} text */
export function withoutAnswers(text) {
  const notebook = JSON.parse(text)
  const kept = notebook.cells.filter(
    (/** @type {{ metadata: { tags?: string[] } }} */ { metadata }) =>
      !metadata.tags?.some(tag => tag.startsWith('answer:')),
  )
  return `${JSON.stringify({ ...notebook, cells: kept }, null, 1)}\n`
}

if (process.argv[1] === import.meta.filename) {
  const { notebooks } = placesIn(root)
  const folder = resolve(process.argv[2] ?? join(notebooks, 'handout'))
  if (folder === resolve(notebooks)) throw new Error('handout: the folder is the course itself; name another')
  mkdirSync(folder, { recursive: true })
  const chapters = chaptersIn(notebooks)
  for (const { file } of chapters)
    writeFileSync(join(folder, file), withoutAnswers(readFileSync(join(notebooks, file), 'utf8')))
  writeFileSync(join(folder, 'contents.md'), contentsPage(chapters, { teacher: false }))
  for (const page of ['by-document.md', 'references.md']) copyFileSync(join(notebooks, page), join(folder, page))
  console.log(`${chapters.length} chapters without their answers are in ${folder}.`)
}
