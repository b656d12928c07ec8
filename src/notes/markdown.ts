import type { Note } from './noted.ts'
import type { Reference } from './references.ts'
import type { Contents } from './study-notes.ts'

/** The notes as Markdown, as a cell shows them. */
export function markdownOf({ title, optimizers, wrappers, schedules, glossary, references }: Contents): string {
  const part = (name: string, notes: readonly Note[]): string[] =>
    notes.length === 0 ? [] : [`### ${name}`, ...notes.map(noteInMarkdown)]
  return [
    `## ${title}`,
    ...part('Rules', optimizers),
    ...part('Wrappers', wrappers),
    ...part('Schedules', schedules),
    ...(glossary.length === 0 ? [] : ['### Glossary', glossaryInMarkdown(glossary)]),
    ...(references.length === 0 ? [] : ['### References', references.map(referenceInMarkdown).join('\n')]),
  ].join('\n\n')
}

function noteInMarkdown({ name, title, tex, defaults, when, whenNot, source }: Note): string {
  const given = defaults.map(each => `$${each.symbol}$ \`${each.name}\` ${each.value ?? 'to be given'}`).join(', ')
  return [
    `**${title}** \`${name}\`${given === '' ? '' : ` · ${given}`}`,
    ...(tex === undefined ? [] : [`$$${tex}$$`]),
    [when === '' ? '' : `*When:* ${when}`, whenNot === '' ? '' : `*When not:* ${whenNot}`, `*Source:* ${source}`]
      .filter(Boolean)
      .join(' '),
  ].join('\n\n')
}

/** The glossary as a list, each term with the chapter that shows it. */
export const glossaryInMarkdown = (terms: Contents['glossary']): string =>
  terms.map(({ term, meaning, chapter }) => `- **${term}**: ${meaning} ([${numberOf(chapter)}](${chapter}))`).join('\n')

const referenceInMarkdown = ({ authors, year, title, of }: Reference): string =>
  `- ${authors} **${year}**${title === '' ? '' : `, *${title}*`} (${of.join(', ')})`

/** '09-stability-and-generalization.ipynb' as 'chapter 09'. */
const numberOf = (chapter: string): string => `chapter ${chapter.slice(0, 2)}`
