import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jupyterDisplay } from '../../src/display/display.ts'
import {
  accumulate,
  adafactor,
  adam,
  averagedSgd,
  clipByNorm,
  decoupledDecay,
  EquationError,
  ema,
  gradientDescent,
  minimize,
  type Optimizer,
  pipe,
  type Rule,
  rosenbrock,
  skipIfNotFinite,
  surfaces,
  switching,
  type Wrapper,
} from '../../src/index.ts'
import { EquationRule } from '../../src/optimizers/equation-rule.ts'
import { FunctionRule } from '../../src/optimizers/function-rule.ts'
import { isAllowed } from '../../src/optimizers/hyperparameter.ts'
import { examples } from '../examples.ts'
import {
  anySettings,
  everyOptimizer,
  everyWrapper,
  type Form,
  formsOf,
  formsOfWrapper,
  type Given,
  moving,
  texFaults,
} from './catalogue.ts'
import {
  descendsAlike,
  goesOnFromAState,
  loopsEqualTheInterpreter,
  returnsNumbers,
  shows,
  showsTheNumbersOfItsSteps,
  typesets,
} from './laws.ts'
import { layers, type Place, startOf, vector, walk } from './walk.ts'

/** Every rule that can be inside a pipe; those that search along lines can't. */
const everyRule = everyOptimizer.filter(([, optimizer]) => {
  const rule = optimizer()
  return rule instanceof EquationRule || rule instanceof FunctionRule
})

/** The rules whose step decay can't be decoupled from, each with the reason. */
const withoutRate: Record<string, string> = {
  rprop: 'its steps have no common rate',
  scheduleFreeSgd: 'decay belongs to the point of the gradient, inside',
  scheduleFreeAdamw: 'decay belongs to the point of the gradient, inside',
  prodigy: 'it estimates its rate; decay goes with that estimate, inside',
  dAdaptAdam: 'it estimates its rate; decay goes with that estimate, inside',
}

/** Settings with which a wrapper does something within a few steps, where its defaults do not. */
const quick: Record<string, Given> = {
  accumulate: { every: 2 },
  lookahead: { every: 2 },
  polyakAverage: { from: 3 },
  swa: { from: 2, every: 2 },
}

/** Settings with which a wrapper changes nothing: of the point, or of where the rule goes (what is returned differs). */
const neutral: Record<
  string,
  { given: Given; kept: 'all' | 'path'; apart?: number; vectorsOnly?: true; not?: string }
> = {
  l2: { given: { weightDecay: 0 }, kept: 'all' },
  decoupledDecay: { given: { weightDecay: 0 }, kept: 'all' },
  clipByValue: { given: { limit: 1e300 }, kept: 'all' },
  clipByNorm: { given: { limit: 1e300 }, kept: 'all' },
  adaptiveClip: { given: { limit: 1e300 }, kept: 'all' },
  gradientNoise: { given: { variance: 0 }, kept: 'all' },
  accumulate: { given: { every: 1 }, kept: 'all' },
  // phi + (theta - phi) is theta but for its rounding, which a rule may enlarge; a rule that forgets all goes elsewhere.
  lookahead: { given: { every: 3, alpha: 1 }, kept: 'path', apart: 1e-9, not: 'reset: true' },
  polyakAverage: { given: {}, kept: 'path' },
  ema: { given: {}, kept: 'path' },
  swa: { given: { from: 1, every: 1 }, kept: 'path' },
  // At point + 0 * g / |g|, which is the point bit for bit, the gradient is the same number again.
  sam: { given: { radius: 0 }, kept: 'all' },
  skipIfNotFinite: { given: {}, kept: 'all' },
  centralize: { given: {}, kept: 'all', vectorsOnly: true },
}

