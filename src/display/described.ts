import { suggestion } from '../equations/nearest.ts'

/** A value as it stands in a message. */
export function described(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'function') return `a function${value.name ? ` (${value.name})` : ''}`
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>)
    return `[${items.slice(0, 6).map(described).join(', ')}${items.length > 6 ? ', ...' : ''}]`
  }
  return `an object with ${Object.keys(value).slice(0, 6).join(', ') || 'nothing in it'}`
}

/**
 * Refuses what is no object of options, and an option that does not exist, with the nearest that does.
 * @param where a function, whose options these are, or in words which part of them: 'minimize: stop'
 * @param called what the names are
 */
export function known(where: string, options: object, names: readonly string[], called = 'option'): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const what = where.includes(' ')
      ? `${where} is ${described(options)}; it`
      : `${where}: the options are ${described(options)}; they`
    throw new TypeError(`${what} must be an object with any of ${names.join(', ')}`)
  }
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw new TypeError(`${where} has no ${called} '${name}'${suggestion(name, names)}`)
  }
}

/** Refuses what is no path of a file. */
export function filePath(where: string, file: string, example: string): void {
  if (typeof file === 'string' && file !== '') return
  throw new TypeError(`${where}: the file is ${described(file)}; it must be a path, as ${example}`)
}

/** Refuses what is no whole number from `least` up. */
export function wholeNumber(
  where: string,
  name: string,
  value: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`
  throw new RangeError(`${where}: ${name} is ${described(value)}; it must be a whole number ${range}`)
}

/** Refuses what is no finite number. */
export function finiteNumber(where: string, name: string, value: number, least = Number.NEGATIVE_INFINITY): void {
  if (Number.isFinite(value) && value >= least) return
  const range = least === Number.NEGATIVE_INFINITY ? '' : least === Number.MIN_VALUE ? ' above 0' : ` from ${least} up`
  throw new RangeError(`${where}: ${name} is ${described(value)}; it must be a finite number${range}`)
}
