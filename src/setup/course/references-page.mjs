/** @typedef {import('./chapters.mjs').Chapter} Chapter */
/** @typedef {{ authors: string, year: number, title: string, of: readonly string[] }} Reference */

/**
 * Papers and books by year: what the chapters recommend, in their words, and what the library's definitions name as their sources.
 * @param {readonly Chapter[]} chapters
 * @param {readonly Reference[]} sources
 */
export function referencesPage(chapters, sources) {
  /** @type {{ key: string, year: number, text: string, in: string[], of: string[] }[]} */
  const works = []
  for (const { number, file, reading } of chapters) {
    for (const text of reading.flatMap(worksOf)) {
      const year = Number(/\b(1[89]\d\d|20[0-4]\d)\b/.exec(text.replace(/\]\([^)]*\)|arXiv:[\d.]+/g, ''))?.[1])
      if (Number.isNaN(year)) continue
      const key = keyOf(/\*([^*]+)\*/.exec(text)?.[1] ?? text)
      const link = `[${number}](${file})`
      const known = works.find(work => work.year === year && same(work.key, key))
      if (known === undefined) works.push({ key, year, text, in: [link], of: [] })
      else {
        if (!known.in.includes(link)) known.in.push(link)
        if (text.length > known.text.length) known.text = text
      }
    }
  }
  for (const { authors, year, title, of } of sources) {
    const surname = authors.split(/,| &| et al/)[0]
    const known = works.find(work =>
      title === ''
        ? work.year === year && firstAuthor(work.text).includes(surname)
        : work.key.startsWith(keyOf(title)) || (work.year === year && same(work.key, keyOf(title))),
    )
    if (known !== undefined) known.of.push(...of)
    else {
      const text = `${authors}${title === '' ? '' : `, *${title}*`}, ${year}.`
      works.push({ key: keyOf(title), year, text, in: [], of: [...of] })
    }
  }
  works.sort((a, b) => a.year - b.year || (a.text < b.text ? -1 : 1))
  return `${[
    '# References',
    `${works.length} papers and books, from the oldest on: those that chapters recommend, with the chapters' own words, and those that the library's rules and schedules are taken from.`,
    works.map(line).join('\n'),
    '[Contents](contents.md)',
  ].join('\n\n')}\n`
}

/** @param {{ year: number, text: string, in: string[], of: string[] }} work */
function line({ year, text, in: chapters, of }) {
  const where = [
    chapters.length === 0 ? '' : `In ${chapters.join(', ')}.`,
    of.length === 0 ? '' : `Source of ${[...new Set(of)].join(', ')}.`,
  ]
  return `- **${year}** ${text} ${where.filter(Boolean).join(' ')}`
}

/** Who stands first: one author may be the second of another work of the same year. @param {string} text */
const firstAuthor = text => text.split(/[,&*]/)[0]

/** A title without what may be written in two ways. @param {string} title */
const keyOf = title =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Two titles of one work: one may leave out what stands after the colon. @param {string} a @param {string} b */
const same = (a, b) => a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)

/** A point of a list may name several works: each begins with authors and a title in italics, after the end of a sentence. @param {string} text */
const worksOf = text => text.split(/(?<=(?:\w{2}|[)*])\.) (?=\p{Lu}\. [^*]{2,80}, \*[^*]+\*, )/u)
