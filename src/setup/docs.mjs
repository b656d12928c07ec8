/**
 * `npm run docs`: writes the pages in docs/ from the built library, and those of the course from its notebooks, so that they can't say
 * anything else than these do. `npm run docs -- --check` compares and writes nothing.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chaptersIn } from './course/chapters.mjs'
import { coursePages } from './course/pages.mjs'
import { placesIn, root } from './places.mjs'
import { prepare } from './prepare.mjs'
import { program } from './program.mjs'
import { schedulesPage, schedulesPicture } from './schedules-page.mjs'
import { surfacesPage, surfacesPicture } from './surfaces-page.mjs'

/** @typedef {{ title: string, purpose: string, source: string, hyperparameters: Record<string, { optional?: true, default: number | string }>,
 *   slots: readonly string[], tex?: string, options?: Record<string, { choices: readonly (string | boolean)[], default: string | boolean }>, memory?: number | string, evaluations?: number | string, [display: symbol]: () => Record<string, string> } & ((settings: object) => { [display: symbol]: () => Record<string, string> })} Entry */

const folder = join(root, 'docs')

/**
 * The page: a table of all, then each with its equations, hyperparameters, strengths and weaknesses.
 * @param {{ optimizers: Record<string, Entry>, wrappers: Record<string, Entry> }} library
 */
export function page(library) {
  const [optimizers, wrappers] = [sorted(library.optimizers), sorted(library.wrappers)]
  return `${[
    '# Optimizers and wrappers',
    'Made by `npm run docs` from the definitions in `src/optimizers`. Any hyperparameter may be a schedule, unless it says otherwise. A `?` stands behind what is left out unless it is given.',
    '## Optimizers',
    table(
      optimizers,
      ['', 'hyperparameters and defaults', 'remembers', 'numbers a parameter', 'gradients a step', 'source'],
      e => [
        settings(e),
        e.slots.map(slot => `\`${slot}\``).join(' '),
        String(e.memory ?? ''),
        String(e.evaluations ?? ''),
        e.source,
      ],
    ),
    '## Wrappers',
    'Put around a rule by `pipe`: left of it what happens to the gradient, right of it what happens to the result. `pipe(clipByNorm(1), adam(), ema(0.99))`.',
    '`switching(adam(), gradientDescent(), { after: 200 })` makes one rule of two: the first for the steps up to `after`, the second from there on. Each may be a pipe, or a switch again.',
    table(wrappers, ['', 'hyperparameters and defaults', 'remembers', 'source'], e => [
      settings(e),
      e.slots.map(slot => `\`${slot}\``).join(' '),
      e.source,
    ]),
    '## Each optimizer',
    ...Object.entries(optimizers).map(section),
    '## Each wrapper',
    ...Object.entries(wrappers).map(section),
  ].join('\n\n')}\n`
}

/** @param {Record<string, Entry>} entries */
const sorted = entries => Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))

/** @param {number | string} value */
const exact = value =>
  typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : value

/** @param {Entry} entry */
const settings = ({ hyperparameters }) =>
  Object.entries(hyperparameters)
    .map(([name, h]) => (h.optional ? `\`${name}?\`` : `\`${name}\` ${exact(h.default)}`))
    .join(', ')

/**
 * @param {Record<string, Entry>} entries
 * @param {readonly string[]} heads
 * @param {(entry: Entry) => readonly string[]} cells
 */
function table(entries, heads, cells) {
  const rows = Object.entries(entries).map(([name, entry]) => [
    `[\`${name}\`](#${name.toLowerCase()})`,
    ...cells(entry),
  ])
  return [heads, heads.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')
}

const formula = /\$\$(.*)\$\$/s

/** @param {{ [display: symbol]: () => Record<string, string> }} shown what can show itself in a cell */
const markdown = shown => shown[Symbol.for('Jupyter.display')]()['text/markdown']

/** @param {[string, Entry]} entry */
function section([name, entry]) {
  // GitHub reads a formula between dollars as text first, and takes its backslashes away.
  const shown = markdown(entry).replace(formula, (_, tex) => fenced(tex))
  return [`### ${name}`, shown, ...forms(entry)].join('\n\n')
}

/** @param {string} tex */
const fenced = tex => `\`\`\`math\n${tex}\n\`\`\``

/**
 * The equations of the other forms.
 * @param {Entry} entry
 */
function forms(entry) {
  const others = Object.entries(entry.options ?? {}).flatMap(([option, { choices, default: usual }]) =>
    choices.filter(choice => choice !== usual).map(choice => /** @type {const} */ ([option, choice])),
  )
  return others.flatMap(([option, choice]) => {
    // What it shows: a wrapping has no equations as a property before it is put around a rule.
    const tex = markdown(entry({ [option]: choice })).match(formula)?.[1]
    return tex === undefined || tex === entry.tex ? [] : [`With \`${option}: ${JSON.stringify(choice)}\`:`, fenced(tex)]
  })
}

if (process.argv[1] === import.meta.filename) {
  await program('Writing the pages', async () => {
    const places = placesIn(root)
    await prepare(places)
    const library = await import(join(root, 'dist', 'index.js'))
    const pages = {
      'optimizers.md': page(library),
      'schedules.md': schedulesPage(library),
      'schedules.svg': schedulesPicture(library),
      'surfaces.md': surfacesPage(library),
      'surfaces.svg': surfacesPicture(library),
    }
    const course = coursePages(chaptersIn(places.notebooks), library)
    const files = [
      ...Object.entries(pages).map(([name, made]) => [join(folder, name), made]),
      ...Object.entries(course).map(([name, made]) => [join(places.notebooks, name), made]),
    ]
    if (process.argv.includes('--check')) {
      const stale = files.filter(([file, made]) => !existsSync(file) || readFileSync(file, 'utf8') !== made)
      for (const [file] of stale) console.log(`${file} is out of date.`)
      return stale.length === 0 ? 0 : 1
    }
    mkdirSync(folder, { recursive: true })
    for (const [file, made] of files) {
      writeFileSync(file, made)
      console.log(`${file} is written.`)
    }
    return 0
  })
}
