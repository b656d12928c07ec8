import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adam, adamw, type Hyperparameters, lbfgs, optimizers, space, spaceOf, wrappers } from '../../src/index.ts'
import { type Dimension, placeOf, valueAt } from '../../src/tuning/dimension.ts'

const mixed = space({
  rule: { choices: ['adam', 'momentum', 'sgd'] },
  learningRate: adam.hyperparameters.learningRate,
  beta: { usual: [0, 0.99], when: { rule: ['momentum', 'adam'] } },
  width: { usual: [8, 64], scale: 'log', whole: true },
  depth: { usual: [1, 4], whole: true },
})

describe('a space', () => {
  it('goes from the lowest to the highest, by differences or by factors', () => {
    const range = space({ linear: { usual: [-2, 6] }, log: { usual: [1e-4, 1], scale: 'log' } })
    expect(range.at([0, 0])).toEqual({ linear: -2, log: 1e-4 })
    expect(range.at([1, 1])).toEqual({ linear: 6, log: 1 })
    const { linear, log } = range.at([0.25, 0.25])
    expect(linear).toBe(0)
    expect(log).toBeCloseTo(1e-3, 15)
  })

  it('gives whole numbers, each of an equal part', () => {
    const counts = new Map<number, number>()
    const of = space({ depth: { usual: [1, 4], whole: true } })
    for (let k = 0; k < 4000; k++) {
      const { depth } = of.at([(k + 0.5) / 4000])
      counts.set(depth, (counts.get(depth) ?? 0) + 1)
    }
    expect([...counts]).toEqual([1, 2, 3, 4].map(depth => [depth, 1000]))
    expect(of.at([1])).toEqual({ depth: 4 })
    expect(of.size).toBe(4)
  })

  it('finds the point of every setting again', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), point => {
        const settings = mixed.at(point)
        const again = mixed.at(mixed.pointOf(settings))
        expect(Object.keys(again)).toEqual(Object.keys(settings))
        expect(again.learningRate).toBeCloseTo(settings.learningRate, 12)
        expect({ ...again, learningRate: 0, beta: 0 }).toEqual({ ...settings, learningRate: 0, beta: 0 })
        if (settings.beta !== undefined) expect(again.beta).toBeCloseTo(settings.beta, 12)
      }),
    )
  })

  it('never leaves its ranges', () => {
    const dimensions: Dimension[] = [
      { usual: [1e-7, 3], scale: 'log' },
      { usual: [0.1, 0.3] },
      { usual: [1, 7], scale: 'log', whole: true },
    ]
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), u => {
        for (const dimension of dimensions) {
          const value = valueAt(dimension, u) as number
          const { usual } = dimension as { usual: [number, number] }
          expect(value).toBeGreaterThanOrEqual(usual[0])
          expect(value).toBeLessThanOrEqual(usual[1])
          expect(placeOf(dimension, value)).toBeGreaterThanOrEqual(0)
          expect(placeOf(dimension, value)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('leaves out what takes no part', () => {
    expect(Object.keys(mixed.at([0.9, 0.5, 0.5, 0.5, 0.5]))).toEqual(['rule', 'learningRate', 'width', 'depth'])
    expect(mixed.at([0.5, 0.5, 0.5, 0.5, 0.5])).toMatchObject({ rule: 'momentum', beta: 0.495 })
  })

  it('shows itself as a table', () => {
    const shown = mixed[Symbol.for('Jupyter.display') as never] as () => Record<string, string>
    expect(shown()['text/plain']).toContain('learningRate')
    expect(shown()['text/plain']).toContain('Only when rule is momentum or adam.')
  })
})

describe("an optimizer's own space", () => {
  it('leaves out what is optional unless it is asked for', () => {
    expect(spaceOf(adam).names).toEqual(['learningRate', 'beta1', 'beta2', 'epsilon'])
    expect(spaceOf(adam, ['learningRate', 'epsilonRoot']).names).toEqual(['learningRate', 'epsilonRoot'])
  })

  it('has choices too, where they are asked for', () => {
    const of = spaceOf(lbfgs, ['memory', 'lineSearch'])
    expect(of.at([0, 0])).toEqual({ memory: 3, lineSearch: 'strongWolfe' })
  })

  it.each([...Object.entries(optimizers), ...Object.entries(wrappers)])(
    'of %s gives settings that it takes',
    (_, family) => {
      const { hyperparameters } = family as unknown as { hyperparameters: Hyperparameters }
      const names = Object.keys(hyperparameters ?? {})
      if (names.length === 0) return
      const of = spaceOf(family as unknown as typeof adam, names as never)
      for (const u of [0, 0.3, 1]) {
        const settings = of.at(of.names.map(() => u)) as Record<string, number>
        for (const [name, value] of Object.entries(settings)) {
          const { min = -Infinity, max = Infinity, below = Infinity, whole } = hyperparameters[name]
          expect(value).toBeGreaterThanOrEqual(min)
          expect(value).toBeLessThanOrEqual(max)
          expect(value).toBeLessThan(below)
          if (whole) expect(Number.isInteger(value)).toBe(true)
        }
      }
    },
  )
})

describe('misuse of spaces is told', () => {
  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /space is given undefined; it must be hyperparameters by name/],
    ['an empty one', {}, /space is given an object with nothing in it/],
    ['a number', { rate: 0.1 }, /space: rate is 0.1; it must be a range as \{ usual/],
    ['an array', { rate: [0, 1] }, /space: rate is \[0, 1\]; it must be a range/],
    [
      'ends swapped',
      { rate: { usual: [1, 0] } },
      /space: rate: usual is \[1, 0\]; it must be the lowest and the highest/,
    ],
    ['NaN', { rate: { usual: [Number.NaN, 1] } }, /usual is \[NaN, 1\]/],
    [
      'a log from 0',
      { rate: { usual: [0, 1], scale: 'log' } },
      /usual begins at 0; on a log scale it must begin above 0/,
    ],
    ['another scale', { rate: { usual: [0, 1], scale: 'cubic' } }, /scale is 'cubic'; it must be 'linear' or 'log'/],
    ['broken whole numbers', { k: { usual: [0.5, 4], whole: true } }, /usual is \[0.5, 4\]; the ends must be whole/],
    ['outside of what is allowed', { b: { usual: [0, 1], below: 1 } }, /usual reaches 1, which is not allowed for it/],
    ['no choices', { act: { choices: [] } }, /choices is \[\]; it must be an array of strings/],
    ['a choice twice', { act: { choices: ['a', 'a'] } }, /the choice 'a' is there twice/],
    ['a choice of NaN', { act: { choices: [Number.NaN] } }, /choices is \[NaN\]/],
    [
      'a condition on what comes after',
      { b: { usual: [0, 1], when: { rule: 'a' } }, rule: { choices: ['a'] } },
      /b takes part when 'rule' has a value; that must be choices that stand before it/,
    ],
    [
      'a condition on a choice that there is not',
      { rule: { choices: ['a'] }, b: { usual: [0, 1], when: { rule: 'b' } } },
      /b takes part when rule is 'b', which is none of its choices 'a'/,
    ],
  ])('%s', (_, given, message) => {
    expect(() => space(given as never)).toThrow(message)
  })

  it("an optimizer's", () => {
    expect(() => spaceOf(adam, ['learningrate' as never])).toThrow(
      /Adam has no hyperparameter 'learningrate'; did you mean 'learningRate'\?/,
    )
    expect(() => spaceOf(adam() as never)).toThrow(/spaceOf is given .*; it must be an optimizer or a wrapper/)
    expect(() => spaceOf(adamw, [])).toThrow(/AdamW has nothing to search/)
    expect(() => spaceOf(adam, 'learningRate' as never)).toThrow(/the names are 'learningRate'; they must be an array/)
  })
})
