/** What Shift+Tab shows of an optimizer, a schedule or a surface: what it is for, its equations, and what can be set. */

/** What is told of one hyperparameter of an optimizer, or parameter of a schedule. */
interface Parameter {
  readonly symbol: string
  readonly about: string
  readonly default?: number
  readonly min?: number
  readonly max?: number
  readonly below?: number
}

/** The parts of a definition that are told; the library's definitions have them as properties. */
interface Definition {
  readonly title?: string
  readonly name?: string
  readonly equations?: string
  readonly equation?: string
  readonly hyperparameters?: Readonly<Record<string, Parameter>>
  readonly parameters?: Readonly<Record<string, Parameter | number>>
  readonly purpose?: string
  readonly weakness?: string
  readonly teaches?: string
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

/** The parameters that have a description, by argument name. */
export function parametersOf({ hyperparameters, parameters }: Definition): Readonly<Record<string, Parameter>> {
  const all = Object.entries(hyperparameters ?? parameters ?? {})
  return Object.fromEntries(all.filter((entry): entry is [string, Parameter] => typeof entry[1] === 'object'))
}

/** One parameter in a line: 'eta: Step size. Default 0.001, 0 or more.' */
export function parameterLine({ symbol, about, ...limits }: Parameter): string {
  const range = rangeOf(limits)
  const notes = [limits.default === undefined ? 'Must be given' : `Default ${limits.default}`, range].filter(Boolean)
  return `${symbol}: ${about} ${notes.join(', ')}.`
}

function rangeOf({ min, max, below }: Omit<Parameter, 'symbol' | 'about'>): string {
  const upper = below !== undefined ? `below ${below}` : max
  if (min === undefined) return upper === undefined ? '' : below !== undefined ? `${upper}` : `at most ${upper}`
  return upper === undefined ? `${min} or more` : `from ${min} to ${upper}`
}

/** A definition under the name it is used by, as text and as Markdown. */
export function described(name: string, it: Definition): { 'text/plain': string; 'text/markdown': string } {
  const parameters = Object.entries(parametersOf(it))
  const numbers = Object.entries(it.parameters ?? {}).filter(([, value]) => typeof value === 'number')
  const call = parameters.length > 0 ? `${name}({ ${parameters.map(([key]) => key).join(', ')} })` : name
  const title = it.title ?? it.name ?? name
  const equations = it.equations ?? it.equation ?? ''
  const sentences = [it.purpose, it.weakness, it.teaches].filter(Boolean).join(' ')
  const set = numbers.map(([key, value]) => `${key} = ${value}`).join(', ')
  const wide = Math.max(0, ...parameters.map(([key]) => key.length))
  const plain = [
    `${call}   ${title}`,
    sentences,
    parameters.map(([key, parameter]) => `  ${key.padEnd(wide)}  ${parameterLine(parameter)}`).join('\n'),
    equations.replace(/^/gm, '  ') + (set === '' ? '' : `\n  with ${set}`),
    it.source ?? '',
  ]
  const rows = parameters.map(([key, { symbol, about, ...limits }]) => {
    const start = limits.default ?? 'must be given'
    return `| \`${key}\` | ${symbol} | ${about} | ${start} | ${rangeOf(limits)} |`
  })
  const table = ['| | symbol | | default | range |', '|---|---|---|---|---|', ...rows].join('\n')
  const markdown = [
    `**${title}** \`${call}\``,
    sentences,
    rows.length > 0 ? table : '',
    equations === '' ? '' : `\`\`\`text\n${equations}${set === '' ? '' : `\nwith ${set}`}\n\`\`\``,
    it.source ? `*${it.source}*` : '',
  ]
  const together = (parts: readonly string[]) => parts.filter(part => part.trim() !== '').join('\n\n')
  return { 'text/plain': together(plain), 'text/markdown': together(markdown) }
}
