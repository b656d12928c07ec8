import { describe, expect, test } from 'vitest'
import { finiteNumber, known } from '../../src/display/described.ts'

describe('options that are none', () => {
  const refused = (where: string, options: unknown) => () => known(where, options as object, ['steps', 'start'])

  test.each([
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 100, '100'],
    ['an array, whose places are no names', [2, 1], '[2, 1]'],
  ])('%s', (_, options, told) => {
    expect(refused('minimize', options)).toThrow(
      new TypeError(`minimize: the options are ${told}; they must be an object with any of steps, start`),
    )
  })

  test('a part of them, named in words', () => {
    expect(refused('minimize: stop', 3)).toThrow('minimize: stop is 3; it must be an object with any of steps, start')
  })
})

test('a number that must be above 0 is told so', () => {
  expect(() => finiteNumber('search', 'budget', 0, Number.MIN_VALUE)).toThrow(
    'search: budget is 0; it must be a finite number above 0',
  )
  expect(() => finiteNumber('moons', 'noise', -1, 0)).toThrow('it must be a finite number from 0 up')
  expect(() => finiteNumber('moons', 'noise', Number.NaN)).toThrow('moons: noise is NaN; it must be a finite number')
})
