import { described, known } from '../display/described.ts'
import { Control } from './control.ts'
import { quoted } from './quoted.ts'

/** What a choice may be told. */
export interface ChoiceOptions<K> {
  /** The one that is chosen at first; the first of them unless told otherwise. */
  readonly default?: K
  readonly label?: string
  readonly about?: string
}

/**
 * One of several: of words, of numbers, or of things by name, as surfaces. The value is the thing itself.
 *
 * @param choices the words or numbers, or the things by name
 * @example choice(['constant', 'cosine'])
 * @example choice({ Rosenbrock: rosenbrock, Beale: beale }, { default: 'Beale' })
 * @throws TypeError where there is nothing to choose, or the default is none of the choices.
 */
export function choice<const T extends readonly (string | number)[]>(
  choices: T,
  options?: ChoiceOptions<T[number]>,
): Control<T[number]>
export function choice<T, K extends string>(
  choices: Readonly<Record<K, T>>,
  options?: ChoiceOptions<NoInferred<K>>,
): Control<T>
export function choice(
  choices: readonly (string | number)[] | Readonly<Record<string, unknown>>,
  options: ChoiceOptions<string | number> = {},
): Control<unknown> {
  known('choice', options, ['default', 'label', 'about'])
  if (typeof choices !== 'object' || choices === null || Object.keys(choices).length === 0) {
    throw new TypeError(
      `choice: the choices are ${described(choices)}; they must be an array of words, or things by name`,
    )
  }
  const things: readonly [string, unknown][] = Array.isArray(choices)
    ? choices.map(each => [String(each), each])
    : Object.entries(choices)
  const names = things.map(([name]) => name)
  const read = (name: string, raw: unknown): unknown => {
    const found = things.find(([each]) => each === String(raw))
    if (found) return found[1]
    throw new RangeError(`${name} is ${described(raw)}; it must be ${names.map(each => `'${each}'`).join(' or ')}`)
  }
  return new Control<unknown>({
    face: { kind: 'choice', choices: names, label: options.label, about: options.about },
    raw: String(options.default ?? names[0]),
    read,
    written: value => things.find(([, thing]) => thing === value)?.[0] ?? value,
    code(value) {
      const name = things.find(([, thing]) => thing === value)![0]
      return Array.isArray(choices) ? literal(value) : nameInCode(value, name)
    },
  })
}

/** A name is inferred from the choices alone, so that a default that is none of them is a type error. */
type NoInferred<K> = [K][K extends unknown ? 0 : never]

const literal = (value: unknown): string => (typeof value === 'string' ? quoted(value) : String(value))

/** A thing as one would write it: its own name in the library if it has one. */
function nameInCode(value: unknown, name: string): string {
  // A function's name is that of its code.
  const own = typeof value === 'function' ? undefined : (value as { readonly name?: unknown } | null)?.name
  const words = typeof own === 'string' ? own : name
  const camel = words.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())
  return camel.charAt(0).toLowerCase() + camel.slice(1)
}
