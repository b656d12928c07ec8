import { expect, test } from 'vitest'
import { schedule } from '../../src/schedules/schedule.ts'

const loosely = schedule as unknown as (given?: unknown) => unknown
const whole = { name: 'halving', parameters: {}, equation: '2^(-t)' }

test.each([
  ['nothing', undefined, 'schedule: the definition is undefined; it must be an object'],
  ['no name', { ...whole, name: ' ' }, "schedule: name is ' '; it must be what it is called"],
  ['no equation', { ...whole, equation: undefined }, 'halving: equation is undefined; it must be an equation in t'],
  ['no parameters', { ...whole, parameters: undefined }, 'halving: parameters is undefined; it must be an object'],
  ['a misspelt part', { ...whole, boundaries: [0, 1] }, "has no part 'boundaries'"],
  ['a parameter told as a number', { ...whole, parameters: { rate: 0.1 } }, 'the parameter rate is 0.1; it must be'],
  [
    'a misspelt part of a parameter',
    { ...whole, parameters: { rate: { symbol: 'eta_0', about: 'Rate.', defualt: 0.1 } } },
    "halving: the parameter rate has no part 'defualt'; did you mean 'default'?",
  ],
  [
    'a parameter without a symbol',
    { ...whole, parameters: { rate: { about: 'Rate.' } } },
    'the parameter rate has the symbol undefined; it must be a name',
  ],
])('%s is refused in words', (_, given, words) => {
  expect(() => loosely(given)).toThrow(words)
})
