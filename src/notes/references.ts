import type { NotedByName } from './noted.ts'

/** A work that definitions name as their source. */
export interface Reference {
  /** As the definition has them: 'Kingma & Ba'. */
  readonly authors: string
  readonly year: number
  /** Empty where no definition has it. */
  readonly title: string
  /** The titles of what comes from it. */
  readonly of: readonly string[]
}

/** Authors, a year, and perhaps a title and a place in it: what stands between two semicolons of a source. */
const work = /^(?:[a-z][a-z ]*:? )?(\p{Lu}[\p{L}\p{M}.,&’' -]*?) ((?:18|19|20)\d\d)(?:, (.+))?$/u

/** What follows a title: the place in the work, or how it differs there. */
const place = /(?:^|, )(?:Algorithms? \d|equations? |sections? |lecture |appendix |without |as a ).*$/

/**
 * The works that optimizers, wrappers and schedules name as their sources, from the oldest on. The same work named twice, with
 * other places in it or with its title left out, is one reference.
 *
 * @param catalogues optimizers, wrappers or schedules by name, as the library's own or yours
 * @example references(optimizers, schedules).filter(({ year }) => year < 1970)
 */
export function references(...catalogues: readonly NotedByName[]): Reference[] {
  const found = new Map<string, { authors: string; year: number; title: string; of: string[] }>()
  for (const { title: whose, source } of catalogues.flatMap(catalogue => Object.values(catalogue))) {
    for (const part of source.split(';')) {
      const [, authors, year, rest = ''] = work.exec(part.trim()) ?? []
      if (authors === undefined) continue
      const title = rest.replace(place, '').trim()
      // A first author seldom has two works in one year; those that do differ in their titles.
      const first = `${authors.split(/,| &| et al/)[0]} ${year}`
      const known = [...found].find(([key, { title: other }]) => key.startsWith(first) && oneTitle(title, other))?.[1]
      if (known === undefined) {
        found.set(`${first} ${title}`, { authors, year: Number(year), title, of: [whose] })
        continue
      }
      if (title.length > known.title.length) known.title = title
      if (!authors.includes('et al') && authors.length > known.authors.length) known.authors = authors
      if (!known.of.includes(whose)) known.of.push(whose)
    }
  }
  return [...found.values()].sort((a, b) => a.year - b.year || (a.authors < b.authors ? -1 : 1))
}

/** Whether two titles may be the same, one of them shortened or left out. */
const oneTitle = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)
