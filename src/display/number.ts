/**
 * Numbers as a reader wants them: 8.7e-6, 0.0123, 1,000. Three significant digits, and all digits before the point
 * below a million. Zeros at the end stand only where they were measured: 2 is exactly two, 2.00 is 1.9987 rounded.
 */
export function number(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'NaN'
  if (value === 0) return '0'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  const size = Math.abs(value)
  const whole = Number.isInteger(value)
  const text = size < 1e-3 || size >= (whole ? 1e9 : 1e6) ? exponential(value, digits) : plain(value, digits)
  return Number(text.replaceAll(',', '')) === value ? shortest(text) : text
}

/** A number as it would be written in code, all its digits: 0.9999, 1e-6. */
export const exact = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value)

function exponential(value: number, digits: number): string {
  return value.toExponential(digits - 1).replace('e+', 'e')
}

function plain(value: number, digits: number): string {
  if (Number.isInteger(value)) return grouped(String(value))
  // Rounded first: 999.7 has three digits before the point only until it is rounded to 1,000.
  const exponent = Number(value.toExponential(digits - 1).split('e')[1])
  return grouped(value.toFixed(Math.max(0, digits - 1 - exponent)))
}

/** 12345.6 as 12,345.6. */
function grouped(text: string): string {
  const [whole, fraction] = text.split('.')
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? thousands : `${thousands}.${fraction}`
}

/** 8.70e-6 as 8.7e-6, 0.500 as 0.5; 1,000 as it is. */
function shortest(text: string): string {
  return text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '')
}

/**
 * Two numbers that are compared, written with as many digits as tell them apart:
 * 9.9996e-6 stands below 1e-5, and is not printed as 1.00e-5.
 */
export function apart(a: number, b: number): [string, string] {
  for (let digits = 3; digits < 17; digits++) {
    const texts: [string, string] = [number(a, digits), number(b, digits)]
    if (Object.is(a, b) || Number(texts[0].replaceAll(',', '')) !== Number(texts[1].replaceAll(',', ''))) return texts
  }
  return [String(a), String(b)]
}

/** A point, as (1.2, 3); of many coordinates the first few. */
export function point(x: ArrayLike<number>, shown = 4): string {
  const first = Array.from({ length: Math.min(x.length, shown) }, (_, i) => number(x[i]))
  if (x.length > shown) first.push('...', `${grouped(String(x.length))} coordinates`)
  return `(${first.join(', ')})`
}
