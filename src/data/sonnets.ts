import { known } from '../display/described.ts'
import { type Corpus, corpus } from './corpus.ts'
import { readDataFile } from './data-file.ts'

/** How the sonnets are given. */
export interface SonnetsOptions {
  /** True: capital letters as small ones, 38 different characters instead of 61. */
  readonly lowerCase?: boolean
}

/**
 * Shakespeare's 154 sonnets: 94,040 characters, 61 different, for a small model of language. A verse is a line, and an empty
 * line stands between two sonnets. In the public domain, as their author died in 1616.
 *
 * @example const { train, test } = split(sonnets().windows({ context: 32 }), { test: 0.1, shuffled: false })
 */
export function sonnets(options: SonnetsOptions = {}): Corpus {
  known('sonnets', options, ['lowerCase'])
  const { lines, about, source, licence } = readDataFile('sonnets')
  const text = lines.join('\n')
  return corpus(options.lowerCase ? text.toLowerCase() : text, { name: 'sonnets', about, source, licence })
}
