import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EquationError } from '../../src/equations/error.ts'
import type { Expression } from '../../src/equations/expression.ts'
import { parseEquations, parseExpression } from '../../src/equations/parse.ts'
import { print } from '../../src/equations/print.ts'
import { compile } from '../../src/equations/program.ts'
import { examples } from '../examples.ts'
import { soup, trees } from './grammar.ts'

const drawn = examples(1000)
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), soup)

/** Runs it; the one error it may throw is an EquationError that says something. */
function answered(act: () => unknown): void {
  try {
    act()
  } catch (problem) {
    if (!(problem instanceof EquationError)) throw problem
    expect(problem.message).toMatch(/^fuzz: \S/)
    expect(problem.message).not.toMatch(/undefined'|\[object/)
  }
}

test('any text is an expression or refused, never a crash', () => {
  fc.assert(
    fc.property(text, t => answered(() => parseExpression(t, 'fuzz'))),
    drawn,
  )
})

test('any text is equations or refused, never a crash', () => {
  const rule = (update: string) =>
    compile({ owner: 'fuzz', hyperparameters: ['eta', 'beta_1'], state: { m: 0 }, update })
  fc.assert(
    fc.property(text, t => answered(() => parseEquations(t, 'fuzz'))),
    drawn,
  )
  fc.assert(
    fc.property(text, t => answered(() => rule(`m = beta_1 * m + g\nu = ${t}\ntheta = theta - eta * m`))),
    drawn,
  )
})

test('any text as a symbol is a name or refused', () => {
  fc.assert(
    fc.property(text, symbol => {
      answered(() =>
        compile({ owner: 'fuzz', hyperparameters: [symbol], state: {}, update: `theta = theta - ${symbol} * g` }),
      )
    }),
    drawn,
  )
})

test('a tree that is printed reads back as the same tree', () => {
  const back = (e: Expression) => parseExpression(print(e), 'fuzz')
  fc.assert(
    fc.property(trees, e => {
      expect(back(e)).toEqual(e)
    }),
    drawn,
  )
})

test.each([1_000, 10_000, 100_000])('%i terms, factors, parentheses or minuses are read or refused', size => {
  for (const t of [
    Array(size).fill('x').join(' + '),
    Array(size).fill('x').join(' * '),
    Array(size).fill('x').join(' ^ '),
    `${'('.repeat(size)}x${')'.repeat(size)}`,
    `${'-'.repeat(size)}x`,
    `${'sqrt('.repeat(size)}x${')'.repeat(size)}`,
  ]) {
    answered(() => parseExpression(t, 'fuzz'))
    answered(() => compile({ owner: 'fuzz', hyperparameters: ['x'], state: {}, update: `theta = theta - g * (${t})` }))
  }
})
