import fc from 'fast-check'
import { apply, type Expression, name, number } from '../../src/equations/expression.ts'

/** Random equations for the tests of the language. */

/** Text made of the language's own pieces and of pieces that look like them, in any order. */
export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...['theta', 'g', 't', 'n', 'm', 'eta', 'beta_1', 'u', 'e', 'i', 'pi', 'x', 'y', 'Infinity', 'NaN', 'true'],
      ...['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'import', 'eval', 'createUnit'],
      ...[
        'sqrt',
        'abs',
        'sign',
        'max',
        'min',
        'clip',
        'exp',
        'log',
        'norm',
        'mean',
        'sum',
        'dot',
        'all',
        'finite',
        'mod',
      ],
      ...[
        '0',
        '1',
        '2',
        '0.5',
        '1e400',
        '1e-400',
        '0x10',
        '1_000',
        '"s"',
        "'",
        '5%',
        '!',
        '%',
        ';',
        ':',
        ',',
        '.',
        '..',
      ],
      ...[
        '+',
        '-',
        '*',
        '/',
        '^',
        '=',
        '==',
        '!=',
        '<',
        '<=',
        '>',
        '>=',
        '?',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '->',
        '.*',
        '|',
        '&',
      ],
      ...[
        'and',
        'or',
        'not',
        'xor',
        'in',
        'to',
        'cm',
        '\n',
        ' ',
        ' ',
        ' ',
        '#',
        '\\',
        '$',
        '`',
        '\u0000',
        '\u2028',
        'é',
        'π',
        '∞',
      ],
    ),
    { maxLength: 24 },
  )
  .map(pieces => pieces.join(''))

const finite = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 0.5, 1e-8, 1e21, 5e-324, Number.MAX_VALUE, Math.PI),
  fc.double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
)

/** Any tree that the parser can give: numbers are not negative (a minus is an operator). */
export const trees: fc.Arbitrary<Expression> = fc.letrec<{ sum: Expression; condition: Expression }>(tie => {
  const number_ = tie('sum')
  const condition = tie('condition')
  const of = (operator: string, ...parts: fc.Arbitrary<Expression>[]) =>
    fc.tuple(...parts).map(args => apply(operator, ...(args as Expression[])))
  return {
    sum: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      finite.map(number),
      fc.constantFrom('g', 'theta', 'eta', 'beta_1', 'x', 'rho_inf').map(name),
      ...['add', 'subtract', 'multiply', 'divide', 'power', 'max', 'min', 'mod', 'dot'].map(op =>
        of(op, number_, number_),
      ),
      ...['negate', 'sqrt', 'abs', 'sign', 'exp', 'cos', 'floor', 'norm'].map(op => of(op, number_)),
      of('clip', number_, number_, number_),
      of('select', condition, number_, number_),
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      ...['less', 'lessEqual', 'greater', 'greaterEqual', 'equal', 'unequal'].map(op => of(op, number_, number_)),
      ...['and', 'or'].map(op => of(op, condition, condition)),
      of('not', condition),
      of('finite', number_),
    ),
  }
}).sum

/** Random rules: hyperparameters a and b, state m (a vector) and c (a scalar), locals u (a vector) and s (a scalar), reductions. */
export const updates: fc.Arbitrary<string> = (() => {
  const scalarNames = ['a', 'b', 'c', 't', 'n', '2', '0.5', '3', 'a^t', '(1 - b^t)', 's']
  const vectorNames = ['theta', 'g', 'm', 'u']
  const { vector, scalar } = fc.letrec<{ vector: string; scalar: string; condition: string }>(tie => {
    const any = fc.oneof(tie('vector'), tie('scalar'))
    const join = (template: string, ...parts: fc.Arbitrary<string>[]) =>
      fc.tuple(...parts).map(args => template.replace(/[0-9]/g, k => `(${args[Number(k)]})`))
    const [v, s, c] = [tie('vector'), tie('scalar'), tie('condition')]
    return {
      vector: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(...vectorNames),
        join('0 + 1', v, any),
        join('0 - 1', any, v),
        join('0 * 1', v, any),
        join('0 * 1', s, v),
        join('0 / 1', any, v),
        join('0 / 1', v, s),
        join('sqrt(abs(0))', v),
        join('sign(0)', v),
        v.map(e => `(${e})^2`),
        v.map(e => `(${e})^3`),
        join('max(0, 1)', v, any),
        join('clip(0, 1, 2)', v, s, s),
        join('0 ? 1 : 2', c, v, any),
        join('-0', v),
      ),
      scalar: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(...scalarNames),
        join('0 + 1', s, s),
        join('0 * 1', s, s),
        join('0 / 1', s, s),
        join('sum(0)', v),
        join('mean(0)', v),
        join('norm(0)', v),
        join('dot(0, 1)', v, v),
        join('exp(-abs(0))', s),
        join('cos(0)', s),
        join('mod(0, 1)', s, s),
        join('floor(0)', s),
        join('all(0 > 1) ? 2 : 3', v, s, s, s),
      ),
      condition: fc.oneof(
        join('0 > 1', v, any),
        join('0 <= 1', s, s),
        join('0 == 1', v, s),
        join('finite(0)', v),
        join('0 and 1', c, c),
        join('not 0', c),
      ),
    }
  })
  // s and u are read only below their equations; before them, something of the same kind stands in.
  const early = (text: string) => text.replace(/\bs\b/g, 'a').replace(/\bu\b/g, 'g')
  return fc
    .tuple(scalar, vector, vector, scalar, vector)
    .map(([s, u, m, c, theta]) =>
      [
        `s = ${early(s)} + 0 * c`,
        `u = ${early(u)} + 0 * m`,
        `m = ${m} + a * g`,
        `theta = theta - b * (${theta}) / (1 + s^2) - u`,
        `c = ${c}`,
      ].join('\n'),
    )
})()

/** Random surfaces in n coordinates: sums of products that stay moderate near the origin. */
export const surfacesIn = (n: number): fc.Arbitrary<string> => {
  const names = n === 1 ? ['x'] : n === 2 ? ['x', 'y'] : Array.from({ length: n }, (_, i) => `x_${i + 1}`)
  const { e } = fc.letrec<{ e: string }>(tie => {
    const e = tie('e')
    const two = (op: string) => fc.tuple(e, e).map(([a, b]) => `(${a}) ${op} (${b})`)
    return {
      e: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(...names, ...names, '2', '0.5', 'p'),
        ...['+', '-', '*', '*'].map(two),
        ...[2, 3, 4].map(exponent => e.map(a => `(${a})^${exponent}`)),
        ...['sin', 'cos', 'abs'].map(f => e.map(a => `${f}(${a})`)),
        e.map(a => `sqrt(1 + (${a})^2)`),
        fc.tuple(e, e, e).map(([a, b, c]) => `((${a}) > (${b}) ? (${a}) : (${c}))`),
      ),
    }
  })
  // Each coordinate and the parameter are in it, whatever was drawn.
  return e.map(drawn => `${drawn} + p * (${names.map(name => `${name}^2`).join(' + ')})`)
}
