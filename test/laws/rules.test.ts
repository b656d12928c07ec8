import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minimize, type Rule, rosenbrock, surfaces } from '../../src/index.ts'
import { EquationRule } from '../../src/optimizers/equation-rule.ts'
import { isAllowed } from '../../src/optimizers/hyperparameter.ts'
import { examples } from '../examples.ts'
import { anySettings, everyChoice, everyOptimizer, type Form, formsOf, moving, rulesOf } from './catalogue.ts'
import {
  descendsAlike,
  goesOnFromAState,
  loopsEqualTheInterpreter,
  returnsNumbers,
  shows,
  showsTheNumbersOfItsSteps,
  typesets,
} from './laws.ts'
import { bumpy, layers, startOf, stepOn, vector, walk } from './walk.ts'

/** Hyperparameters that no short walk shows at work, each with the reason. */
const unseen: Record<string, Record<string, string>> = {
  newton: { decrease: 'no step here falls by less than a tenth of what the slope promises' },
  conjugateGradient: { decrease: 'no step here falls by less than a tenth of what the slope promises' },
}

describe.each(everyOptimizer)('%s', (name, optimizer) => {
  const forms = formsOf(optimizer)
  const { title, hyperparameters, options } = optimizer
  const constant = optimizer()
  const rules = forms.flatMap(form => {
    const [fixed, scheduled] = rulesOf(optimizer, form)
    return [[form.name, fixed] as const, [`${form.name}, scheduled`, scheduled] as const]
  })
  const make = optimizer as (settings: unknown) => Rule

  /** The law for each form, with numbers and with schedules. */
  const holds = (law: string, check: (rule: Rule) => void) => test.each(rules)(`${law} (%s)`, (_, rule) => check(rule))

  /** The first form that has the hyperparameter. */
  const formWith = (argument: string): Form => forms.find(form => argument in form.hyperparameters)!

  test('says what it is', () => {
    expect(title).toMatch(/\S/)
    expect(constant.name).toBe(title)
    expect(optimizer.source).toMatch(/\S.*[^.]$/)
    const abouts = [...Object.values(hyperparameters), ...Object.values(options)].map(({ about }) => about)
    for (const sentence of [optimizer.purpose, optimizer.weakness, ...abouts]) expect(sentence).toMatch(/^[A-Z].*\.$/)
    for (const { symbol } of Object.values(hyperparameters)) expect(symbol).toMatch(/\S/)
    shows(optimizer)
  })

  test('says what it remembers and asks for', () => {
    const n = 29
    const { slots } = walk(constant, vector(n), 3).state
    expect(Object.keys(slots)).toEqual(expect.arrayContaining([...optimizer.slots]))
    const long = Object.values(slots).filter(slot => typeof slot === 'object' && slot.length === n)
    if (typeof optimizer.memory === 'number') expect(optimizer.memory).toBe(long.length)
    else expect(optimizer.memory).toMatch(/[a-z]/)
    expect(String(optimizer.evaluations)).toMatch(/^[123]$|[a-z]/)
  })

  test('every default and usual range is inside what is allowed', () => {
    for (const [argument, h] of Object.entries(hyperparameters)) {
      const first = typeof h.default === 'number' ? [h.default] : []
      for (const value of [...first, ...h.usual]) expect(isAllowed(value, h), `${argument} = ${value}`).toBe(true)
      expect(h.usual[0]).toBeLessThan(h.usual[1])
      expect(h.scale === 'log' && h.usual[0] <= 0, `${argument} cannot be log from ${h.usual[0]}`).toBe(false)
    }
    for (const { choices, default: usual } of Object.values(options)) {
      expect(choices.length).toBeGreaterThan(1)
      expect(choices).toContain(usual)
    }
  })

  test('what is not given has its default, and is absent where it is optional', () => {
    const [usual] = forms
    for (const [argument, value] of Object.entries(constant.settings)) {
      const { default: given, optional } = hyperparameters[argument]
      expect(optional).toBeUndefined()
      if (typeof given === 'number') expect(value).toBe(given)
      expect(argument in usual.hyperparameters || !(constant instanceof EquationRule)).toBe(true)
    }
    const all = Object.keys(hyperparameters).filter(argument => argument in usual.hyperparameters)
    expect(Object.keys(constant.settings)).toEqual(expect.arrayContaining(all))
    expect({ ...constant.options }).toEqual(
      Object.fromEntries(Object.entries(options).map(([option, { default: choice }]) => [option, choice])),
    )
  })

  test('every hyperparameter is in a form, and what is not in the form chosen is absent and refused', () => {
    for (const [argument, { optional, usual }] of Object.entries(hyperparameters)) {
      expect(formWith(argument), argument).toBeDefined()
      if (optional) expect(forms.some(form => !(argument in form.hyperparameters))).toBe(true)
      for (const choice of everyChoice(options)) {
        const same = forms.filter(({ given }) => Object.keys(choice).every(option => given[option] === choice[option]))
        if (same.some(form => argument in form.hyperparameters)) continue
        expect(optimizer(choice).settings).not.toHaveProperty(argument)
        expect(() => make({ ...choice, [argument]: usual[1] })).toThrow(`${title}: ${argument} is in no equation with`)
      }
    }
  })

  test('every hyperparameter and every option changes the path', () => {
    const path = (rule: Rule) => {
      const walks = [layers, vector(3)].map(layout => walk(rule, layout, 20))
      if (rule instanceof EquationRule) return JSON.stringify(walks)
      const runs = [surfaces.saddle, surfaces.himmelblau, surfaces.beale, surfaces.ravine, rosenbrock]
        .filter(surface => rule.refuses?.(surface) === undefined)
        .flatMap(surface => [[1.3, 0.4], surface.start].map(start => minimize(surface, rule, { steps: 40, start })))
        .map(run => run.trajectory.x)
      return JSON.stringify([walks, runs])
    }
    for (const [argument, h] of Object.entries(hyperparameters)) {
      if (unseen[name]?.[argument] !== undefined) continue
      const others = [...h.usual, h.min, h.max, 1e6 * h.usual[1], 0.999 * (h.below ?? 0)]
      const changes = forms
        .filter(form => argument in form.hyperparameters)
        .some(form => {
          const given = { ...form.given, ...moving(form) }
          const before = path(optimizer(given))
          return others.some(
            value =>
              value !== undefined && isAllowed(value, h) && path(optimizer({ ...given, [argument]: value })) !== before,
          )
        })
      expect(changes, argument).toBe(true)
    }
    for (const [option, { choices }] of Object.entries(options)) {
      const paths = choices.map(choice => {
        const same = forms.filter(({ given }) => given[option] === choice)
        return same.flatMap(form => rulesOf(optimizer, form).map(path))
      })
      // Some form with the one choice goes as none with the other does.
      for (const [k, some] of paths.entries())
        for (const others of paths.slice(k + 1))
          expect(
            some.some(one => !others.includes(one)),
            option,
          ).toBe(true)
    }
  })

  holds('typesets', typesets)

  test('is shown as its rule is, where nothing is set', () => {
    expect(optimizer.tex).toBe(constant.tex)
    expect(optimizer.equations).toBe(constant.equations)
  })

  // Not even where past rates are kept, as in the velocity of LARS: there were none.
  if ('learningRate' in hyperparameters)
    test('a learning rate of 0 moves nothing', () => {
      for (const form of forms)
        for (const layout of [layers, vector(3)])
          for (const learningRate of [0, () => 0])
            for (const rule of [
              optimizer({ ...form.given, learningRate }),
              optimizer({ ...form.given, ...moving(form), learningRate }),
            ])
              expect(walk(rule, layout, 12).theta, form.name).toEqual([...startOf(layout.n)])
    })

  holds('goes on from a saved state bit for bit', rule => {
    for (const layout of [vector(1), vector(2), vector(5), layers]) goesOnFromAState(rule, layout, 14, [0, 1, 6])
  })

  test('refuses the state of another size or of another rule', () => {
    if (optimizer.slots.length === 0) return
    const [{ theta }, { state }] = [walk(constant, vector(3), 0), walk(constant, vector(2), 4)]
    // A state of scalars alone fits any size.
    if (Object.values(state.slots).some(slot => typeof slot === 'object'))
      expect(() => walk(constant, vector(3), 1, { theta, state })).toThrow(`${title}: the saved state's `)
    expect(() => walk(constant, vector(3), 1, { theta, state: { updates: 4, slots: {} } })).toThrow(
      `${title}: the saved state's `,
    )
    for (const updates of [-1, 0.5, Number.NaN, undefined as unknown as number])
      expect(() => walk(constant, vector(2), 1, { theta: [1, 2], state: { ...state, updates } })).toThrow(
        `${title}: the saved state's updates is ${updates}`,
      )
  })

  holds('keeps its state to itself, and leaves the gradient alone', rule => {
    const alone = walk(rule, vector(3), 10)
    const [a, b] = [startOf(3), Float64Array.of(-1, 5, 2)]
    const [first, second] = [rule.begin(a), rule.begin(b)]
    for (let k = 0; k < 10; k++) {
      const before = [...a]
      const g = stepOn(first, a)
      const t = first.updates - 1
      expect(g).toEqual(bumpy(3, t).gradient(before))
      stepOn(second, b)
    }
    expect([...a]).toEqual(alone.theta)
    expect(walk(rule, vector(3), 10)).toEqual(alone)
    const state = first.state()
    const copy = structuredClone(state)
    stepOn(first, a)
    expect(state).toEqual(copy)
  })

  if (constant instanceof EquationRule)
    describe('its equations', () => {
      holds('run in loops as in the interpreter, bit for bit', rule => {
        for (const layout of [vector(1), vector(2), vector(3), vector(4), vector(7), layers])
          loopsEqualTheInterpreter(rule as EquationRule, layout, 8)
      })
      holds('are shown with the numbers of the step that is then made', rule => {
        showsTheNumbersOfItsSteps(rule as EquationRule, layers, 3)
      })
    })

  holds('goes the same way compiled together with a surface, apart from it, and row by row', rule => {
    if (rule.refuses?.(rosenbrock) === undefined) descendsAlike(rule, rosenbrock, 40)
  })

  holds('returns numbers', rule => {
    for (const layout of [vector(2), layers]) returnsNumbers(rule, layout, 12)
  })

  test('any settings in range never make a NaN of finite numbers unless the run says that it diverged', () => {
    if (constant.refuses?.(surfaces.bowl) !== undefined) return
    fc.assert(
      fc.property(fc.constantFrom(...forms).chain(anySettings), settings => {
        const run = minimize(surfaces.bowl, optimizer(settings), { start: [2.5, 1.5], steps: 20 })
        if (run.stopped === 'diverged') expect(run.because).toMatch(/^diverged at step \d+: /)
        else {
          const numbers = [...run.x, run.value, run.gradientNorm, ...Object.values(run.state.slots).flat()]
          expect(numbers.every(Number.isFinite), run.because).toBe(true)
        }
      }),
      examples(100),
    )
  })

  test('refuses what is out of range, of another kind or misspelt, by name', () => {
    for (const [argument, { min, max, below, fixed, whole }] of Object.entries(hyperparameters)) {
      const { given } = formWith(argument)
      const outside = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      if (min !== undefined) outside.push(min - 1e-9)
      if (max !== undefined) outside.push(max + 1e-9)
      if (below !== undefined) outside.push(below)
      if (whole) outside.push(1.5)
      for (const value of outside) {
        const told = `${title}: ${argument} is ${value}`
        expect(() => make({ ...given, [argument]: value })).toThrow(told)
        if (!fixed && !whole)
          expect(() => walk(make({ ...given, [argument]: () => value }), vector(2), 1)).toThrow(`${told} at t = 0; it`)
      }
      if (fixed || whole)
        expect(() => make({ ...given, [argument]: () => 1 })).toThrow(
          `${title}: ${argument} must be a number and not a schedule`,
        )
      for (const value of ['0.1', null, [], {}, true])
        expect(() => make({ ...given, [argument]: value })).toThrow(`${title}: ${argument} must be a number`)
      const misspelt = `${argument.slice(0, -1)}${argument.at(-1)}x`
      expect(() => make({ [misspelt]: 0.1 })).toThrow(`did you mean '${argument}'`)
    }
    for (const [option, { choices }] of Object.entries(options)) {
      const allowed = choices.map(choice => JSON.stringify(choice)).join(', ')
      for (const value of ['torch', 3, null, 'true'])
        expect(() => make({ [option]: value })).toThrow(
          `${title}: ${option} is ${JSON.stringify(value)}; it must be one of ${allowed}`,
        )
      expect(() => make({ [`${option}x`]: choices[0] })).toThrow(`did you mean '${option}'`)
    }
    for (const settings of [0.1, 'fast', null]) expect(() => make(settings)).toThrow(title)
  })

  test(`can be found by its name, ${name}`, () => expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/))
})
