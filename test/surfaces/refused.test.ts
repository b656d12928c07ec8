import { expect, test } from 'vitest'
import { conditionNumber, curvatures } from '../../src/landscape/index.ts'
import { rosenbrock } from '../../src/surfaces/rosenbrock.ts'
import { surface } from '../../src/surfaces/surface.ts'

/** What a cell in JavaScript might give, or one whose types were cast away. */
const loosely = surface as unknown as (given?: unknown) => unknown
const value = (x: ArrayLike<number>) => x[0] ** 2

test.each([
  ['nothing', undefined, 'surface is given undefined; it takes an equation'],
  ['a number', 3, 'surface is given 3; it takes an equation'],
  ['a list', ['x^2'], "surface is given ['x^2']; it takes an equation"],
  ['an equation that is none', { equation: 3 }, 'surface: equation is 3; it must be a text'],
  ['an equation with a name before it', 'f = x^2', 'write x^2 and not f = x^2'],
  ['a name that is none', { equation: 'x^2', name: 3 }, 'surface: name is 3; it must be a text'],
  [
    'a misspelt part',
    { dimension: 1, value, gradiant: () => {} },
    "has no part 'gradiant'; did you mean 'gradient'? (known: ",
  ],
  ['an equation’s misspelt part', { equation: 'x^2', paramaters: {} }, "did you mean 'parameters'?"],
  ['a gradient that is none', { dimension: 1, value, gradient: [1] }, 'gradient is [1]; it must be a function of x'],
  ['a Hessian that is none', { dimension: 1, value, hessian: [[2]] }, 'hessian is [[2]]; it must be a function of x'],
  ['a start of NaN', { dimension: 1, value, start: [Number.NaN] }, 'start is [NaN]; it must be finite numbers'],
  ['a domain turned round', { dimension: 1, value, domain: [[1, 0]] }, 'holds [1, 0]; it must be [lowest, highest]'],
  ['a domain of NaN', { dimension: 1, value, domain: [[0, Number.NaN]] }, 'holds [0, NaN]; it must be'],
  ['a minimum that is none', { dimension: 1, value, minima: [3] }, 'a minimum is 3; it must be { x, value }'],
])('%s is refused in words', (_, given, words) => {
  expect(() => loosely(given)).toThrow(words)
})

test('the point of a curvature is refused by the name of what was called', () => {
  expect(() => conditionNumber(rosenbrock, [1])).toThrow(/^conditionNumber: the point/)
  expect(() => curvatures(rosenbrock, undefined as never)).toThrow(/^curvatures: the point is undefined/)
})
