import { describe, expect, test } from 'vitest'
import { optimizer } from '../../src/optimizers/optimizer.ts'
import type { State } from '../../src/optimizers/rule.ts'
import type { Update } from '../../src/optimizers/update-function.ts'
import { begin, bumpy, layers, walk } from './layers.ts'

const hyperparameters = {
  learningRate: { symbol: 'eta', about: 'Step size.', default: 0.01, min: 0, usual: [1e-4, 1], scale: 'log' },
} as const

/** Steps of length eta in each layer, along the sum of its gradients; the rows' sums of squares are kept beside it. */
const normalized = optimizer({
  name: 'normalized',
  hyperparameters,
  over: 'layer',
  state: { m: 0, rows: ({ rank, rows }) => (rank > 1 ? rows : 0) },
  work: { step: ({ rows, columns }) => rows * columns },
  update: ({
    theta,
    g,
    rank,
    rows,
    columns,
    hyperparameters: { learningRate },
    state: { m, rows: sums },
    work: { step },
  }) => {
    for (let i = 0; i < theta.length; i++) m[i] += g[i]
    if (rank > 1) for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[i] += g[i * columns + j] ** 2
    const norm = Math.hypot(...m)
    for (let i = 0; i < theta.length; i++) step[i] = (learningRate * m[i]) / norm
    for (let i = 0; i < theta.length; i++) theta[i] -= step[i]
  },
  recursion: 'm_t = m_{t-1} + g_t',
})
const mixed = layers([3, 4], [3], [5, 2])

/** What an update is given, and nothing done. */
const looking = (over?: 'layer') => {
  const seen: Update[] = []
  const rule = optimizer({
    name: 'looking',
    hyperparameters,
    over,
    state: { m: 2, L: ({ rows }) => rows * rows },
    work: { w: ({ columns }) => columns },
    update: update => seen.push({ ...update, hyperparameters: { ...update.hyperparameters } }),
  })
  return { rule, seen }
}

