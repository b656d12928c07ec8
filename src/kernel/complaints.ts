/** What the type checker finds wrong with a cell, short enough to be read. */
import { excerpt } from './excerpt.ts'
import { type Failure, failure, missing } from './failure.ts'
import type { Complaint, Place } from './tslab.ts'

/** Complaints that are listed at most: the first is the one to mend. */
const most = 3

/** Characters of a type that are printed at most: the types of a library run to pages. */
const longestType = 60

/** Which properties may stand at an offset of the cell. */
type Known = (offset: number) => readonly string[]

/** The failure of a cell by its complaints. */
export function complained(source: string, complaints: readonly Complaint[], known: Known): Failure {
  let groups: Complaint[][] = []
  for (const complaint of complaints) {
    const group = groups.at(-1)
    const head = group?.[0]
    const sameSpan = head?.start.offset === complaint.start.offset && head.end.offset === complaint.end.offset
    if (group && sameSpan && head.fileName === complaint.fileName) group.push(complaint)
    else groups.push([complaint])
  }
  // One mistake may be found at every use of a name.
  const seen = new Set<string>()
  groups = groups.filter(group => {
    const text = `${group[0]!.start.line} ${group[0]!.messageText}`
    return !seen.has(text) && seen.add(text)
  })
  const head = groups[0]![0]!
  const details: string[] = []
  for (const group of groups.slice(0, most)) {
    const { start, end, fileName } = group[0]!
    if (details.length > 0) details.push('', message(source, group, known))
    if (fileName === undefined) details.push('', ...excerpt(source, within(source, start), within(source, end)))
    else details.push(`${fileName}, line ${start.line + 1}`)
  }
  if (groups.length > most) details.push('', `and ${groups.length - most} more`)
  return failure(head.code < 2000 ? 'Syntax error' : 'Type error', message(source, groups[0]!, known), details)
}

/** A place in the cell: what is missing at its end is complained of behind it. */
function within(source: string, place: Place): Place {
  const lines = source.trimEnd().split('\n')
  return place.line < lines.length ? place : { line: lines.length - 1, character: lines.at(-1)!.length }
}

function message(source: string, group: readonly Complaint[], known: Known): string {
  const where = group[0]!.fileName === undefined ? `line ${within(source, group[0]!.start).line + 1}: ` : ''
  for (const { messageText, start, code } of group) {
    const property =
      /Object literal may only specify known properties, (?:but|and) '(.+?)' does not exist in type '.*'\.(?: Did you mean to write '(.+?)'\?)?$/s
    const [, name, meant] = property.exec(messageText) ?? []
    if (name !== undefined) {
      const names = known(start.offset)
      const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`
      return `${where}'${name}' is not known here.${hint}${names.length > 0 ? ` Known: ${names.join(', ')}.` : ''}`
    }
    if (/^(?:Argument of type|Type) 'Optimizer<.*' is (?:not assignable to|missing).* type 'Rule'/s.test(messageText)) {
      const name = source.slice(start.offset, group[0]!.end.offset)
      return `${where}${/^\w+$/.test(name) ? `${name} is` : 'this is'} an optimizer and must be called to make a rule: put () behind it, or its hyperparameters.`
    }
    // The same mistakes with a wrapper, and numbers that were not named: the library's own words are shorter than its types.
    if (
      /^(?:Argument of type|Type) 'Wrapper<.*' is (?:not assignable to|missing).* (?:type|parameter)/s.test(messageText)
    ) {
      const name = source.slice(start.offset, group[0]!.end.offset)
      return `${where}${/^\w+$/.test(name) ? `${name} is` : 'this is'} a wrapper and must be called: put () behind it, or its hyperparameters.`
    }
    if (
      /^(?:Type|Argument of type) '[^'{]*' (?:has no properties in common with|is not assignable to parameter of) type '(?:Numbers|Settings)</s.test(
        messageText,
      )
    ) {
      const names = known(start.offset)
      const example =
        names.length > 0 ? `, as in { ${names[0]}: ${source.slice(start.offset, group[0]!.end.offset)} }` : ''
      return `${where}the hyperparameters must be named${example}.`
    }
    const module = code === 2307 ? /module '(.+?)'/.exec(messageText)?.[1] : undefined
    if (module !== undefined) return `${where}${missing(module)}`
  }
  // A chain goes from the general to the particular, and the particular says what to mend.
  const texts = group.length > 2 ? group.slice(-2) : group
  return where + texts.map(({ messageText }) => shortened(messageText)).join(' ')
}

function shortened(text: string): string {
  return text.replace(/'([^']*)'/g, (whole, type: string) =>
    type.length <= longestType ? whole : `'${type.slice(0, longestType - 3)}...'`,
  )
}
