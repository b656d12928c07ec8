/**
 * What an optimizer, a schedule or a surface tells of itself, as the last value of a cell or on Shift+Tab: what it is for, its
 * equations, and what can be set.
 */
import type { MimeBundle } from './display.ts'
import { exact } from './number.ts'

/** What is told of one hyperparameter of an optimizer, or parameter of a schedule. */
export interface Parameter {
  readonly symbol: string
  readonly about: string
  readonly default?: number | string
  readonly min?: number
  readonly max?: number
  readonly below?: number
  /** A whole number. */
  readonly whole?: true
  /** Absent unless it is given. */
  readonly optional?: true
}

/** What something is set to: a number, a word, a schedule with its own numbers, or another function. */
type Set = number | string | boolean | readonly number[] | Scheduled | ((t: number) => number)

/** A schedule, as far as it is told. */
interface Scheduled {
  readonly title: string
  readonly parameters: Readonly<Record<string, number | string | readonly number[]>>
}

/** What is told of a choice between forms. */
export interface Choice {
  readonly about: string
  readonly choices: readonly (string | number | boolean)[]
  readonly default: string | number | boolean
}

/** The parts of a definition that are told; the library's definitions have them as properties. */
export interface Definition {
  readonly title?: string
  readonly name?: string
  readonly equations?: string
  readonly equation?: string
  readonly tex?: string
  readonly hyperparameters?: Readonly<Record<string, Parameter>>
  readonly options?: Readonly<Record<string, Choice>>
  /** What can be set; or what it is set to, as numbers or in words. */
  readonly parameters?: Readonly<Record<string, Parameter | Set>>
  readonly purpose?: string
  readonly weakness?: string
  readonly teaches?: string
  /** What other libraries call it. */
  readonly peers?: string
  readonly source?: string
}

/** A value as a definition, if it is one: something with a title or a name, and equations or hyperparameters. */
export function definition(value: unknown): Definition | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  const { title, name, equation, equations, hyperparameters } = value as Definition
  const titled = typeof title === 'string' || typeof name === 'string'
  const told = typeof equation === 'string' || typeof equations === 'string' || typeof hyperparameters === 'object'
  return titled && told ? (value as Definition) : undefined
}

const isDescribed = (value: Parameter | Set): value is Parameter => typeof value === 'object' && 'about' in value

/** The parameters that have a description, by argument name. */
export function parametersOf({ hyperparameters, parameters }: Definition): Readonly<Record<string, Parameter>> {
  const all = Object.entries(hyperparameters ?? parameters ?? {})
  return Object.fromEntries(all.filter((entry): entry is [string, Parameter] => isDescribed(entry[1])))
}

/** One parameter in a line: 'eta: Step size. Default 0.001, 0 or more.' */
export function parameterLine({ symbol, about, ...limits }: Parameter): string {
  const start = limits.optional ? 'Left out unless given' : limits.default === undefined ? 'Must be given' : undefined
  const notes = [start ?? `Default ${plainly(limits.default!)}`, rangeOf(limits)].filter(Boolean)
  return `${symbol}: ${about} ${notes.join(', ')}.`
}

/** One choice in a line: 'Where ... 'paper' (the default), 'pytorch' or 'optax'.' */
export function choiceLine({ about, choices, default: usual }: Choice): string {
  const named = choices.map(choice => `${JSON.stringify(choice)}${choice === usual ? ' (default)' : ''}`)
  return `${about} ${named.join(' or ')}.`
}

/** What it is set to, as a reader would write it. */
function plainly(value: Set): string {
  if (typeof value === 'number') return exact(value)
  if (Array.isArray(value)) return `[${value.map(exact).join(', ')}]`
  if (typeof value !== 'function' && typeof value !== 'object') return String(value)
  if (!('parameters' in value)) return 'a function of t'
  const given = Object.entries(value.parameters).map(([name, set]) => `${name}: ${plainly(set)}`)
  return `${value.title} { ${given.join(', ')} }`
}

/** 'from 0 to below 1': what a parameter may be; nothing if it may be any number. */
export function rangeOf({ whole, ...limits }: Pick<Parameter, 'min' | 'max' | 'below' | 'whole'>): string {
  return [whole ? 'a whole number' : '', interval(limits)].filter(Boolean).join(' ')
}

