import { cellOf, plain } from './chapters.mjs'
import { documents } from './documents.mjs'

/** @typedef {import('./chapters.mjs').Chapter} Chapter */

/** The five texts, each in its own order, with the cells that teach its sections. @param {readonly Chapter[]} chapters */
export function byDocumentPage(chapters) {
  return `${[
    '# By document',
    'The course was made from five texts. It teaches each of their sections, in its own words and in an order of its own. Here are the texts in theirs: each section with the cell that teaches it, and those that come back to it. Where the texts disagree, or err, is told at the end of the last chapter.',
    ...documents.flatMap(({ letter, name, about, sections }) => [
      `## ${letter} · ${name}`,
      about,
      sections.map((section, i) => line(`${letter}${i + 1}`, section, chapters)).join('\n'),
    ]),
    '[Contents](contents.md)',
  ].join('\n\n')}\n`
}

/** @param {string} id @param {string} section @param {readonly Chapter[]} chapters */
function line(id, section, chapters) {
  const links = (/** @type {string} */ tag) =>
    chapters.flatMap(({ file, number, tagged }) => {
      const place = tagged.get(`${tag}:${id}`)
      return place === undefined ? [] : [`[${number} · ${plain(place.heading)}](${cellOf(file, place.cell)})`]
    })
  const [main, again] = [links('doc'), links('also')]
  const more = again.length === 0 ? '' : `; again in ${again.join(', ')}`
  return `- **${id}** ${section}: ${main.join(', ') || 'not taught yet'}${more}`
}
