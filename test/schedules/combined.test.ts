import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/equations/expression.ts'
import { parseExpression } from '../../src/equations/parse.ts'
import {
  adam,
  clamp,
  constant,
  cosine,
  drawn,
  exponentialDecay,
  linear,
  minimize,
  perEpoch,
  product,
  type Schedule,
  schedule,
  scheduleFrom,
  sequence,
  stepDecay,
  surfaces,
  triangular,
  warmup,
} from '../../src/index.ts'
import { examples } from '../examples.ts'
import { texFaults } from '../laws/catalogue.ts'

const fall = cosine({ initial: 0.1, final: 0.01, steps: 60 })
const combined: Record<string, Schedule> = {
  'sequence by ends': sequence([linear({ initial: 0.02, final: 0.1, steps: 20 }), fall]),
  'sequence by boundaries': sequence([0.1, stepDecay({ initial: 0.05, every: 7 }), 0.01], { at: [12, 50] }),
  product: product([fall, stepDecay({ initial: 1, factor: 0.5, every: 30 }), 2]),
  'clamped below': clamp(exponentialDecay({ initial: 0.1, gamma: 0.9 }), { min: 0.02 }),
  'clamped on both sides': clamp(triangular({ low: 0, high: 0.1, half: 10 }), { min: 0.02, max: 0.07 }),
  'warmup, linear': warmup(fall, { steps: 15 }),
  'warmup, exponential': warmup(fall, { steps: 15, shape: 'exponential' }),
  'warmup, cosine': warmup(0.1, { steps: 15, shape: 'cosine', from: 0.2 }),
  'per epoch': perEpoch(stepDecay({ initial: 0.1, factor: 0.5, every: 3 }), 8),
  'per epoch, smooth': perEpoch(cosine({ initial: 0.1, steps: 9 }), 8, { smooth: true }),
  'drawn by lines': drawn([
    [0, 0.01],
    [20, 0.1],
    [30, 0.1],
    [100, 0],
  ]),
  'drawn smoothly': drawn(
    [
      [5, 0.01],
      [20, 0.1],
      [40, 0.05],
      [41, 0.05],
      [100, 0],
    ],
    { by: 'monotone' },
  ),
  'a sequence in a warmup in a product': product([0.5, warmup(sequence([0.1, fall], { at: [9] }), { steps: 4 })]),
}

describe.each(Object.entries(combined))('%s', (_, one) => {
  const times = Array.from({ length: 150 }, (_, t) => t)

  test('its equation gives the same values', () => {
    const tree = parseExpression(one.equation, one.title)
    expect(one.inNumbers).toBe(one.equation)
    for (const t of [...times, 1e6]) {
      const value = evaluate(tree, () => t)
      expect(Math.abs(value - one(t)), `at t = ${t}`).toBeLessThanOrEqual(1e-12 * Math.abs(value) + 1e-17)
    }
    expect(texFaults(one.tex)).toEqual([])
  })

  test('it comes back from plain data, bit for bit', () => {
    const again = scheduleFrom(JSON.parse(JSON.stringify(one)))
    for (const t of times) expect(again(t)).toBe(one(t))
    expect([again.title, again.end, again.bounds, again.continuous, again.equation]).toEqual([
      one.title,
      one.end,
      one.bounds,
      one.continuous,
      one.equation,
    ])
  })

  test('it stays within its bounds, is continuous where it says so, and stays after its end', () => {
    const [low, high] = one.bounds!
    for (const t of times) {
      expect(one(t)).toBeGreaterThanOrEqual(low * (1 - 1e-12))
      expect(one(t)).toBeLessThanOrEqual(high * (1 + 1e-12))
      if (one.continuous) expect(Math.abs(one(t + 1e-9) - one(t))).toBeLessThanOrEqual(1e-7)
      if (one.continuous && t > 0) expect(Math.abs(one(t - 1e-9) - one(t))).toBeLessThanOrEqual(1e-7)
    }
    if (one.end < Number.POSITIVE_INFINITY) {
      for (const beyond of [1, 10, 1e6]) expect(one(one.end + beyond)).toBe(one(one.end))
    }
  })

  test('a run with it says its rates', () => {
    const { learningRate } = minimize(surfaces.bowl, adam({ learningRate: one }), {
      steps: 40,
      stop: { gradient: false },
    }).trajectory
    expect([...learningRate.slice(0, 40)]).toEqual(times.slice(0, 40).map(t => one(t)))
  })
})

