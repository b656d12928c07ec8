import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gradientDescent, minimize, type ScheduleFamily, surfaces } from '../../src/index.ts'
import { examples } from '../examples.ts'
import { everySchedule, texFaults } from './catalogue.ts'

type Given = Record<string, number>
/** A schedule of any kind by its arguments. */
const make = (family: ScheduleFamily, given: Given) => family(given as never)

/** Arguments in range. A parameter of at least 1 counts updates, so it is whole. */
const anyArguments = ({ parameters }: ScheduleFamily): fc.Arbitrary<Given> =>
  fc.record(
    Object.fromEntries(
      Object.entries(parameters).map(([name, { min = 0, max = 1 }]) => [
        name,
        min >= 1 ? fc.integer({ min, max: 200 }) : fc.double({ min, max, noNaN: true }).map(value => value + 0),
      ]),
    ),
  ) as fc.Arbitrary<Given>

describe.each(everySchedule)('%s', (name, family) => {
  test('says what it is', () => {
    for (const text of [family.title, family.source, family.purpose, family.equation]) expect(text).toMatch(/\S/)
    for (const { about, symbol } of Object.values(family.parameters)) {
      expect(about).toMatch(/^[A-Z].*\.$/)
      expect(symbol).toMatch(/\S/)
    }
    expect(texFaults(family.tex)).toEqual([])
    expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
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
        expect([schedule.title, schedule.equation]).toEqual([family.title, family.equation])
        expect(texFaults(schedule.tex)).toEqual([])
        const rates = Array.from({ length: 300 }, (_, t) => schedule(t))
        expect(rates.every(Number.isFinite)).toBe(true)
        for (const t of [299, 0, 150, 7]) expect(schedule(t)).toBe(rates[t])
        const again = make(family, JSON.parse(JSON.stringify(schedule.parameters)))
        expect(rates.map((_, t) => again(t))).toEqual(rates)

        const { initial, final, steps } = given
        if (initial !== undefined) expect(Math.abs(schedule(0) - initial)).toBeLessThanOrEqual(1e-15)
        if (steps !== undefined)
          for (const beyond of [1, 2, 50, 1e6]) expect(schedule(steps + beyond)).toBe(schedule(steps))
        if (steps !== undefined && final !== undefined)
          expect(Math.abs(schedule(steps) - final)).toBeLessThanOrEqual(1e-15)
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
    for (const [argument, { min, max, default: value }] of Object.entries(family.parameters)) {
      const outside: unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, '0.1', null, [], () => 1]
      if (min !== undefined) outside.push(min - 1e-9)
      if (max !== undefined) outside.push(max + 1e-9)
      for (const wrong of outside)
        expect(() => make(family, { ...given, [argument]: wrong as number })).toThrow(
          `${family.title}: ${argument} is `,
        )
      const { [argument]: _, ...others } = given
      if (value === undefined) expect(() => make(family, others)).toThrow(`${family.title}: ${argument} is missing`)
      else expect(make(family, others).parameters[argument]).toBe(value)
      expect(() => make(family, { ...given, [`${argument}x`]: 1 })).toThrow(`did you mean '${argument}'`)
    }
    for (const wrong of [0.1, 'x', null, undefined]) expect(() => make(family, wrong as never)).toThrow(family.title)
  })
})
