import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  adam,
  beale,
  type Control,
  choice,
  drawing,
  momentum,
  play,
  point,
  rosenbrock,
  slider,
  surface,
  text,
  toggle,
} from '../../src/index.ts'

const things = { 'the valley': { a: 1 }, other: { a: 2 } }

/** What each kind is moved to by a page, what the view then gets, and how that is written as code. */
const moves: readonly [kind: string, make: () => Control<unknown>, raw: unknown, value: unknown, code: string][] = [
  ['slider', () => slider({ min: 0, max: 2 }), 0.25, 0.25, '0.25'],
  ['slider', () => slider({ min: 0, max: 2 }), 0, 0, '0'],
  ['slider', () => slider(adam.hyperparameters.learningRate), 1e-4, 1e-4, '0.0001'],
  ['slider', () => slider({ min: 1, max: 64, whole: true }), 64, 64, '64'],
  ['choice', () => choice(['constant', 'cosine']), 'cosine', 'cosine', "'cosine'"],
  ['choice', () => choice([8, 16, 32]), '16', 16, '16'],
  ['choice', () => choice({ Rosenbrock: rosenbrock, Beale: beale }), 'Beale', beale, 'beale'],
  ['choice', () => choice(things), 'other', things.other, 'other'],
  ['toggle', () => toggle(false), true, true, 'true'],
  ['point', () => point([-1.2, 1]), [0, -0.5], [0, -0.5], '[0, -0.5]'],
  ['point', () => point([5]), [4], [4], '[4]'],
  ['play', () => play({ steps: 300 }), 0, 0, '0'],
  ['text', () => text('x'), 'y', 'y', "'y'"],
  ['text', () => text('x'), "don't", "don't", "`don't`"],
  ['text', () => text('3', Number), '42', 42, "'42'"],
  [
    'drawing',
    () =>
      drawing([
        [0, 1],
        [10, 0],
      ]),
    [
      [0, 0.5],
      [10, 2],
    ],
    [
      [0, 0.5],
      [10, 2],
    ],
    '[[0, 0.5], [10, 2]]',
  ],
]

describe.each(moves)('%s', (kind, make, raw, value, code) => {
  test(`moved to ${JSON.stringify(raw)} is that value, as code ${code}`, () => {
    const control = make()
    expect(control.face.kind).toBe(kind)
    expect(control.raw).toEqual(control.initial)
    expect(control.move('it', raw)).toBe(true)
    expect([control.value, control.raw, control.code]).toEqual([value, raw, code])
    // Once there, it does not move.
    expect(control.move('it', raw)).toBe(false)
    // From a cell by its value, as from the page by its data.
    const other = make()
    if (kind !== 'text' || typeof value === 'string') {
      other.put('it', control.value)
      expect([other.value, other.raw]).toEqual([value, raw])
    }
    expect(control.move('it', control.initial)).toBe(true)
    expect(control.value).toEqual(make().value)
  })

  test('survives the way to the page and back', () => {
    const control = make()
    const other = make()
    control.move('it', raw)
    other.move('it', JSON.parse(JSON.stringify(control.raw)))
    expect(other.value).toEqual(control.value)
  })
})