describe('a rule that is a function, over layers', () => {
  test('is called once for each, with its shape, its part of everything, and this step’s values', () => {
    const { rule, seen } = looking('layer')
    const stepping = rule({ learningRate: t => 0.1 + t }).begin(
      new Float64Array(30),
      undefined,
      layers([2, 3], [4], [2, 5, 2]),
    )
    const theta = Float64Array.from({ length: 30 }, (_, i) => i)
    const g = Float64Array.from({ length: 30 }, (_, i) => -i)
    for (let t = 1; t <= 2; t++) {
      seen.length = 0
      stepping.step(theta, g)
      expect(seen.map(({ rank, rows, columns }) => [rank, rows, columns])).toEqual([
        [2, 2, 3],
        [1, 1, 4],
        [3, 2, 10],
      ])
      expect(seen.map(update => [update.theta[0], update.theta.length])).toEqual([
        [0, 6],
        [6, 4],
        [10, 20],
      ])
      expect(seen.map(update => update.g.at(-1))).toEqual([-5, -9, -29])
      expect(seen.map(update => [update.t, update.hyperparameters.learningRate])).toEqual(
        Array(3).fill([t, 0.1 + (t - 1)]),
      )
      expect(seen.map(({ state }) => [[...state.m], [...state.L]])).toEqual([
        [Array(6).fill(2), Array(4).fill(0)],
        [Array(4).fill(2), [0]],
        [Array(20).fill(2), Array(4).fill(0)],
      ])
      expect(seen.map(({ work }) => work.w.length)).toEqual([3, 4, 10])
    }
  })

  test('without `over` is called once, with all as one vector', () => {
    const { rule, seen } = looking()
    rule().begin(begin(mixed), undefined, mixed).step(begin(mixed), begin(mixed))
    expect(seen.map(({ rank, rows, columns, theta }) => [rank, rows, columns, theta.length])).toEqual([[1, 1, 25, 25]])
  })

  test('without segments has one vector', () => {
    const { rule, seen } = looking('layer')
    rule().begin(new Float64Array(5)).step(new Float64Array(5), new Float64Array(5))
    expect(seen.map(({ rank, rows, columns, theta }) => [rank, rows, columns, theta.length])).toEqual([[1, 1, 5, 5]])
  })

  test('makes no arrays in a step, and looks anew when it is given others', () => {
    const { rule, seen } = looking('layer')
    const stepping = rule().begin(begin(mixed), undefined, mixed)
    const [theta, g, other] = [begin(mixed), begin(mixed), begin(mixed)]
    for (const [x, y] of [
      [theta, g],
      [theta, g],
      [theta, other],
      [other, other],
    ])
      stepping.step(x, y)
    const [first, second, third, fourth] = [0, 3, 6, 9].map(k => seen[k])
    expect(
      [second.theta, second.g, second.state.m, second.work.w].every(
        (x, k) => x === [first.theta, first.g, first.state.m, first.work.w][k],
      ),
    ).toBe(true)
    expect(first.g.buffer).toBe(g.buffer)
    expect([third.theta.buffer, third.g.buffer]).toEqual([theta.buffer, other.buffer])
    expect(third.g.buffer).toBe(other.buffer)
    expect(fourth.theta.buffer).toBe(other.buffer)
    expect(() => stepping.step(theta, new Float64Array(24))).toThrow(
      'looking: a step of 24 parameters, and it began with 25',
    )
  })

  test('moves each layer as it would alone', () => {
    const together = walk(normalized(), mixed, 12)
    mixed.forEach(({ shape, offset }) => {
      const size = shape.reduce((a, b) => a * b)
      const alone = normalized().begin(new Float64Array(size), undefined, layers([...shape]))
      const x = begin(mixed)
      const theta = x.slice(offset, offset + size)
      const whole = normalized().begin(x, undefined, mixed)
      for (let t = 0; t < 12; t++) {
        const g = bumpy(x, t)
        alone.step(theta, g.slice(offset, offset + size))
        whole.step(x, g)
      }
      expect([...theta]).toEqual([...x.slice(offset, offset + size)])
      expect([...x]).toEqual(together.theta)
    })
  })

  test('keeps its slots as plain data, layer after layer', () => {
    const { state, theta } = walk(normalized(), mixed, 3)
    expect(Object.entries(state.slots).map(([slot, values]) => [slot, (values as number[]).length])).toEqual([
      ['m', 25],
      ['rows', 8],
    ])
    expect(state.updates).toBe(3)
    const stepping = normalized().begin(Float64Array.from(theta), state, mixed)
    const before = stepping.state()
    stepping.step(Float64Array.from(theta), bumpy(theta, 3))
    expect(before).toEqual(state)
    expect(stepping.state()).not.toEqual(state)
  })

  test('goes on from a saved state bit for bit, at any step, and can be begun anew', () => {
    const rule = normalized({ learningRate: t => 0.1 / (1 + t) })
    const whole = walk(rule, mixed, 9)
    for (let at = 0; at <= 9; at++) expect(walk(rule, mixed, 9 - at, walk(rule, mixed, at))).toEqual(whole)
    expect(walk(rule, mixed, 9)).toEqual(whole)
  })

  test('refuses a state that does not fit, by name', () => {
    const { state } = walk(normalized(), mixed, 2)
    const from = (saved: unknown, segments = mixed) => normalized().begin(begin(segments), saved as State, segments)
    expect(() => from(state, layers([3, 4], [3], [2, 5]))).toThrow(
      "normalized: the saved state's 'rows' must be an array of 5 numbers; the state is of another rule or another size",
    )
    expect(() => from(state, layers([3, 4], [3]))).toThrow("'m' must be an array of 15 numbers")
    expect(() => from({ updates: 2, slots: { m: state.slots.m } })).toThrow("'rows' must be an array of 8 numbers")
    expect(() => from({ updates: 2, slots: { ...state.slots, rows: [1, 2, 3, 4, 5, 6, 7, null] } })).toThrow("'rows'")
    for (const updates of [-1, 0.5, Number.NaN, '2'])
      expect(() => from({ ...state, updates })).toThrow(`normalized: the saved state's updates is ${updates}`)
  })

  test('refuses segments that are not the parameters', () => {
    for (const [n, segments, complaint] of [
      [24, mixed, 'normalized: the segments cover 25 parameters, and there are 24'],
      [26, mixed, 'normalized: the segments cover 25 parameters, and there are 26'],
      [4, [{ name: 'a', offset: 1, shape: [4] }], "normalized: the segment 'a' begins at 1; it must begin at 0"],
      [4, layers([2, 0]), "normalized: the segment 'layer 1' has the shape [2,0]"],
      [4, layers([]), "normalized: the segment 'layer 1' has the shape []"],
    ] as const)
      for (const make of [normalized, looking().rule]) {
        expect(() => make().begin(new Float64Array(n), undefined, segments)).toThrow(
          complaint.replace('normalized', make.title),
        )
      }
  })

  test('refuses sizes and first values that mean nothing', () => {
    const sized = (size: number) =>
      optimizer({ name: 'mine', hyperparameters, state: { L: () => size }, update: () => {} })().begin(begin(mixed))
    for (const size of [-1, 1.5, Number.NaN])
      expect(() => sized(size)).toThrow(`mine: the size of 'L' is ${size} for 1 rows and 25 columns`)
    expect(() => optimizer({ name: 'mine', hyperparameters, state: { m: 'theta' }, update: () => {} })()).toThrow(
      `mine: the state 'm' begins as "theta"; with a function it must be a number, or its size by shape`,
    )
    expect(() =>
      optimizer({ name: 'mine', hyperparameters, state: { m: () => 3 }, update: 'theta = theta - eta * m' }),
    ).toThrow("mine: the state 'm' has a size; with equations it begins as a number or an expression")
  })

  test('shows the recursion that it was given', () => {
    expect([normalized.tex, normalized().tex]).toEqual(['m_t = m_{t-1} + g_t', 'm_t = m_{t-1} + g_t'])
    expect([looking().rule.tex, looking().rule().tex]).toEqual([undefined, undefined])
  })
})
