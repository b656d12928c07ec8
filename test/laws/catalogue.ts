import fc from 'fast-check'
import {
  type Hyperparameter,
  type Optimizer,
  optimizers,
  type ScheduleFamily,
  type Surface,
  schedules,
  surfaces,
} from '../../src/index.ts'

/** Everything the laws hold for: what enters a catalogue enters here. */
export const everyOptimizer = Object.entries(optimizers) as unknown as [string, Optimizer][]
export const everySchedule = Object.entries(schedules) as unknown as [string, ScheduleFamily][]
export const everySurface = Object.entries(surfaces) as unknown as [string, Surface][]

/** Every rule on every surface: [rule, surface, definition, surface]. */
export const everyPair = everyOptimizer.flatMap(([rule, definition]) =>
  everySurface.map(([name, surface]) => [`${rule} on ${name}`, definition, surface] as const),
)

/** Any value that a hyperparameter allows: its limits, its usual range, and well beyond where it has no limit. */
export function allowedValue({ min, max, below, usual, whole }: Hyperparameter): fc.Arbitrary<number> {
  const low = min ?? -10 * Math.abs(usual[1])
  const high = max ?? below ?? 10 * usual[1]
  if (whole) return fc.integer({ min: low, max: Math.min(high, 2 ** 31 - 1) })
  const any = fc.double({ min: low, max: high, maxExcluded: below !== undefined && max === undefined, noNaN: true })
  const inside = fc.double({ min: usual[0], max: usual[1], noNaN: true })
  return fc.oneof(any, inside, fc.constantFrom(low, usual[0], usual[1])).map(value => value + 0)
}

/** Settings of an optimizer, each hyperparameter anywhere in its range or left out. */
export function anySettings(optimizer: Optimizer): fc.Arbitrary<Record<string, number | undefined>> {
  const values = Object.fromEntries(
    Object.entries(optimizer.hyperparameters).map(([name, h]) => [name, allowedValue(h)]),
  )
  return fc.record(values, { requiredKeys: [] })
}

/** The settings that may be schedules, each one that moves inside its range, back to the number and away again. */
export function moving(optimizer: Optimizer): Record<string, (t: number) => number> {
  const free = Object.entries(optimizer.hyperparameters).filter(([, h]) => !h.fixed && !h.whole && !h.optional)
  return Object.fromEntries(
    free.map(([name, { usual, default: given }]) => {
      const value = typeof given === 'number' ? given : usual[1]
      const other = value === usual[0] ? usual[1] : usual[0]
      return [name, (t: number) => value + (other - value) * 0.3 * Math.abs(Math.sin(t + 1))]
    }),
  )
}

/** A fixed gradient for tests that need one and no surface: bumpy, of mixed signs and sizes. */
export function bumpy(theta: ArrayLike<number>, t: number): Float64Array {
  return Float64Array.from(theta, (x, i) => 10 ** (i % 4) * x + Math.cos(3 * t + i))
}

/** What is wrong with a LaTeX formula; empty if nothing is. */
export function texFaults(tex: string | undefined): string[] {
  if (tex === undefined || tex.trim() === '') return ['empty']
  const faults: string[] = []
  if (/undefined|NaN|\[object|null|Infinity/.test(tex)) faults.push('a word that is none of mathematics')
  let depth = 0
  for (const brace of tex.replace(/\\[\\{}]/g, '').match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1
    if (depth < 0) break
  }
  if (depth !== 0) faults.push('braces that do not match')
  const count = (pattern: RegExp) => (tex.match(pattern) ?? []).length
  if (count(/\\left(?![a-z])/g) !== count(/\\right(?![a-z])/g)) faults.push('\\left without \\right')
  if (count(/\\begin\{/g) !== count(/\\end\{/g)) faults.push('\\begin without \\end')
  if (/[_^]\s*[_^]/.test(tex)) faults.push('two indices in a row')
  if (/\*/.test(tex)) faults.push('a star for a product')
  return faults
}
