import { describe, expect, test } from 'vitest'
import {
  adam,
  earlyDecay,
  gradientDescent,
  iterate,
  minimize,
  type Objective,
  pipe,
  type Row,
  ravine,
  reduceOnPlateau,
} from '../../src/index.ts'
import { texFaults } from '../laws/catalogue.ts'

/** Loses nothing for ever: every look but the first is bad. */
const flat: Objective = {
  dimension: 1,
  start: [0],
  value: () => 1,
  gradient: (_, out = new Float64Array(1)) => out.fill(1),
}
const rows = (wrapping: ReturnType<typeof reduceOnPlateau>, steps: number): Row[] => [
  ...iterate(flat, pipe(gradientDescent({ learningRate: 1 }), wrapping), { steps }),
]
/** The sizes of the steps of a descent along a line. */
const sizes = (all: Row[]): number[] => all.slice(1).map(({ x }, i) => all[i].x[0] - x[0])

describe('reduce on plateau', () => {
  test('after so many looks without a better loss the steps are smaller, and then again', () => {
    expect(sizes(rows(reduceOnPlateau({ factor: 0.5, patience: 3 }), 9))).toEqual([
      1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25,
    ])
  })
  test('looks after a reduction may be left out, and the scale has an end', () => {
    expect(sizes(rows(reduceOnPlateau({ factor: 0.5, patience: 1, cooldown: 2, least: 0.25 }), 9))).toEqual([
      1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25,
    ])
  })
  test('a look is at the mean of k losses', () => {
    expect(sizes(rows(reduceOnPlateau({ factor: 0.5, patience: 1, every: 3 }), 10))).toEqual([
      1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25,
    ])
  })
  test('while the loss falls nothing is changed, not by one bit', () => {
    const alone = minimize(ravine, gradientDescent({ learningRate: 0.05 }), { steps: 50 })
    const watched = minimize(ravine, pipe(gradientDescent({ learningRate: 0.05 }), reduceOnPlateau()), { steps: 50 })
    expect(watched.x).toEqual(alone.x)
  })
})

describe('early decay', () => {
  test('once the loss has levelled off, every step is smaller', () => {
    expect(sizes(rows(earlyDecay({ gamma: 0.5, patience: 2 }), 6))).toEqual([1, 1, 0.5, 0.25, 0.125, 0.0625])
  })
})

test.each([
  ['reduceOnPlateau', reduceOnPlateau({ factor: 0.5, patience: 2, every: 3, cooldown: 1, threshold: 0.2 })],
  ['earlyDecay', earlyDecay({ patience: 2, every: 3, threshold: 0.2 })],
])('%s: a run goes on from plain data, bit for bit', (_, wrapping) => {
  const rule = pipe(adam({ learningRate: 0.1 }), wrapping)
  const stop = { gradient: false } as const
  const whole = minimize(ravine, rule, { steps: 100, stop })
  expect(whole.x).not.toEqual(minimize(ravine, adam({ learningRate: 0.1 }), { steps: 100, stop }).x)
  for (const at of [1, 37, 64]) {
    const { x, state } = minimize(ravine, rule, { steps: at, stop })
    const from = JSON.parse(JSON.stringify({ x: [...x], state }))
    const rest = minimize(ravine, rule, { steps: 100 - at, stop, from })
    expect([...rest.x]).toEqual([...whole.x])
    expect(rest.state).toEqual(whole.state)
  }
  expect(texFaults(rule.tex)).toEqual([])
})
