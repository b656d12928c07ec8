import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EquationError } from '../../src/equations/error.ts'
import { field } from '../../src/equations/field.ts'
import { print } from '../../src/equations/print.ts'
import { surface } from '../../src/surfaces/surface.ts'
import { examples } from '../examples.ts'

/** What the text is in n dimensions, written out. */
const writtenOut = (text: string, dimension: number, parameters: string[] = []): string =>
  print(field(text, parameters, 'test', { dimension }).expression)

describe('sums and products over coordinates are written out', () => {
  test.each([
    ['sum(x(i)^2, i, 1, n)', 1, 'x^2'],
    ['sum(x(i)^2, i, 1, n)', 2, 'x^2 + y^2'],
    ['sum(x(i)^2, i, 1, n) / 2', 2, '(x^2 + y^2) / 2'],
    ['sum(x(i)^2, i, 1, n)', 3, 'x_1^2 + x_2^2 + x_3^2'],
    ['product(x(i), i, 1, n)', 3, 'x_1 * x_2 * x_3'],
    ['sum(i * x(i), i, 1, n)', 3, '1 * x_1 + 2 * x_2 + 3 * x_3'],
    ['sum(x(i + 1) - x(i), i, 1, n - 1)', 3, 'x_2 - x_1 + (x_3 - x_2)'],
    ['sum(x(n + 1 - i) * i, i, 1, n)', 2, 'y * 1 + x * 2'],
    ['sum(x(i), i, 2, n) + x(1)', 3, 'x_2 + x_3 + x_1'],
    ['x(1)^2 / n', 4, 'x_1^2 / 4'],
    // Inside one series another may stand, whose bounds know the outer index.
    ['sum(sum(x(k), k, 1, i)^2, i, 1, n)', 3, 'x_1^2 + (x_1 + x_2)^2 + (x_1 + x_2 + x_3)^2'],
    ['sum(product(x(k), k, i, n), i, 1, n)', 2, 'x * y + y'],
    // The inner of two indices of one name is meant.
    ['sum(x(i) * sum(x(i), i, 1, 2), i, 1, n)', 2, 'x * (x + y) + y * (x + y)'],
    // Nothing to add is 0, nothing to multiply 1.
    ['x(1) + sum(x(i), i, 1, n - 1)', 1, 'x + 0'],
    ['x(1) * product(x(i), i, 2, n)', 1, 'x * 1'],
    ['sum(x(i), i, 5, 2) + x(1) + x(2)', 2, '0 + x + y'],
  ])('%s, n = %d: %s', (text, n, expected) => {
    expect(writtenOut(text, n)).toBe(expected)
  })

  test('a sum of one argument stays what it was: no series', () => {
    expect(() => field('sum(x)', [], 'test')).toThrow(EquationError)
  })

  test('the coordinates of two dimensions have their names, and may be used by them', () => {
    expect(writtenOut('sum(x(i)^2, i, 1, n) + x * y', 2)).toBe('x^2 + y^2 + x * y')
  })
})

describe('what can not be written out is refused', () => {
  test.each([
    ['sum(x(i + 1), i, 1, n)', 2, 'there is no coordinate 3 in 2 dimensions, in "x(i + 1)"'],
    ['sum(x(i), i, 0, n)', 2, 'there is no coordinate 0 in 2 dimensions'],
    ['x(1.5)', 2, "'1.5' is 1.5, and not a whole number"],
    ['sum(x(i / 2), i, 1, n)', 2, "'i / 2' is 0.5, and not a whole number"],
    ['sum(x(i), i, 1, n / 2)', 3, "'n / 2' is 1.5, and not a whole number"],
    ['sum(x(i), i, 1, 1 / 0)', 2, "'1 / 0' is Infinity, and not a whole number"],
    ['sum(x(i), i, 1, a)', 2, "'a' can't stand in the bounds of a sum"],
    ['x(x)', 2, "'x' can't stand in the bounds of a sum"],
    ['sum(x(i), 3, 1, n)', 2, "'3' must be an index, as i"],
    ['sum(x(i), i + 1, 1, n)', 2, "'i + 1' must be an index, as i"],
    ['sum(x(1), k, 1, 20000)', 2, '20000 terms are too many: at most 10000'],
    ['sum(x(i), i, 1, n) + x(i)', 2, "'i' can't stand in the bounds of a sum"],
    ['sum(x(i), i, 1, n) + i', 2, "unknown symbol 'i'"],
    ['sum(x(i), i, 1, n) + b', 2, "unknown symbol 'b'"],
    ['sum(x(i), i, 1)', 2, 'sum takes 1 argument, not 3'],
    ['product(x(i), i, 1)', 2, "'product' is not a function"],
    ['x(1, 2)', 2, "'x' is not a function"],
    ['sum(x(i) > 0, i, 1, n) ', 2, 'condition'],
  ])('%s, n = %d: %s', (text, dimension, message) => {
    const parameters = text.includes(', a)') ? ['a'] : []
    expect(() => field(text, parameters, 'test', { dimension })).toThrow(message)
    expect(() => field(text, parameters, 'test', { dimension })).toThrow(EquationError)
  })

  test('n is the number of coordinates wherever a series stands, and a parameter where none does', () => {
    expect(() => field('sum(x(i)^n, i, 1, n)', ['n'], 'test')).toThrow("'n' is the number of coordinates here")
    expect(surface({ equation: 'n * x^2 + y^2', parameters: { n: 3 } }).value([2, 1])).toBe(13)
  })

  test('a dimension below the least, or none at all, is refused by name', () => {
    const chain = surface({
      name: 'chain',
      equation: 'sum((x(i + 1) - x(i))^2, i, 1, n - 1) + x(1)^2',
      leastDimension: 2,
    })
    for (const wrong of [0, 1, -2, 2.5, Number.NaN, '3' as never])
      expect(() => chain.inDimension(wrong)).toThrow(/chain: the dimension is .*; it must be a whole number from 2 up/)
    expect(() => surface('x^2 + y^2').inDimension(3)).toThrow('for no other number, as 3')
    expect(surface('x^2 + y^2').inDimension(2).dimension).toBe(2)
  })

  test('a domain, start or minimum of another size is refused', () => {
    const of = (about: object) => () =>
      surface({ name: 'q', equation: 'sum(x(i)^2, i, 1, n)', ...about }).inDimension(3)
    expect(of({ start: [1, 1] })).toThrow('q: start has 2 coordinates; the surface has 3')
    expect(of({ start: (_: object, n: number) => Array(n).fill(1) })).not.toThrow()
    expect(of({ minima: [{ x: [0, 0], value: 0 }] })).toThrow('q: a minimum has 2 coordinates; the surface has 3')
  })
})