/** The rule inside the wrapper, with numbers and with schedules; none where that is refused, as it should be. */
function around(name: string, wrapper: Wrapper, given: Given, form: Form, of: string, rule: Optimizer): EquationRule[] {
  const make = () => [
    pipe(wrapper(given), rule()),
    pipe(wrapper({ ...moving(form), ...given }), rule(moving(formsOf(rule)[0]))),
  ]
  if (!(name === 'decoupledDecay' && of in withoutRate)) return make()
  expect(make).toThrow(EquationError)
  expect(make).toThrow(/decoupled decay: 'rate' is the rule's step size, and .* has none/)
  return []
}

describe.each(everyWrapper)('%s', (name, wrapper) => {
  const forms = formsOfWrapper(wrapper)
  const { title, hyperparameters, options } = wrapper
  const make = wrapper as (settings?: unknown) => ReturnType<Wrapper>
  const wrapped = (given: Given, rule: Rule = adam()) => pipe(wrapper(given), rule)

  test('says what it is', () => {
    expect(title).toMatch(/\S/)
    expect(wrapper().name).toBe(title)
    expect(wrapper.source).toMatch(/\S.*[^.]$/)
    const abouts = [...Object.values(hyperparameters), ...Object.values(options)].map(({ about }) => about)
    for (const sentence of [wrapper.purpose, wrapper.weakness, ...abouts]) expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(wrapper.equations).toMatch(/the rule/)
    shows(wrapper)
    shows(wrapper())
    const numbers = Object.entries(hyperparameters).map(([argument, h], k) => [argument, h.whole ? k + 7 : 0.125])
    const told = wrapper(Object.fromEntries(numbers))[jupyterDisplay]() as Readonly<Record<string, string>>
    for (const [, value] of numbers) expect(told['text/plain']).toContain(String(value))
    expect(texFaults(wrapper.tex), wrapper.tex).toEqual([])
  })

  test('every default and usual range is inside what is allowed', () => {
    for (const [argument, h] of Object.entries(hyperparameters)) {
      for (const value of [h.default, ...h.usual] as number[]) expect(isAllowed(value, h), `${argument}`).toBe(true)
      expect(h.usual[0]).toBeLessThan(h.usual[1])
      expect(h.scale === 'log' && h.usual[0] <= 0, `${argument} cannot be log from ${h.usual[0]}`).toBe(false)
    }
  })

  test('its first hyperparameter may stand alone', () => {
    const [first] = Object.keys(hyperparameters)
    if (first === undefined) {
      expect(() => make(1)).toThrow(`${title} has nothing to set`)
      return
    }
    const { usual, fixed, whole } = hyperparameters[first]
    const settings = fixed || whole ? usual : [...usual, (t: number) => usual[0] + (usual[1] - usual[0]) / (t + 1)]
    for (const setting of settings) {
      const [alone, named] = [make(setting), make({ [first]: setting })].map(w => pipe(w, adam()))
      expect(alone.settings).toEqual(named.settings)
      expect(walk(alone, vector(3), 5)).toEqual(walk(named, vector(3), 5))
    }
  })

  test('it, every hyperparameter and every option of it change what the rule does', () => {
    const path = (rule: Rule) => JSON.stringify([layers, vector(3)].map(layout => walk(rule, layout, 12)))
    const spoilt = (rule: Rule) => {
      const theta = startOf(3)
      const stepping = rule.begin(theta)
      const g = Float64Array.of(1, Number.NaN, 2)
      for (let k = 0; k < 12; k++) stepping.step(theta, g)
      return String(theta)
    }
    const does = (rule: Rule) => (name === 'skipIfNotFinite' ? spoilt(rule) : path(rule))
    for (const { given } of forms) expect(does(wrapped({ ...given, ...quick[name] }))).not.toBe(does(adam()))
    for (const [argument, h] of Object.entries(hyperparameters)) {
      const others = [...h.usual, h.min, h.max, 1e6 * h.usual[1]].filter(v => v !== undefined && isAllowed(v, h))
      const paths = others.map(value => does(wrapped({ ...quick[name], [argument]: value })))
      expect(new Set(paths).size, argument).toBeGreaterThan(1)
    }
    for (const [option, { choices }] of Object.entries(options)) {
      // A gradient of just the limit's length tells 'longer' from 'no shorter'; to the last bit both are the same.
      if (name === 'clipByNorm') continue
      const paths = choices.map(choice => does(wrapped({ ...quick[name], [option]: choice })))
      expect(new Set(paths).size, option).toBe(choices.length)
    }
  })

  test('refuses what is out of range, of another kind or misspelt, by name', () => {
    for (const [argument, { min, max, below, fixed, whole }] of Object.entries(hyperparameters)) {
      const outside = [Number.NaN, Number.POSITIVE_INFINITY]
      if (min !== undefined) outside.push(min - 1e-9)
      if (max !== undefined) outside.push(max + 1e-9)
      if (below !== undefined) outside.push(below)
      if (whole) outside.push(1.5)
      for (const value of outside) {
        const told = `${title}: ${argument} is ${value}`
        expect(() => make({ [argument]: value })).toThrow(told)
        if (!fixed && !whole)
          expect(() => walk(wrapped({ [argument]: () => value }), vector(2), 1)).toThrow(`${told} at t = 0; it`)
      }
      if (fixed || whole)
        expect(() => make({ [argument]: () => 1 })).toThrow(`${title}: ${argument} must be a number and not a schedule`)
      for (const value of ['0.1', null, [], {}, true])
        expect(() => make({ [argument]: value })).toThrow(`${title}: ${argument} must be a number`)
      expect(() => make({ [`${argument}x`]: 0.1 })).toThrow(`did you mean '${argument}'`)
    }
    for (const [option, { choices }] of Object.entries(options))
      for (const value of ['torch', 3, null])
        expect(() => make({ [option]: value })).toThrow(
          `${title}: ${option} is ${JSON.stringify(value)}; it must be one of ${choices.map(c => JSON.stringify(c)).join(', ')}`,
        )
    for (const settings of ['fast', null]) expect(() => make(settings)).toThrow(title)
  })

  test('any settings in range never make a NaN of finite numbers unless the run says that it diverged', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...forms).chain(anySettings),
        fc.constantFrom(adam({ learningRate: 0.1 }), averagedSgd({ from: 3 })),
        (settings, rule) => {
          const run = minimize(surfaces.bowl, wrapped(settings, rule), { start: [2.5, 1.5], steps: 20 })
          if (run.stopped === 'diverged') expect(run.because).toMatch(/^diverged at step \d+: /)
          else {
            const numbers = [...run.x, run.value, run.gradientNorm, ...Object.values(run.state.slots).flat()]
            expect(numbers.every(Number.isFinite), run.because).toBe(true)
          }
        },
      ),
      examples(60),
    )
  })

  describe.each(forms.map(form => [form.name, form] as const))('(%s)', (_, form) => {
    const given = { ...form.given, ...quick[name] }

    test.each(everyRule)('around %s', (of, optimizer) => {
      for (const [k, rule] of around(name, wrapper, given, form, of, optimizer).entries()) {
        typesets(rule)
        for (const layout of k === 0 ? [vector(3), layers] : [layers]) {
          goesOnFromAState(rule, layout, 7, [1, 4])
          loopsEqualTheInterpreter(rule, layout, 4)
        }
        returnsNumbers(rule, layers, 7)
        if (k === 0) showsTheNumbersOfItsSteps(rule, vector(2), 2)
        descendsAlike(rule, rosenbrock, 12)
      }
    })

    test('around a rule at the rate 0 it moves nothing', () => {
      for (const [of, optimizer] of everyRule) {
        if (!('learningRate' in optimizer.hyperparameters) || (name === 'decoupledDecay' && of in withoutRate)) continue
        for (const learningRate of [0, () => 0])
          expect(walk(wrapped(given, optimizer({ learningRate })), layers, 4).theta, of).toEqual([...startOf(8)])
      }
    })

    test('with neutral settings it leaves the path as it is', () => {
      const { given: settings, kept, apart, vectorsOnly, not } = neutral[name]
      if (form.name === not) return
      for (const [of, optimizer] of everyRule) {
        if (name === 'decoupledDecay' && of in withoutRate) continue
        for (const layout of vectorsOnly ? [vector(3)] : [vector(3), layers]) {
          const rule = optimizer()
          const [alone, inside] = [rule, wrapped({ ...form.given, ...settings }, rule)].map(r => walk(r, layout, 10))
          const told = ({ theta, returned }: Place) => (kept === 'path' ? [theta] : [theta, returned]).flat()
          if (apart === undefined) expect(told(inside), of).toEqual(told(alone))
          else {
            const far = told(inside).map((x, i) => Math.abs(x - told(alone)[i]) / Math.max(1, Math.abs(x)))
            expect(Math.max(...far), of).toBeLessThan(apart)
          }
        }
      }
    })
  })
})

