import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Expression } from '../../src/equations/expression.ts'
import { parseExpression } from '../../src/equations/parse.ts'
import { print } from '../../src/equations/print.ts'
import { typeset, typesetNumber } from '../../src/equations/typeset.ts'
import { examples } from '../examples.ts'
import { texFaults } from '../laws/catalogue.ts'
import { trees } from './grammar.ts'
import { readTex } from './reading.ts'

const at: Record<string, number> = { g: 1.7, theta: -4e-9, eta: 3e-8, beta_1: 0.9, x: 2.5, rho_inf: 3 }
const shown = {
  g: at.g,
  '\\theta': at.theta,
  '\\eta': at.eta,
  '\\beta_{1}': at.beta_1,
  x: at.x,
  '\\rho_{\\infty}': at.rho_inf,
}

function value(e: Expression): number {
  if (e.kind === 'number') return e.value
  if (e.kind === 'name') return at[e.name]
  return e.operator.evaluate!(...e.of.map(value))
}

/** Reductions have no value for a single number. */
const reduces = (e: Expression): boolean => e.kind === 'apply' && (e.operator.on === 'reduction' || e.of.some(reduces))

/** 5e-324 is not 5 times 10^-324 in doubles. */
const extreme = (e: Expression): boolean =>
  e.kind === 'number' ? e.value !== 0 && Math.abs(Math.log10(e.value)) > 300 : e.kind === 'apply' && e.of.some(extreme)

/** What the formula says equals what the expression is, up to rounding. */
function expectSame(e: Expression): void {
  const tex = typeset(e)
  expect(texFaults(tex), tex).toEqual([])
  if (reduces(e) || extreme(e)) return
  const [read, meant] = [readTex(tex, shown), value(e)]
  const close = Object.is(read, meant) || read === meant || Math.abs(read - meant) <= 1e-9 * Math.abs(meant)
  expect(close, `${print(e)} is ${meant}; ${tex} reads ${read}`).toBe(true)
}

test.each([
  'g - (theta - x)',
  'g / (theta / x)',
  '(g + x) * (theta - x)',
  '-(g + x)',
  '-(g * x)',
  'g * -x',
  'g - -x',
  '(-x)^2',
  '-x^2',
  '(g * x)^2',
  '(g / x)^2',
  '(g^x)^2',
  'g^x^2',
  'g^(-2)',
  'sqrt(g)^3',
  'exp(g)^2',
  'exp(-g^2)',
  'abs(theta)^2',
  'cos(g)^2',
  'max(g, x)^2',
  '2 * 3',
  '2 * 3^2',
  'g * 2',
  'g * 2 * x',
  '1e-8 * 2',
  '1e-8^2',
  '2.5e-7 * x',
  '2.5e-7^2',
  '2 * pi',
  '(g > x ? 1 : 2) * 3',
  '3 + (g > x ? 1 : 2)',
  'g > x ? 1 : g < x ? 2 : 3',
  'g > (x > 1 ? 1 : 2) ? 5 : 6',
  'mod(g + 1, x) * 2',
  'floor(g / x)^2',
  '(g > x or g < x) and x > 1 ? 1 : 2',
  'g > x or g < x and x > 1 ? 1 : 2',
  'not (g > x) ? 1 : 2',
  'beta_1^2 + rho_inf^2 * (1 - beta_1)^3',
])('%s reads as what it is', text => expectSame(parseExpression(text, 'test')))

test('any expression reads as what it is', () => {
  fc.assert(fc.property(trees, expectSame), examples(1000))
})

test('any expression with its numbers filled in reads as what it is', () => {
  const numbers = (name: string) => ({ tex: typesetNumber(at[name]), negative: at[name] < 0, digits: true })
  fc.assert(
    fc.property(trees, e => {
      if (reduces(e) || extreme(e)) return
      const [tex, text] = [typeset(e, numbers), print(e, name => String(at[name]))]
      expect(texFaults(tex), tex).toEqual([])
      for (const read of [readTex(tex, {}), value(parseExpression(text, 'test'))]) {
        const close =
          Object.is(read, value(e)) || read === value(e) || Math.abs(read - value(e)) <= 1e-9 * Math.abs(value(e))
        expect(close, `${print(e)} is ${value(e)}; ${text} or ${tex} reads ${read}`).toBe(true)
      }
    }),
    examples(1000),
  )
})