describe('a series typeset', () => {
  const chained = surface({
    equation: 'sum(b * (x(i + 1) - x(i)^2)^2 + (a - x(i))^2, i, 1, n - 1)',
    parameters: { a: 1, b: 100 },
  })
  test('as a sum where there are many coordinates, and written out where there are two', () => {
    expect(chained.inDimension(5).tex).toBe(
      'f(x_1, \\dots, x_{5}) = \\sum_{i=1}^{n - 1} \\left(b \\, \\left(x_{i + 1} - x_{i}^{2}\\right)^{2} + \\left(a - x_{i}\\right)^{2}\\right)',
    )
    expect(chained.tex).toBe('f(x, y) = b \\, \\left(y - x^{2}\\right)^{2} + \\left(a - x\\right)^{2}')
    expect(chained.equation).toBe('b * (y - x^2)^2 + (a - x)^2')
    expect(chained.inDimension(5).equation).toContain('sum(')
  })
  test('as a product', () => {
    expect(surface('product(cos(x(i)), i, 1, n)').inDimension(4).tex).toContain('\\prod_{i=1}^{n} \\cos')
  })
})

describe('a series computes what its terms do', () => {
  const point = (n: number) => fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: n, maxLength: n })
  const general = surface({
    equation: 'sum(b * (x(i + 1) - x(i)^2)^2 + (a - x(i))^2, i, 1, n - 1) + product(cos(x(i) / i), i, 1, n)',
    parameters: { a: 1, b: 100 },
    leastDimension: 2,
  })

  test('in two dimensions exactly what the same written by hand gives', () => {
    const hand = surface({
      equation: 'b * (y - x^2)^2 + (a - x)^2 + cos(x / 1) * cos(y / 2)',
      parameters: { a: 1, b: 100 },
    })
    fc.assert(
      fc.property(point(2), x => {
        expect(general.value(x)).toBe(hand.value(x))
        expect(general.gradient(x)).toEqual(hand.gradient(x))
        expect(general.hessian(x)).toEqual(hand.hessian(x))
      }),
      examples(200),
    )
  })

  test.each([2, 3, 7, 20])('in %d dimensions what plain loops give, and differences of it', n => {
    const here = general.inDimension(n)
    const plain = (x: ArrayLike<number>): number => {
      let sum = 0
      let product = 1
      for (let i = 0; i < n - 1; i++) sum += 100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2
      for (let i = 0; i < n; i++) product *= Math.cos(x[i] / (i + 1))
      return sum + product
    }
    fc.assert(
      fc.property(point(n), x => {
        expect(here.value(x)).toBeCloseTo(plain(x), 8)
        const gradient = here.gradient(x)
        const hessian = here.hessian(x)
        const h = 1e-4
        for (let i = 0; i < n; i++) {
          const at = (d: number) => x.map((xk, k) => (k === i ? xk + d : xk))
          expect(gradient[i]).toBeCloseTo((plain(at(h)) - plain(at(-h))) / (2 * h), 2)
          const above = here.gradient(at(h))
          const below = here.gradient(at(-h))
          for (let k = 0; k < n; k++) expect(hessian[i][k]).toBeCloseTo((above[k] - below[k]) / (2 * h), 2)
        }
      }),
      examples(10),
    )
  })

  test('another parameter in another dimension, in either order', () => {
    const x = [0.5, -0.25, 1, 0.125]
    const value = general.inDimension(4).with({ b: 3 }).value(x)
    expect(general.with({ b: 3 }).inDimension(4).value(x)).toBe(value)
    expect(general.inDimension(4).value(x)).not.toBe(value)
    expect(general.inDimension(4).inDimension(2).value([0.5, 1])).toBe(general.value([0.5, 1]))
  })
})
