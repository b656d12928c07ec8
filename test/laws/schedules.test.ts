import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/equations/expression.ts'
import { parseExpression } from '../../src/equations/parse.ts'
import { gradientDescent, minimize, type ScheduleFamily, scheduleFrom, surfaces } from '../../src/index.ts'
import type { ScheduleParameter } from '../../src/schedules/definition.ts'
import { examples } from '../examples.ts'
import { everySchedule, texFaults } from './catalogue.ts'

type Given = Record<string, number | number[] | string>
/** A schedule of any kind by its arguments. */
const make = (family: ScheduleFamily, given: Given) => family(given as never)

/** A number in range. One of at least 1 counts updates, so it is whole. */
const anyNumber = ({ min = 0, max = 1, below }: ScheduleParameter): fc.Arbitrary<number> =>
  min >= 1
    ? fc.integer({ min, max: 200 })
    : fc.double({ min, max: below ?? max, maxExcluded: below !== undefined, noNaN: true }).map(value => value + 0)

/** Growing updates, up to four. */
const growing = fc
  .uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 })
  .map(list => list.sort((a, b) => a - b))

/** What parameters that depend on each other are together, by schedule. */
const together: Record<string, fc.Arbitrary<Given>> = {
  'multi-step': fc.record({ milestones: growing }),
  piecewise: growing.chain(boundaries =>
    fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: boundaries.length + 1,
        maxLength: boundaries.length + 1,
      })
      .map(values => ({ values: values.map(value => value + 0), boundaries })),
  ),
  'one cycle': fc.record({ rise: fc.double({ min: 0, max: 0.49, noNaN: true }) }),
  'momentum of one cycle': fc.record({ rise: fc.double({ min: 0, max: 0.49, noNaN: true }) }),
  'warmup, stable, decay': fc.record({
    steps: fc.integer({ min: 100, max: 200 }),
    warmup: fc.integer({ min: 0, max: 50 }),
    decay: fc.integer({ min: 1, max: 50 }),
  }),
}

/** Arguments in range. */
const anyArguments = (family: ScheduleFamily): fc.Arbitrary<Given> => {
  const free = Object.entries(family.parameters).filter(([, parameter]) => !parameter.list)
  const numbers = fc.record(Object.fromEntries(free.map(([name, parameter]) => [name, anyNumber(parameter)])))
  const choices = fc.record(
    Object.fromEntries(
      Object.entries(family.options).map(([name, option]) => [name, fc.constantFrom(...option.choices)]),
    ),
  )
  return fc
    .tuple(numbers, choices, together[family.title] ?? fc.constant({}))
    .map(([given, chosen, tied]) => ({ ...given, ...chosen, ...tied }) as Given)
}

/** Whether a value is inside, but for rounding. */
const inside = (value: number, [low, high]: readonly [number, number]): boolean =>
  value >= low - slack(low, high) && value <= high + slack(low, high) && (low < 0 || value >= 0)
const slack = (low: number, high: number): number => 1e-12 * Math.max(Math.abs(low), Math.abs(high)) + 1e-300