/** What a page, or a cell, may say in vain. */
const refused: readonly [make: () => Control<unknown>, raw: unknown, why: string][] = [
  [() => slider({ min: 0, max: 2 }), 3, 'it is 3; it must be a number from 0 to 2'],
  [() => slider({ min: 0, max: 2 }), Number.NaN, 'it is NaN; it must be a number from 0 to 2'],
  [() => slider({ min: 0, max: 2 }), '1', "it is '1'; it must be a number from 0 to 2"],
  [() => slider({ min: 1, max: 9, whole: true }), 2.5, 'it is 2.5; it must be a whole number from 1 to 9'],
  [() => slider({ min: 0, max: 2 }), null, 'it is null; it must be a number from 0 to 2'],
  [() => choice(['a', 'b']), 'c', "it is 'c'; it must be 'a' or 'b'"],
  [() => choice(['a', 'b']), null, "it is null; it must be 'a' or 'b'"],
  [() => toggle(true), 1, 'it is 1; it must be true or false'],
  [() => point([0, 0]), [1], 'it is [1]; it must be two numbers'],
  [() => point([0, 0]), [1, '2 '], "it is [1, '2 ']; it must be two numbers"],
  [() => point([0, 0]), [1, Number.NaN], 'it is [1, NaN]; it must be two numbers'],
  [() => point([0]), null, 'it is null; it must be one number'],
  [
    () =>
      point([0, 0], {
        domain: [
          [-1, 1],
          [-2, 2],
        ],
      }),
    [0, 3],
    'it: y is 3; it must be from -2 to 2',
  ],
  [() => play({ steps: 10 }), 11, 'the player: it is 11; it must be a whole number from 0 to 10'],
  [() => play({ steps: 10 }), 1.5, 'the player: it is 1.5; it must be a whole number from 0 to 10'],
  [() => text('x'), 5, 'it is 5; it must be a text'],
  [() => line(), [[0, 1]], 'it is [[0, 1]]; it must have the 2 points it began with, at other heights'],
  [() => line(), null, 'it is null; it must have the 2 points it began with, at other heights'],
  [() => line(), [1, 2], 'it is [1, 2]; it must have the 2 points it began with, at other heights'],
  [
    () => line(),
    [
      [0, 1],
      [9, 1],
    ],
    'it is [[0, 1], [9, 1]]; it must have the 2 points it began with, at other heights',
  ],
  [
    () => line(),
    [
      [0, 1],
      [10, Number.NaN],
    ],
    'it is [[0, 1], [10, NaN]]; it must have the 2 points it began with, at other heights',
  ],
  [
    () => line(),
    [
      [0, 1],
      [10, 3],
    ],
    'it goes to 3; it must stay from 0 to 2',
  ],
]
const line = () =>
  drawing(
    [
      [0, 1],
      [10, 0],
    ],
    { range: [0, 2] },
  )

test.each(refused.map(([make, raw, why]) => [why, make, raw] as const))('%s', (why, make, raw) => {
  const control = make()
  const [value, before] = [control.value, control.raw]
  expect(() => control.move('it', raw)).toThrow(why)
  expect([control.value, control.raw]).toEqual([value, before])
})

describe('what cannot be made', () => {
  const anything = <T>(value: unknown) => value as T
  test.each<[string, () => unknown, string]>([
    ['a slider of nothing', () => slider(anything(null)), 'slider: the range is null'],
    ['a slider of words', () => slider(anything('x')), "slider: the range is 'x'"],
    ['a slider without room', () => slider({ min: 2, max: 2 }), 'slider: min is 2 and max is 2'],
    ['a slider without end', () => slider({ min: 0, max: Number.POSITIVE_INFINITY }), 'slider: max is Infinity'],
    ['a slider from NaN', () => slider({ min: Number.NaN, max: 1 }), 'slider: min is NaN'],
    ['a log slider from 0', () => slider({ min: 0, max: 1, scale: 'log' }), 'slider: min is 0; on a log scale'],
    ['another scale', () => slider(anything({ scale: 'sqrt' })), "slider: scale is 'sqrt'"],
    ['a misspelt option', () => slider(anything({ minimum: 0 })), "slider has no option 'minimum'"],
    [
      'a misspelt option behind a hyperparameter',
      () => slider(adam.hyperparameters.beta1, anything({ defualt: 0.5 })),
      "slider has no option 'defualt'; did you mean 'default'?",
    ],
    ['a start that is out', () => slider({ min: 0, max: 1, default: 2 }), 'slider is 2; it must be a number from 0'],
    [
      'a start that is out of a hyperparameter',
      () => slider(adam.hyperparameters.beta1, { default: 1.5 }),
      'slider is 1.5; it must be a number from',
    ],
    ['a choice of nothing', () => choice([]), 'choice: the choices are []'],
    ['a choice of null', () => choice(anything<string[]>(null)), 'choice: the choices are null'],
    ['a default that is none', () => choice(['a'], anything({ default: 'b' })), "choice is 'b'; it must be 'a'"],
    ['a choice, misspelt', () => choice(['a'], anything({ lable: 'b' })), "choice has no option 'lable'"],
    ['a toggle of a number', () => toggle(anything(1)), 'toggle is 1; it must be true or false'],
    ['a toggle, misspelt', () => toggle(true, anything({ lable: 'b' })), "toggle has no option 'lable'"],
    ['a point in three dimensions', () => point([1, 2, 3]), 'point: it begins at [1, 2, 3]'],
    ['a point of nothing', () => point(anything(undefined)), 'point: it begins at undefined'],
    ['a point at NaN', () => point([Number.NaN, 1]), 'point is [NaN, 1]; it must be two numbers'],
    ['a domain that does not fit', () => point([1, 2], { domain: [[0, 3]] }), 'point: domain has 1 ranges'],
    ['a point outside', () => point([5], { domain: [[0, 3]] }), 'point: x is 5; it must be from 0 to 3'],
    ['a player without steps', () => play({ steps: 0 }), 'play: steps is 0; it must be a whole number from 1 up'],
    ['a player of nothing', () => play(anything(undefined)), 'play: the options are undefined'],
    ['a player that begins behind the end', () => play({ steps: 5, at: 6 }), 'play: at is 6'],
    ['a player that stands', () => play({ steps: 5, speed: 0 }), 'play: speed is 0'],
    ['a text that is none', () => text(anything(3)), 'text: it begins with 3; it must be a text'],
    ['a text that cannot be read', () => text('x^', surface), 'x^'],
    ['a text, misspelt', () => text('x', anything({ row: 3 })), "text has no option 'row'"],
    ['a line of one point', () => drawing([[0, 1]]), 'drawing: the points are [[0, 1]]'],
    ['a line of numbers', () => drawing(anything([1, 2])), 'drawing: the points are [1, 2]'],
    [
      'a line that turns back',
      () =>
        drawing([
          [0, 1],
          [0, 2],
        ]),
      'drawing: point 1 stands at x = 0',
    ],
    [
      'a line that begins outside',
      () =>
        drawing(
          [
            [0, 1],
            [1, 9],
          ],
          { range: [0, 2] },
        ),
      'drawing goes to 9',
    ],
  ])('%s', (_, make, why) => expect(make).toThrow(why))
})

