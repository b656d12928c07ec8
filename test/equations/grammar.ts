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
