import { expect, test } from 'vitest'
import { compile } from '../../src/equations/program.ts'

/** What each slot is, of a rule with the state { m: 0, c: 0 } and the hyperparameter eta. */
const kinds = (...lines: string[]) =>
  Object.fromEntries(
    compile({ owner: 'kinds', hyperparameters: ['eta'], state: { m: 0, c: 0 }, update: lines.join('\n') }).slots.map(
      slot => [slot.name, slot.kind],
    ),
  )

test.each<[what: string, lines: string[], m: string, c: string]>([
  [
    'a slot that an equation gives a vector is one',
    ['m = m + g', 'c = c + 1', 'theta = theta - eta * m / c'],
    'vector',
    'scalar',
  ],
  [
    'a reduction keeps a slot scalar',
    ['m = m + g', 'c = c + norm(g)', 'theta = theta - eta * m / c'],
    'vector',
    'scalar',
  ],
  ['by way of another slot', ['c = c + m', 'm = m + g', 'theta = theta - eta * c'], 'vector', 'vector'],
  [
    'read by a reduction above its equation',
    ['c = c + norm(m)', 'm = m + g', 'theta = theta - eta * m / c'],
    'vector',
    'scalar',
  ],
  [
    'given whole to theta above its equation',
    ['theta = m', 'c = c + 1', 'm = theta - eta / c * g'],
    'vector',
    'scalar',
  ],
])('%s', (_, lines, m, c) => {
  expect(kinds(...lines)).toEqual({ m, c })
})
