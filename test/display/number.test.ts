import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart, number, point } from '../../src/display/number.ts'
import { examples } from '../examples.ts'

describe('number', () => {
  it.each([
    [8.7e-6, '8.7e-6'],
    [8.70312e-6, '8.70e-6'],
    [0.0123, '0.0123'],
    [0.012345, '0.0123'],
    [1000, '1,000'],
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [0.99996, '1.00'],
    [-2.5, '-2.5'],
    [0.001, '0.001'],
    [0.00099999, '1.00e-3'],
    [1e-5, '1e-5'],
    [1234.5, '1,235'],
    [999.7, '1,000'],
    [123456789, '123,456,789'],
    [1e12, '1e12'],
    [1.5e300, '1.5e300'],
    [1234567.5, '1.23e6'],
    [-1000, '-1,000'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('writes %d as %s', (value, text) => expect(number(value)).toBe(text))

  it('is within half a unit of the third digit, and is a plain integer only for an integer', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), value => {
        const text = number(value)
        const back = Number(text.replaceAll(',', ''))
        expect(Math.abs(back - value)).toBeLessThanOrEqual(0.00501 * Math.abs(value))
        if (/^-?[0-9]{1,3}$/.test(text)) expect(Number.isInteger(value) || Math.abs(value) > 99).toBe(true)
      }),
      examples(100),
    )
  })
})

describe('apart', () => {
  it('adds digits until the two differ', () => {
    expect(apart(9.9996e-6, 1e-5)).toEqual(['9.9996e-6', '1e-5'])
    expect(apart(8.7e-6, 1e-5)).toEqual(['8.7e-6', '1e-5'])
    expect(apart(1, 1)).toEqual(['1', '1'])
    expect(apart(1 - 2 ** -53, 1)[0]).not.toBe('1')
  })
})

describe('point', () => {
  it('shows the first coordinates of many', () => {
    expect(point([1.2, 3])).toBe('(1.2, 3)')
    expect(point(new Float64Array(2000))).toBe('(0, 0, 0, 0, ..., 2,000 coordinates)')
  })
})
