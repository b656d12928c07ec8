import { expect, test } from 'vitest'
import { surface } from '../../src/surfaces/surface.ts'

test('a parameter may have any name, also one like those that generated code uses', () => {
  for (const taken of [
    ...Array.from({ length: 40 }, (_, k) => `v${k}`),
    'parameters',
    'out',
    'x0',
    'constant0',
    'scalar0',
    'arguments',
    'const',
    'let',
    'theta',
    'g',
    't',
    'n',
  ]) {
    const own = surface({
      equation: `(x - ${taken})^2 * (y + ${taken})^2 + sin(x * y * ${taken}) / ${taken}^2`,
      parameters: { [taken]: 2 },
    })
    const same = surface({ equation: '(x - a)^2 * (y + a)^2 + sin(x * y * a) / a^2', parameters: { a: 2 } })
    const at = [0.3, -1.7]
    expect([taken, own.value(at), [...own.gradient(at)], own.hessian(at)]).toEqual([
      taken,
      same.value(at),
      [...same.gradient(at)],
      same.hessian(at),
    ])
  }
})

test.each(['x', 'y', 'x_1', 'pi', 'sqrt', '__proto__', 'a b'])('a parameter called %s is refused', taken => {
  expect(() => surface({ equation: `x^2 + y^2 + ${taken}`, parameters: { [taken]: 1 } })).toThrow(/fl|name|x|parameter/)
  expect(() => surface({ equation: `x^2 + y^2 + ${taken}`, parameters: { [taken]: 1 } })).not.toThrow(SyntaxError)
})

test('coordinates are numbered without a gap', () => {
  expect(surface('x_1^2 + x_2^2 * x_3^2').dimension).toBe(3)
  expect(() => surface('x_1^2 + x_3^2')).toThrow(/x_2/)
  expect(() => surface('x_1^2 + x_2000^2')).toThrow(/x_2/)
})
