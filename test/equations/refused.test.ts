import { describe, expect, test } from 'vitest'
import { EquationError } from '../../src/equations/error.ts'
import { parseEquations, parseExpression } from '../../src/equations/parse.ts'
import { compile } from '../../src/equations/program.ts'

/** A rule with hyperparameters eta and beta_1, and a state m, whose second line is the given one. */
const rule = (line: string) =>
  compile({
    owner: 'my rule',
    hyperparameters: ['eta', 'beta_1'],
    state: { m: 0 },
    update: `m = beta_1 * m + g\n${line}\ntheta = theta - eta * m`,
  })

/** The message that the equation is refused with; the test fails if it is not refused, or by another error. */
function complaint(act: () => unknown): string {
  try {
    act()
  } catch (problem) {
    expect(problem).toBeInstanceOf(EquationError)
    return (problem as EquationError).message
  }
  throw new Error('it was not refused')
}

describe('what is not in the language is refused, with what it stumbled on', () => {
  test.each<[line: string, says: RegExp]>([
    ['u = constructor', /unknown symbol 'constructor'/],
    ['u = constructor(g)', /'constructor' is not a function/],
    ['u = hasOwnProperty(g)', /'hasOwnProperty' is not a function/],
    ['u = __proto__', /__proto__/],
    ['__proto__ = g', /__proto__/],
    ['u = g.constructor', /properties can't be used/],
    ['u = g["constructor"]', /indexing and properties can't be used/],
    ['u = g[1]', /indexing/],
    ['g[1] = 2', /must be an equation/],
    ['g.x = 2', /must be an equation/],
    ['u = f(g)', /'f' is not a function; a product is written f \* \(g\)/],
    ['u = eval("1")', /'eval' is not a function/],
    ['u = import(g)', /'import' is not a function/],
    ['f(x) = x', /must be an equation/],
    ['u = "text"', /"text" is not a number/],
    ["u = 'text'", /is not a number/],
    ['u = true', /true is not a number/],
    ['u = null', /null is not a number/],
    ['u = 5 cm', /needs its \*: write 5 \* cm/],
    ['u = 2 g', /needs its \*: write 2 \* g/],
    ['u = g eta', /needs its \*: write g \* eta/],
    ['u = (eta) (beta_1)', /needs its \*/],
    ['u = beta_1 (eta - 1)', /'beta_1' is not a function; a product is written beta_1 \* \(eta - 1\)/],
    ['u = 1_000', /needs its \*/],
    ['u = 5%', /% can't be used/],
    ['u = 5% + 2', /not an operator|% can't be used/],
    ['u = 5 % 3', /not an operator/],
    ['u = 5 mod 3', /not an operator/],
    ['u = eta!', /'!' is not an operator/],
    ["u = g'", /is not an operator/],
    ['u = g .* g', /is not an operator/],
    ['u = eta | 1', /is not an operator/],
    ['u = eta in cm', /is not an operator/],
    ['u = eta < beta_1 < 1 ? g : 0', /a chain of comparisons/],
    ['u = 1e400', /too large/],
    ['u = e', /'e' has a meaning of its own/],
    ['u = i', /'i' has a meaning of its own/],
    ['u = Infinity', /'Infinity' has a meaning of its own|too large/],
    ['u = NaN', /NaN/],
    ['u = [1, 2]', /brackets/],
    ['u = {a: 1}', /braces/],
    ['u = 1:3', /ranges/],
    ['u = 1; w = 2', /must be an equation|one equation a line/],
    ['u = w = 2', /one = an equation/],
    ['u == g', /must be an equation/],
    ['g', /must be an equation/],
    ['u =', /one = an equation/],
    ['u = (g', /not finished|can't be read/],
    ['u = g)', /can't be read/],
    ['u = g $ 2', /needs its/],
    ['- eta * g', /a line can't begin with an operator/],
    ['u = sqrt', /'sqrt' is a function: write sqrt\(...\)/],
    ['sqrt = g', /'sqrt' is a function/],
    ['u = sqrt(g, 2)', /sqrt takes 1 argument, not 2/],
    ['u = max(g)', /max takes 2 arguments, not 1/],
    ['u = sqrt()', /sqrt takes 1 argument, not 0/],
    ['u = sqrrt(g)', /'sqrrt' is not a function.*did you mean 'sqrt'/],
  ])('%s', (line, says) => {
    const message = complaint(() => rule(line))
    expect(message).toMatch(says)
    expect(message).toContain('my rule')
  })
})

describe('equations that mean nothing are refused, with what would be right', () => {
  test.each<[line: string, says: RegExp]>([
    ['eta = 2', /'eta' is a hyperparameter: the equations can read it, not change it/],
    ['t = 1', /'t' can be read, not changed/],
    ['n = 1', /'n' can be read, not changed/],
    ['m = g', /'m' has an equation already/],
    ['u = beta1 * g', /unknown symbol 'beta1'; did you mean 'beta_1'\? \(known: .*theta, g, t/],
    ['u = Eta * g', /unknown symbol 'Eta'; did you mean 'eta'/],
    ['u = w + 1\nw = 2', /'w' is read before its equation/],
    ['u = w + 1\nw = u + 1', /'w' is read before its equation/],
    ['u = u + 1', /'u' is read before its equation/],
    ['theta = eta', /'theta' is a vector, and its equation gives a scalar/],
    ['g = norm(g)', /'g' is a vector, and its equation gives a scalar/],
    ['u = norm(eta)', /reduces a vector to a scalar, and eta is a scalar already/],
    ['u = g^t', /power of a vector/],
    ['u = g^1.5', /power of a vector/],
    ['u = exp(g)', /exp of a vector/],
    ['u = g ? 1 : 0', /'g' is a number where a condition is needed/],
    ['u = (g > 0) + 1', /'g > 0' is a condition where a number is needed/],
    ['theta = g > 0', /'theta' is a number, and its equation gives a condition/],
  ])('%s', (line, says) => {
    expect(complaint(() => rule(line))).toMatch(says)
  })

  test('theta that nothing gives', () => {
    const update = 'm = g + m'
    expect(complaint(() => compile({ owner: 'r', hyperparameters: [], state: { m: 0 }, update }))).toMatch(
      /no equation gives theta/,
    )
  })
  test('a state that is never read', () => {
    const update = 'theta = theta - g\nm = g'
    expect(complaint(() => compile({ owner: 'r', hyperparameters: [], state: { m: 0 }, update }))).toMatch(
      /'m' is never read/,
    )
  })
  test('a hyperparameter in no equation', () => {
    const update = 'theta = theta - g'
    expect(complaint(() => compile({ owner: 'r', hyperparameters: ['eta'], state: {}, update }))).toMatch(
      /'eta' is in no equation/,
    )
  })
  test.each(['theta', 'g', 't', 'n', 'pi', 'e', 'sqrt', '1a', 'a b', '__proto__', ''])(
    'a hyperparameter called %j',
    symbol => {
      complaint(() => compile({ owner: 'r', hyperparameters: [symbol], state: {}, update: `theta = theta - g` }))
    },
  )
  test.each(['theta', 'g', 't', 'n', 'pi', 'e', 'sqrt', '1a', 'a b', ''])('a state called %j', symbol => {
    complaint(() => compile({ owner: 'r', hyperparameters: [], state: { [symbol]: 0 }, update: `theta = theta - g` }))
  })
  test('no equations at all', () => {
    expect(complaint(() => parseEquations('# only a comment\n\n', 'r'))).toMatch(/there are no equations/)
    expect(complaint(() => parseExpression('   # nothing', 'r'))).toMatch(/empty/)
  })
})

test('names the line, where there are several', () => {
  const update = `
    # two lines, the second in two parts
    m = beta * m + g
    theta = theta -
      eta * q`
  const state = { m: 0 }
  expect(() => compile({ owner: 'mine', hyperparameters: ['eta', 'beta'], state, update })).toThrow(
    `mine: unknown symbol 'q'`,
  )
  expect(() => compile({ owner: 'mine', hyperparameters: ['eta', 'beta'], state, update })).toThrow(
    'in line 3, "theta = theta - eta * q"',
  )
})