describe('a slider', () => {
  test('takes range, scale, default and meaning from a hyperparameter', () => {
    const { learningRate } = adam.hyperparameters
    const control = slider(learningRate)
    expect(control.face).toMatchObject({ min: learningRate.usual[0], max: learningRate.usual[1], scale: 'log' })
    expect(control.face.about).toBe(learningRate.about)
    expect(control.value).toBe(0.001)
    expect(slider(momentum.hyperparameters.beta).face.scale).toBe('linear')
  })

  test('takes what differs from the options', () => {
    const control = slider(adam.hyperparameters.learningRate, { min: 0.01, max: 1, default: 0.1, label: 'rate' })
    expect(control.face).toMatchObject({ min: 0.01, max: 1, scale: 'log', label: 'rate' })
    expect(control.value).toBe(0.1)
    // A default of the hyperparameter that is out of the range asked for is none.
    expect(slider(adam.hyperparameters.learningRate, { min: 0.01, max: 1 }).value).toBeCloseTo(0.1)
  })

  test('of every hyperparameter of every optimizer can be made and moved from end to end', async () => {
    const { optimizers } = await import('../../src/index.ts')
    for (const rule of Object.values(optimizers)) {
      for (const [name, hyperparameter] of Object.entries(rule.hyperparameters as never as Record<string, never>)) {
        const control = slider(hyperparameter)
        const { min, max } = control.face as never as { min: number; max: number }
        for (const end of [max, min]) {
          control.move(name, end)
          expect(control.value, name).toBe(end)
        }
      }
    }
  })
})

describe('a text', () => {
  test('keeps the last value that could be read, and says why the new one cannot', () => {
    const control = text('x^2 + y^2', surface)
    const value = control.value
    expect(() => control.move('loss', 'x^2 + ')).toThrow(/x\^2 \+ /)
    expect(control.value).toBe(value)
    expect(control.code).toBe("'x^2 + y^2'")
    control.move('loss', 'x^2 + 3 * y^2')
    expect(control.value.value([0, 1])).toBe(3)
    expect(control.code).toBe("'x^2 + 3 * y^2'")
  })

  test('has as many rows as it begins with', () => {
    expect([text('a').face.rows, text('a\nb').face.rows, text('a', { rows: 5 }).face.rows]).toEqual([1, 2, 5])
  })

  test('is written as code that gives the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), begin => {
        expect(new Function(`return ${text(begin).code}`)()).toBe(begin.replace(/\r\n?/g, '\n'))
      }),
    )
  })
})

test('code of words gives the same words', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), word => {
      expect(new Function(`return ${choice([word]).code}`)()).toBe(word)
    }),
  )
})