describe.each(everySchedule)('%s', (name, family) => {
  test('says what it is', () => {
    for (const text of [family.title, family.source, family.purpose, family.peers, family.equation])
      expect(text).toMatch(/\S/)
    for (const { about, symbol } of Object.values(family.parameters)) {
      expect(about).toMatch(/^[A-Z].*\.$/)
      expect(symbol).toMatch(/\S/)
    }
    expect(texFaults(family.tex)).toEqual([])
    expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
  })

  test('its example shows something', () => {
    const example = make(family, family.example as Given)
    const values = Array.from({ length: 121 }, (_, t) => example(t))
    expect(Math.max(...values)).toBeGreaterThan(0)
    if (name !== 'constant') expect(new Set(values).size).toBeGreaterThan(2)
  })

  test('every default is inside its limits', () => {
    for (const { default: value, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } of Object.values(
      family.parameters,
    )) {
      if (value === undefined) continue
      expect(value).toBeGreaterThanOrEqual(min)
      expect(value).toBeLessThanOrEqual(max)
    }
  })

  test('it is a function of t alone, finite, within its first and last values, and serializable', () => {
    fc.assert(
      fc.property(anyArguments(family), given => {
        const schedule = make(family, given)
        expect(schedule.parameters).toEqual(given)
        expect(schedule.title).toBe(family.title)
        expect(texFaults(schedule.tex)).toEqual([])
        const rates = Array.from({ length: 300 }, (_, t) => schedule(t))
        expect(rates.every(Number.isFinite)).toBe(true)
        for (const t of [299, 0, 150, 7]) expect(schedule(t)).toBe(rates[t])
        const again = scheduleFrom(JSON.parse(JSON.stringify(schedule)))
        expect(rates.map((_, t) => again(t))).toEqual(rates)
        const { bounds } = schedule
        if (bounds !== undefined) expect(rates.filter(rate => !inside(rate, bounds))).toEqual([])
      }),
      examples(100),
    )
  })

  test('past its end it stays at its last value', () => {
    fc.assert(
      fc.property(anyArguments(family), given => {
        const schedule = make(family, given)
        const { end } = schedule
        if (typeof given.steps === 'number') expect(end).toBe(given.steps)
        if (end === Number.POSITIVE_INFINITY) return
        for (const beyond of [1, 2, 50, 1e6]) expect(schedule(end + beyond)).toBe(schedule(end))
      }),
      examples(50),
    )
  })

  test('its equation in numbers gives the same values', () => {
    fc.assert(
      fc.property(anyArguments(family), given => {
        const schedule = make(family, given)
        const tree = parseExpression(schedule.inNumbers, 'the equation')
        for (const t of [0, 1, 2, 17, 60, 199, 200, 1000]) {
          expect(
            evaluate(tree, () => t),
            `at t = ${t}`,
          ).toBe(schedule(t))
        }
      }),
      examples(30),
    )
  })

  test('where it says that it is continuous, a small step changes little', () => {
    fc.assert(
      fc.property(anyArguments(family), fc.double({ min: 0, max: 250, noNaN: true }), (given, t) => {
        const schedule = make(family, given)
        if (!schedule.continuous) return
        const [low, high] = schedule.bounds ?? [0, schedule(0)]
        // The steepest that any of them is: from one bound to the other in one update, along a cosine or a root.
        const h = 1e-9
        for (const at of [t, Math.round(t), schedule.end].filter(Number.isFinite)) {
          const jump = Math.abs(schedule(at + h) - schedule(at))
          expect(jump).toBeLessThanOrEqual(1e-4 * (high - low) + slack(low, high))
        }
      }),
      examples(100),
    )
  })

  test('in a run, the rate of update k + 1 is its value at k', () => {
    const [given] = fc.sample(anyArguments(family), { numRuns: 1, seed: 5 })
    const schedule = make(family, given)
    const { learningRate } = minimize(surfaces.bowl, gradientDescent({ learningRate: schedule }), {
      steps: 30,
      stop: { gradient: false },
    }).trajectory
    expect([...learningRate.slice(0, 30)]).toEqual(Array.from({ length: 30 }, (_, t) => schedule(t)))
    const [x0, x1] = [0, 1].map(
      k => minimize(surfaces.bowl, gradientDescent({ learningRate: schedule }), { start: [1, 1], steps: k }).x[0],
    )
    expect(x1).toBe(x0 - schedule(0) * x0)
  })

  test('refuses what is missing, misspelt, of another kind or out of its limits, by name', () => {
    const [given] = fc.sample(anyArguments(family), { numRuns: 1, seed: 5 })
    for (const [argument, { min, max, below, whole, list, default: value }] of Object.entries(family.parameters)) {
      const outside: unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, '0.1', null, [], () => 1]
      const numbers: number[] = []
      if (min !== undefined) numbers.push(min - 1e-9)
      if (max !== undefined) numbers.push(max + 1e-9)
      if (below !== undefined) numbers.push(below)
      if (whole) numbers.push(1.5)
      if (list)
        for (const wrong of [...numbers, Number.NaN, '1', null])
          expect(() => make(family, { ...given, [argument]: [wrong as number] })).toThrow(
            `${family.title}: ${argument}[0] is `,
          )
      else outside.push(...numbers)
      for (const wrong of outside)
        expect(() => make(family, { ...given, [argument]: wrong as never })).toThrow(`${family.title}: ${argument} is `)
      const { [argument]: _, ...others } = given
      if (value === undefined) expect(() => make(family, others)).toThrow(`${family.title}: ${argument} is missing`)
      else expect(make(family, others).parameters[argument]).toBe(value)
      expect(() => make(family, { ...given, [`${argument}x`]: 1 })).toThrow(`did you mean '${argument}'`)
    }
    for (const [option, { default: usual }] of Object.entries(family.options)) {
      expect(() => make(family, { ...given, [option]: 'none' })).toThrow(`${family.title}: ${option} is 'none'`)
      const { [option]: _, ...others } = given
      expect(make(family, others).parameters[option]).toBe(usual)
    }
    for (const wrong of [0.1, 'x', null, undefined]) expect(() => make(family, wrong as never)).toThrow(family.title)
  })
})
