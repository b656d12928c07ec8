import { described, known, wholeNumber } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { escapeHtml } from '../display/table.ts'
import { type Dataset, shown } from './dataset.ts'

/** How a text is cut into samples. */
export interface WindowsOptions {
  /** Characters that the model is given at once. */
  readonly context?: number
  /** Characters from the start of one window to the start of the next: as many as the context has, so that no two overlap, unless told otherwise. */
  readonly stride?: number
}

/** Where a text is from. */
export interface CorpusOptions {
  readonly name?: string
  readonly about?: string
  readonly source?: string
  readonly licence?: string
}

/** A text as a model of its characters sees it. It shows itself in a cell. */
export interface Corpus extends Displayable {
  readonly name: string
  readonly text: string
  /** All characters that are in it, in the order of their codes: character k is written as the number k. */
  readonly characters: readonly string[]
  readonly source: string
  readonly licence: string
  /** The characters as numbers. @throws RangeError for one that the text has not. */
  encode(text: string): Uint8Array
  /** The text of such numbers. @throws RangeError for a number that stands for no character. */
  decode(numbers: ArrayLike<number>): string
  /** Pieces of the text with, for each place, the character that follows: inputs [samples, context], as many targets. */
  windows(options?: WindowsOptions): Dataset
}

/**
 * A text of your own, for a model that tells the next character.
 *
 * @example corpus('to be or not to be').windows({ context: 4 })
 * @throws TypeError for what is no text; RangeError for one of fewer than two, or more than 256, characters.
 */
export function corpus(text: string, options: CorpusOptions = {}): Corpus {
  if (typeof text !== 'string') throw new TypeError(`corpus: the text is ${described(text)}; it must be a string`)
  known('corpus', options, ['name', 'about', 'source', 'licence'])
  const { name = 'text', about = '', source = 'not told', licence = 'not told' } = options
  // By code points: a character outside of the basic plane is one.
  const points = Array.from(text)
  const characters = [...new Set(points)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)
  if (!(characters.length >= 2 && characters.length <= 256)) {
    throw new RangeError(`corpus: the text has ${characters.length} different characters; it must have from 2 to 256`)
  }
  const numbers = new Map(characters.map((character, k) => [character, k]))
  const encoded = (part: readonly string[]): Uint8Array =>
    Uint8Array.from(part, (character, i) => {
      const found = numbers.get(character)
      if (found !== undefined) return found
      throw new RangeError(`encode: character ${i}, ${JSON.stringify(character)}, is not in ${name}`)
    })
  const all = encoded(points)

  const windows = (given: WindowsOptions = {}): Dataset => {
    known('windows', given, ['context', 'stride'])
    const { context = 32, stride = context } = given
    wholeNumber('windows', 'context', context, 1, all.length - 1)
    wholeNumber('windows', 'stride', stride, 1)
    const samples = Math.floor((all.length - 1 - context) / stride) + 1
    const data = new Float64Array(samples * context)
    const targets = new Uint8Array(samples * context)
    for (let i = 0; i < samples; i++) {
      for (let k = 0; k < context; k++) {
        data[i * context + k] = all[i * stride + k]
        targets[i * context + k] = all[i * stride + k + 1]
      }
    }
    return shown({
      name: `${name}, windows of ${context}`,
      about,
      inputs: { data, shape: [samples, context] },
      targets,
      classes: characters,
      featureNames: [],
      units: [],
      target: { name: 'next character', unit: '' },
      source,
      licence,
    })
  }
  const begin = points.slice(0, 600).join('')
  const facts = `${name}: ${number(points.length)} characters, ${characters.length} different: ${characters.map(visible).join('')}`
  const origin = [about, `Source: ${source}.`, `Licence: ${licence}.`].filter(Boolean).join(' ')
  const shownText = [facts, begin + (points.length > 600 ? '\n...' : ''), origin]
  const it: Corpus = {
    name,
    text,
    characters,
    source,
    licence,
    encode: part => encoded(Array.from(part)),
    decode: codes => Array.from(codes, (code, i) => characters[code] ?? noCharacter(code, i)).join(''),
    windows,
    [jupyterDisplay]: () => ({
      'text/html': `<p>${escapeHtml(facts)}</p>\n<pre>${escapeHtml(shownText[1])}</pre>\n<p style="font-size:0.9em;opacity:0.8">${escapeHtml(origin)}</p>`,
      'text/plain': shownText.join('\n\n'),
    }),
  }
  const noCharacter = (code: number, i: number): never => {
    throw new RangeError(
      `decode: number ${i} is ${described(code)}; ${name} has the characters 0 to ${characters.length - 1}`,
    )
  }
  return Object.defineProperty(it, nodeDisplay, { value: () => shownText.join('\n\n') })
}

/** A character as it can be seen: a line's end and a space have a sign of their own. */
export const visible = (character: string): string => (character === '\n' ? '↵' : character === ' ' ? '␣' : character)