test('what is known to be continuous', () => {
  const continuous = Object.entries(combined).filter(([, one]) => one.continuous)
  expect(continuous.map(([name]) => name)).toEqual([
    'sequence by ends',
    'clamped below',
    'clamped on both sides',
    'warmup, linear',
    'warmup, exponential',
    'warmup, cosine',
    'per epoch, smooth',
    'drawn by lines',
    'drawn smoothly',
    'a sequence in a warmup in a product',
  ])
})

test('the first update of a warmup is number 1 of its rise, and the last makes the full rate', () => {
  const rise = warmup(0.1, { steps: 4 })
  expect([0, 1, 2, 3, 4].map(t => rise(t))).toEqual([0.025, 0.05, 0.1 * 0.75, 0.1, 0.1])
  const equal = warmup(1, { steps: 2, shape: 'exponential', from: 0.01 })
  expect(equal(0)).toBeCloseTo(0.1, 15)
  expect(equal(1)).toBe(1)
})

test('a drawn schedule goes through its points, and between them never beyond what lies on either side', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true })), {
        minLength: 2,
        maxLength: 9,
        selector: ([t]) => t,
      }),
      fc.constantFrom('linear' as const, 'monotone' as const),
      (unsorted, by) => {
        const points = unsorted.sort(([a], [b]) => a - b)
        const one = drawn(points, { by })
        for (const [t, value] of points) expect(one(t)).toBeCloseTo(value, 14)
        for (let i = 1; i < points.length; i++) {
          const [[from, v], [until, w]] = [points[i - 1], points[i]]
          let last = v
          for (let k = 0; k <= 10; k++) {
            const value = one(from + ((until - from) * k) / 10)
            // Neither beyond the two, nor back.
            expect((value - last) * Math.sign(w - v)).toBeGreaterThanOrEqual(-1e-14)
            last = value
          }
          expect(Math.abs(last - w)).toBeLessThanOrEqual(1e-14)
        }
      },
    ),
    examples(100),
  )
})

test('a schedule of one’s own is read with its family', () => {
  const root = schedule({
    name: 'mine',
    parameters: { a: { symbol: 'a', about: 'Size.' } },
    equation: 'a / (1 + p)\n p = sqrt(t)',
  })
  const one = product([root({ a: 0.5 }), 0.1])
  const data = JSON.parse(JSON.stringify(one))
  expect(scheduleFrom(data, [root])(9)).toBe(one(9))
  expect(one.inNumbers).toBe('0.5 / (1 + sqrt(t)) * 0.1')
  expect(() => scheduleFrom(data)).toThrow("there is no schedule 'mine'")
})

test('refuses what is wrong, by name, value and range', () => {
  expect(() => sequence([])).toThrow('sequence is given []; it must be an array of schedules')
  expect(() => sequence([fall, (t: number) => t as never] as never)).toThrow(
    'sequence: part 2 is a function; it must be a schedule or a number',
  )
  expect(() => sequence([constant({ value: 1 }), fall])).toThrow('part 1, constant, has no end of its own')
  expect(() => sequence([fall, fall], { at: [1, 2] })).toThrow('at is [1, 2]; 2 parts take 1 boundaries')
  expect(() => sequence([1, 2, 3], { at: [5, 5] })).toThrow('at is [5, 5]; each must be more than the one before')
  expect(() => clamp(fall, {})).toThrow('min or max is missing')
  expect(() => clamp(fall, { min: 2, max: 1 })).toThrow('clamp: max is 1; it must be a finite number from 2 up')
  expect(() => warmup(fall, { steps: 0 })).toThrow('warmup: steps is 0')
  expect(() => warmup(fall, { steps: 9, shape: 'wave' as never })).toThrow("warmup: shape is 'wave'")
  expect(() => warmup(fall, { steps: 9, shape: 'exponential', from: 0 })).toThrow(
    'warmup: from is 0; it must be above 0',
  )
  expect(() => warmup(fall, { steps: 9, form: 0 } as never)).toThrow("did you mean 'from'")
  expect(() => perEpoch(fall, 0)).toThrow('perEpoch: updatesPerEpoch is 0')
  expect(() => drawn([[0, 1]])).toThrow('at least two points')
  expect(() =>
    drawn([
      [0, 1],
      [0, 2],
    ]),
  ).toThrow('drawn: t of point 2 is 0; it must be more than 0, the one before')
  expect(() =>
    drawn([
      [0, 1],
      [2, Number.NaN],
    ]),
  ).toThrow('drawn: the value of point 2 is NaN')
  expect(() => scheduleFrom({ schedule: 'cosin', given: {} })).toThrow(
    "there is no schedule 'cosin'; did you mean 'cosine'",
  )
})
