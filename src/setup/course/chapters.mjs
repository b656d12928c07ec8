import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the pages of the course say of a chapter: all of it read from its notebook, so that they can't say anything else.
 * @typedef {object} Chapter
 * @property {string} file '02-gradient-descent.ipynb'
 * @property {string} number '02'
 * @property {string} name 'Gradient descent'
 * @property {string} lead what it is about, in a sentence or two
 * @property {string[]} goals what one can do after it
 * @property {string[]} needs the files of the chapters that it builds on
 * @property {number | undefined} minutes
 * @property {Place[]} sections its headings of the second level that have a number
 * @property {Map<string, Place>} tagged the first cell with each tag, under the heading it stands below
 * @property {Exercise[]} exercises
 * @property {string[]} reading its list of papers and books
 */

/** @typedef {{ cell: string, heading: string }} Place */
/** @typedef {{ number: string, name: string, task: string, answer: string, cell: string }} Exercise */
/** @typedef {{ id: string, cell_type: string, source: string | string[], metadata: { tags?: string[] } }} Cell */

/** The chapters there are, in order. @param {string} folder */
export function chaptersIn(folder) {
  return readdirSync(folder)
    .filter(name => /^\d\d-.*\.ipynb$/.test(name))
    .sort()
    .map(name => chapterOf(name, JSON.parse(readFileSync(join(folder, name), 'utf8')).cells))
}

/** @param {{ source: string | string[] }} cell */
const textOf = ({ source }) => [source].flat().join('')

/** @param {string} file @param {Cell[]} cells @returns {Chapter} */
export function chapterOf(file, cells) {
  const [first, last] = [textOf(cells[0]), textOf(/** @type {Cell} */ (cells.at(-1)))]
  const [, number, name] = /^# (\d\d) · (.+)$/m.exec(first) ?? []
  if (name === undefined) throw new Error(`${file}: its first cell does not begin with '# NN · Name'`)
  const paragraphs = first.split(/\n{2,}/)
  const needs = paragraphs.find(words => words.startsWith('You need')) ?? ''
  const minutes = /takes about (\d+) minutes/.exec(first)?.[1]
  const prose = cells.filter(({ cell_type }) => cell_type === 'markdown')
  return {
    file,
    number,
    name,
    lead: paragraphs[1] ?? '',
    goals: bullets(first.slice(first.indexOf('After this chapter you can'))).map(goal => goal.replace(/[;.]$/, '')),
    needs: [...new Set([...needs.matchAll(/\]\((\d\d-[\w-]+\.ipynb)/g)].map(match => match[1]))],
    minutes: minutes === undefined ? undefined : Number(minutes),
    sections: prose.flatMap(cell =>
      [...textOf(cell).matchAll(/^## (\d+ · .+)$/gm)].map(match => ({ cell: cell.id, heading: match[1] })),
    ),
    tagged: placesOf(cells),
    exercises: exercisesOf(cells),
    reading: bullets(between(last, '## Where to read on', '## Where to go on')),
  }
}

/** The first cell of each tag, with the heading that it has or stands under. @param {Cell[]} cells */
function placesOf(cells) {
  /** @type {Map<string, Place>} */
  const places = new Map()
  let heading = ''
  for (const cell of cells) {
    if (cell.cell_type === 'markdown') heading = /^##+ (.+)$/m.exec(textOf(cell))?.[1] ?? heading
    for (const tag of cell.metadata.tags ?? []) if (!places.has(tag)) places.set(tag, { cell: cell.id, heading })
  }
  return places
}

/** @param {Cell[]} cells @returns {Exercise[]} */
function exercisesOf(cells) {
  return cells.flatMap(cell => {
    const number = cell.metadata.tags?.find(tag => tag.startsWith('answer:'))?.slice('answer:'.length)
    if (number === undefined) return []
    const asked = cells.find(each => textOf(each).includes(`**Exercise ${number}`))
    const [, name = '', task = ''] =
      /\*\*Exercise [^*:.]+[:.]? ?([^*]*?)\.?\*\*\s*([\s\S]*)$/.exec(asked === undefined ? '' : textOf(asked)) ?? []
    const answer = textOf(cell)
      .replace(/^<details>\n<summary>.*<\/summary>\n+/, '')
      .replace(/\n*<\/details>\s*$/, '')
    return [{ number, name, task: task.trim(), answer, cell: (asked ?? cell).id }]
  })
}

/** The points of a list. @param {string} text */
const bullets = text => [...text.matchAll(/^- (.+)$/gm)].map(match => match[1])

/** @param {string} text @param {string} from @param {string} to */
function between(text, from, to) {
  const [start, end] = [text.indexOf(from), text.indexOf(to)]
  return start < 0 ? '' : text.slice(start, end < start ? undefined : end)
}

/** A link to a cell: JupyterLab goes to it, elsewhere the notebook opens. @param {string} file @param {string} cell */
export const cellOf = (file, cell) => `${file}#cell-id=${cell}`

/** A heading as the text of a link: GitHub and JupyterLab both read formulas there. @param {string} heading */
export const plain = heading => heading.replace(/^(\d+) · /, '$1. ')