function interval({ min, max, below }: Pick<Parameter, 'min' | 'max' | 'below'>): string {
  const upper = below !== undefined ? `below ${below}` : max
  if (min === undefined) return upper === undefined ? '' : below !== undefined ? `${upper}` : `at most ${upper}`
  return upper === undefined ? `${min} or more` : `from ${min} to ${upper}`
}

/** A definition under the name it is used by, with its equations as text: what Shift+Tab shows. */
export function definitionHelp(name: string, it: Definition): { 'text/plain': string; 'text/markdown': string } {
  const parameters = Object.entries(parametersOf(it))
  const title = it.title ?? it.name ?? name
  // Under its own title it stands for itself, and is not called.
  const callable = parameters.length > 0 && name !== title
  const choices = Object.entries(it.options ?? {})
  const settable = [
    ...parameters.map(([key, { optional }]) => (optional ? `${key}?` : key)),
    ...choices.map(([key]) => key),
  ]
  const call = callable ? `${name}({ ${settable.join(', ')} })` : name
  const equations = it.equations ?? it.equation ?? ''
  const lines = [
    ...parameters.map(([key, parameter]) => [key, parameterLine(parameter)]),
    ...choices.map(([key, choice]) => [key, choiceLine(choice)]),
  ]
  const wide = Math.max(0, ...lines.map(([key]) => key.length))
  return {
    'text/plain': together(
      call === title ? title : `${call}   ${title}`,
      sentences(it),
      lines.map(([key, line]) => `  ${key.padEnd(wide)}  ${line}`).join('\n'),
      equations.replace(/^/gm, '  ') + (settings(it) === '' ? '' : `\n  with ${settings(it)}`),
      it.source ?? '',
    ),
    'text/markdown': together(
      `**${title}** \`${call}\``,
      sentences(it),
      parameterTable(it),
      equations === '' ? '' : `\`\`\`text\n${equations}${settings(it) === '' ? '' : `\nwith ${settings(it)}`}\n\`\`\``,
      it.source ? `*${it.source}*` : '',
    ),
  }
}

/** A definition with its equations typeset: what a cell shows of it. */
export function definitionBundle(it: Definition): MimeBundle {
  const title = it.title ?? it.name ?? ''
  return {
    'text/markdown': together(
      `**${title}**${settings(it) === '' ? '' : ` with ${settings(it)}`}`,
      it.tex === undefined ? '' : `$$${it.tex}$$`,
      parameterTable(it),
      sentences(it),
      it.source ? `*${it.source}*` : '',
    ),
    'text/plain': definitionHelp(title, it)['text/plain'],
  }
}

/** A definition in a line, as console.log shows it: what it is set to, or what it takes. */
export function definitionLine(it: Definition): string {
  const title = it.title ?? it.name ?? ''
  const set = settings(it)
  if (set !== '') return `${title} with ${set}`
  const takes = [...Object.keys(parametersOf(it)), ...Object.keys(it.options ?? {})]
  return takes.length === 0 ? title : `${title}, not yet called: { ${takes.join(', ')} }`
}

const together = (...parts: readonly string[]): string => parts.filter(part => part.trim() !== '').join('\n\n')

const sentences = ({ purpose, weakness, teaches, peers }: Definition): string =>
  [purpose, weakness, teaches, peers].filter(Boolean).join(' ')

/** What is set already: a surface's parameters, a schedule's, a rule's. */
const settings = ({ parameters }: Definition): string =>
  Object.entries(parameters ?? {})
    .filter((entry): entry is [string, Set] => !isDescribed(entry[1]))
    .map(([key, value]) => `${key} = ${plainly(value)}`)
    .join(', ')

function parameterTable(it: Definition): string {
  const rows = Object.entries(parametersOf(it)).map(([key, { symbol, about, ...limits }]) => {
    const start = limits.optional
      ? 'left out'
      : limits.default === undefined
        ? 'must be given'
        : plainly(limits.default)
    return `| \`${key}\` | ${symbol} | ${about} | ${start} | ${rangeOf(limits)} |`
  })
  for (const [key, { about, choices, default: usual }] of Object.entries(it.options ?? {})) {
    rows.push(`| \`${key}\` | | ${about} | ${String(usual)} | ${choices.map(String).join(', ')} |`)
  }
  return rows.length === 0 ? '' : ['| | symbol | | default | range |', '|---|---|---|---|---|', ...rows].join('\n')
}
