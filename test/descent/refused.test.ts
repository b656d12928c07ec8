import { describe, expect, it } from 'vitest'
import { iterate } from '../../src/descent/iterate.ts'
import { type MinimizeOptions, minimize } from '../../src/descent/minimize.ts'
import { race } from '../../src/descent/race.ts'
import type { Objective } from '../../src/surfaces/objective.ts'
import { bowl, heavyBall } from './rules.ts'

const rule = heavyBall({ learningRate: 0.1 })
const options = (given: object) => given as MinimizeOptions

/** An objective that counts its calls: nothing may have been worked out when an argument is refused. */
function counted() {
  let calls = 0
  const inner = bowl(2)
  const count = <T>(value: T) => {
    calls++
    return value
  }
  const objective: Objective = {
    ...inner,
    value: x => count(inner.value(x)),
    gradient: (x, out) => count(inner.gradient(x, out)),
  }
  return { objective, calls: () => calls }
}

describe('refused before any work starts', () => {
  it.each<[string, object, string]>([
    ['a misspelt option', { step: 10 }, "minimize has no option 'step'; did you mean 'steps'?"],
    [
      'a misspelt limit',
      { stop: { gradiant: 1 } },
      "minimize: stop has no option 'gradiant'; did you mean 'gradient'?",
    ],
    ['half a step', { steps: 1.5 }, 'steps is 1.5; it must be a whole number from 0 up'],
    ['a negative budget', { steps: -1 }, 'steps is -1'],
    ['a budget in words', { steps: '10' }, "steps is '10'"],
    ['a start of another dimension', { start: [1] }, 'the start (1) has 1 coordinate; bowl takes 2 numbers'],
    ['a number as a start in two dimensions', { start: 5 }, 'the start (5) has 1 coordinate'],
    ['a start with a NaN', { start: [1, Number.NaN] }, 'coordinate 2 of the start is NaN; it must be a finite number'],
    ['a start with a string', { start: [1, '2'] }, "the start has a coordinate that is no number: '2'"],
    ['a start that is an object', { start: { x: 1 } }, 'the start is an object with x; it must be an array of numbers'],
    [
      'a limit in words',
      { stop: { gradient: 'small' } },
      "stop.gradient is 'small'; it must be a number from 0 up, or false",
    ],
    ['a limit of true', { stop: { change: true } }, 'stop.change is true'],
    ['a negative limit', { stop: { divergence: -1 } }, 'stop.divergence is -1'],
    [
      'a limit that is NaN',
      { stop: { target: Number.NaN } },
      'stop.target is NaN; it must be a number, or false for never',
    ],
    ['a stop that is a number', { stop: 1e-5 }, 'stop is 0.00001; it must be an object with any of gradient'],
    ['a path that is no yes or no', { path: 1 }, 'path is 1; it must be true or false'],
    ['a from that is no run', { from: { x: [1, 2] } }, 'from is an object with x; it must be a run'],
    [
      'a from without slots',
      { from: { x: [1, 2], state: { updates: 3 } } },
      'from is an object with x, state; it must be',
    ],
    ['start and from', { start: [1, 2], from: {} }, 'start and from were both given'],
    ['too long a path', { steps: 1e9 }, 'takes 37.3 GB, and 1 GB is allowed: pass fewer steps'],
    ['a path too long only with its points', { steps: 4e7 }, 'pass path: false to keep the losses only'],
  ])('%s', (_, given, message) => {
    const { objective, calls } = counted()
    expect(() => minimize(objective, rule, options(given))).toThrow(message)
    // The start may be tried, once, to see what the functions give.
    expect(calls()).toBeLessThanOrEqual(2)
  })

  it('a path that is too long in many dimensions', () => {
    expect(() => minimize(bowl(1_000_000), rule)).toThrow(
      'the path of 1,000 steps in 1,000,000 dimensions takes 7.46 GB, and 1 GB is allowed: pass path: false',
    )
  })

  it('a definition that was not called', () => {
    const definition = Object.assign(() => rule, { title: 'Adam' }) as never
    expect(() => minimize(bowl(), definition)).toThrow('the rule is Adam, not yet called: put () after it')
    expect(() => race(bowl(), { fast: rule, other: definition })).toThrow(
      "race: the rule 'other' is Adam, not yet called",
    )
    expect(() => iterate(bowl(), definition)).toThrow('iterate: the rule is Adam')
  })

  it('what is no rule and no objective', () => {
    expect(() => minimize(bowl(), 'adam' as never)).toThrow("the rule is 'adam'; it must be a rule")
    expect(() => minimize(bowl(), undefined as never)).toThrow('the rule is undefined')
    expect(() => minimize(rule as never, bowl() as never)).toThrow(
      'the first argument is a rule, heavy ball; the objective comes first',
    )
    expect(() => minimize(undefined as never, rule)).toThrow('the objective is undefined')
    expect(() => minimize({ dimension: 1, value: () => 0 } as never, rule)).toThrow(
      'needs a function gradient(x); it is an object with dimension, value',
    )
    expect(() => minimize({ ...bowl(), dimension: 0 }, rule)).toThrow(
      'dimension is 0; it must be a whole number from 1 up',
    )
    expect(() => minimize({ ...bowl(), start: undefined }, rule)).toThrow(
      'there is no start; bowl has none of its own, so pass start, 1 number',
    )
  })

  it('functions that do not answer as they should', () => {
    const broken = (parts: object) => () => minimize({ ...bowl(2), ...parts } as never, rule)
    expect(broken({ value: () => undefined })).toThrow(
      'value(x) gave undefined at the start (5, 5); it must give a number',
    )
    expect(broken({ gradient: () => undefined })).toThrow('gradient(x, out) gave nothing, and wrote nothing to out')
    expect(broken({ gradient: () => [1] })).toThrow(
      'gradient(x, out) gave [1] at the start (5, 5); it must give 2 numbers',
    )
    expect(broken({ gradient: () => 7 })).toThrow('gradient(x, out) gave 7')
    expect(broken({ gradient: () => ['1', 2] })).toThrow("gradient(x, out) gave '1' among its numbers at the start")
  })

  it('a gradient that gives another number of slopes on the way, and would leave old ones standing', () => {
    const later = (slopes: number[]) => (x: ArrayLike<number>) => (x[0] > 4 ? [x[0], x[1]] : slopes)
    for (const [slopes, said] of [
      [[1], 'gave [1] at '],
      [[1, 2, 3], 'gave [1, 2, 3] at '],
    ] as const) {
      const objective = { ...bowl(2), gradient: later([...slopes]) } as never
      expect(() => minimize(objective, rule)).toThrow(
        new RegExp(`^bowl: gradient\\(x, out\\) ${said.replace(/[[\]]/g, '\\$&')}`),
      )
      expect(() => minimize(objective, rule)).toThrow('it must give 2 numbers')
    }
  })

  it('a race without rules, or with a misspelt option', () => {
    expect(() => race(bowl(), {})).toThrow('race: the rules are an object with nothing in it')
    expect(() => race(bowl(), { a: rule }, options({ step: 1 }))).toThrow(
      "race has no option 'step'; did you mean 'steps'?",
    )
  })

  it('is said when iterate is called, not when its first row is asked for', () => {
    expect(() => iterate(bowl(2), rule, { start: [1] })).toThrow('iterate: the start (1) has 1 coordinate')
    expect(() => iterate(bowl(), rule, { steps: -1 })).toThrow('iterate: steps is -1')
  })
})
