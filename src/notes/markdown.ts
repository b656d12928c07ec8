import type { Note } from './noted.ts'
import type { Reference } from './references.ts'
import type { Contents } from './study-notes.ts'

/** The notes as Markdown, as a cell shows them. */
export function markdownOf({ title, optimizers, wrappers, schedules, glossary, references }: Contents): string {
  const parts = (
    [
      ['Rules', optimizers.map(noteInMarkdown)],
      ['Wrappers', wrappers.map(noteInMarkdown)],
      ['Schedules', schedules.map(noteInMarkdown)],
      ['Glossary', glossary.length === 0 ? [] : [glossaryInMarkdown(glossary)]],
      ['References', references.length === 0 ? [] : [references.map(referenceInMarkdown).join('\n')]],
    ] as const
  ).filter(([, notes]) => notes.length > 0)
  // A part that stands alone has the title for its heading.
  const sections = parts.flatMap(([name, notes]) => (parts.length === 1 ? notes : [`### ${name}`, ...notes]))
  return [`## ${title}`, ...sections].join('\n\n')
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

/** A list, each term with the chapter that shows it. */
const glossaryInMarkdown = (terms: Contents['glossary']): string =>
  terms.map(({ term, meaning, chapter }) => `- **${term}**: ${meaning} ([${numberOf(chapter)}](${chapter}))`).join('\n')

const referenceInMarkdown = ({ authors, year, title, of }: Reference): string =>
  `- ${authors} **${year}**${title === '' ? '' : `, *${title}*`} (${of.join(', ')})`

/** '09-stability-and-generalization.ipynb' as 'chapter 09'. */
const numberOf = (chapter: string): string => `chapter ${chapter.slice(0, 2)}`