describe('what can’t be combined is refused, with the reason', () => {
  test.each(everyOptimizer.filter(entry => !everyRule.includes(entry)))(
    '%s, which measures along its step',
    (_, rule) => {
      for (const [, wrapper] of everyWrapper)
        expect(() => pipe(wrapper(), rule())).toThrow(
          `pipe: ${rule.title} can't be combined with anything: it measures the loss along its step`,
        )
      expect(() => switching(adam(), rule(), { after: 3 })).toThrow(`switching: ${rule.title} can't be combined`)
      expect(() => switching(rule(), adam(), { after: 3 })).toThrow(`switching: ${rule.title} can't be combined`)
    },
  )

  test('decoupled decay around two rules, which have two rates', () => {
    const two = switching(adam(), gradientDescent(), { after: 3 })
    expect(() => pipe(decoupledDecay(0.1), two)).toThrow(EquationError)
    expect(() => pipe(decoupledDecay(0.1), two)).toThrow(
      "decoupled decay: 'rate' is the step size of the one rule inside, and here are Adam and gradient descent: wrap each by itself",
    )
    expect(() => pipe(decoupledDecay(0.1), ema(0.9), two)).toThrow('decoupled decay')
    const apart = switching(pipe(decoupledDecay(0.1), adam()), gradientDescent(), { after: 3 })
    expect(walk(apart, vector(2), 6).theta.every(Number.isFinite)).toBe(true)
  })

  test('no rule, two rules, and what is neither a rule nor a wrapper', () => {
    expect(() => pipe()).toThrow('pipe: exactly one of its parts must be a rule, as adam(); there is none')
    expect(() => pipe(clipByNorm(1), ema(0.9))).toThrow('there is none')
    expect(() => pipe(adam(), clipByNorm(1), gradientDescent())).toThrow('there are Adam and gradient descent')
    for (const part of [3, 'adam', null, undefined, {}, []])
      expect(() => pipe(part as never, adam())).toThrow(/^pipe: .* is neither a wrapper nor a rule$/)
  })

  test('what is not yet called', () => {
    expect(() => pipe(clipByNorm as never, adam())).toThrow('pipe: clip by norm is not yet called: put () after it')
    expect(() => pipe(clipByNorm(1), adam as never)).toThrow('pipe: Adam is not yet called')
    expect(() => pipe((() => 0) as never, adam())).toThrow('pipe: a function is not yet called')
  })

  test('switching at no whole step, to what is no rule, or not yet called', () => {
    for (const after of [-1, 0.5, Number.NaN, undefined, '3'])
      expect(() => switching(adam(), adam(), { after } as never)).toThrow(/switching: after/)
    for (const part of [clipByNorm(1), adam, 3, null, undefined]) {
      expect(() => switching(part as never, adam(), { after: 3 })).toThrow(/^switching: /)
      expect(() => switching(adam(), part as never, { after: 3 })).toThrow(/^switching: /)
    }
  })
})

test('nothing is neutral, quick or without a rate that is not in the library', () => {
  const names = everyWrapper.map(([name]) => name)
  expect(Object.keys(neutral).sort()).toEqual([...names].sort())
  expect(names).toEqual(expect.arrayContaining(Object.keys(quick)))
  expect(everyRule.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(withoutRate)))
})

test('the options of a rule that is a function are told by the pipe around it', () => {
  expect(pipe(clipByNorm({ form: 'optax' }), adafactor({ form: 'paper' })).options).toEqual({
    'clip by norm.form': 'optax',
    form: 'paper',
  })
})

test('steps are skipped while the gradient is not finite, and let through after the limit', () => {
  const rule = pipe(skipIfNotFinite(2), accumulate(1), adam({ learningRate: 0.1 }))
  const theta = Float64Array.of(1, 2)
  const stepping = rule.begin(theta)
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) stepping.step(theta, Float64Array.of(1, bad))
  expect([...theta]).toEqual([1, 2])
  stepping.step(theta, Float64Array.of(3, -3))
  expect(theta[0]).toBeCloseTo(0.9, 8)
  for (let k = 0; k < 3; k++) stepping.step(theta, Float64Array.of(1, Number.NaN))
  expect(theta[1]).toBeNaN()
})
