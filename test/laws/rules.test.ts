import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interpretStep } from '../../src/equations/interpret.ts'
import { minimize, type Rule, type State, surfaces } from '../../src/index.ts'
import { EquationRule } from '../../src/optimizers/equation-rule.ts'
import { isAllowed } from '../../src/optimizers/hyperparameter.ts'
import { examples } from '../examples.ts'
import { anySettings, bumpy, everyOptimizer, moving, texFaults } from './catalogue.ts'

const saved = (state: State): State => JSON.parse(JSON.stringify(state))

/** theta and the rule's state after `steps` updates by the bumpy gradient, and after another begins from `from`. */
function walk(
  rule: Rule,
  n: number,
  steps: number,
  from?: { theta: number[]; state: State },
): { theta: number[]; state: State } {
  const theta = Float64Array.from(from?.theta ?? Array.from({ length: n }, (_, i) => Math.sin(i + 1)))
  const stepping = rule.begin(theta, from?.state)
  for (let k = 0; k < steps; k++) stepping.step(theta, bumpy(theta, stepping.updates))
  return { theta: [...theta], state: saved(stepping.state()) }
}

/** A hyperparameter's value after t updates, by its symbol. */
function valueAt({ hyperparameters, settings }: EquationRule, symbol: string, t: number): number {
  const [argument] = Object.entries(hyperparameters).find(([, h]) => h.symbol === symbol)!
  const setting = settings[argument]
  return typeof setting === 'number' ? setting : setting(t)
}

describe.each(everyOptimizer)('%s', (name, optimizer) => {
  const constant = optimizer()
  const scheduled = optimizer(moving(optimizer))
  const both = [constant, scheduled]

  test('says what it is', () => {
    for (const text of [optimizer.title, optimizer.source, optimizer.purpose, optimizer.weakness])
      expect(text).toMatch(/\S/)
    expect(constant.name).toBe(optimizer.title)
    for (const { about, symbol } of Object.values(optimizer.hyperparameters)) {
      expect(about).toMatch(/^[A-Z].*\.$/)
      expect(symbol).toMatch(/\S/)
    }
  })

  test('every default and usual range is inside what is allowed', () => {
    for (const [argument, h] of Object.entries(optimizer.hyperparameters)) {
      const first = typeof h.default === 'number' ? [h.default] : []
      for (const value of [...first, ...h.usual]) expect(isAllowed(value, h), `${argument} = ${value}`).toBe(true)
      expect(h.usual[0]).toBeLessThan(h.usual[1])
      expect(h.scale === 'log' && h.usual[0] <= 0, `${argument} cannot be log from ${h.usual[0]}`).toBe(false)
    }
    expect(optimizer()).toHaveProperty(
      'settings',
      Object.fromEntries(Object.entries(optimizer.hyperparameters).map(([k, h]) => [k, h.default])),
    )
  })

  test('typesets', () => {
    for (const rule of both) if (optimizer.equations !== undefined) expect(texFaults(rule.tex)).toEqual([])
    if (optimizer.equations !== undefined) expect(texFaults(optimizer.tex)).toEqual([])
  })

  test.runIf('learningRate' in optimizer.hyperparameters)('a learning rate of 0 moves nothing', () => {
    for (const learningRate of [0, () => 0]) {
      const begin = walk(optimizer({ ...moving(optimizer), learningRate }), 5, 0).theta
      expect(walk(optimizer({ ...moving(optimizer), learningRate }), 5, 20).theta).toEqual(begin)
    }
  })

  test('goes on from a saved state bit for bit', () => {
    for (const rule of both)
      for (const n of [1, 2, 5]) {
        const whole = walk(rule, n, 20)
        for (const at of [0, 1, 7]) expect(walk(rule, n, 20 - at, walk(rule, n, at))).toEqual(whole)
      }
  })

  test('refuses the state of another size', () => {
    if (optimizer.slots.length === 0) return
    expect(() => walk(constant, 3, 1, { theta: [1, 2, 3], state: walk(constant, 2, 4).state })).toThrow(optimizer.title)
  })

  test('keeps its state to itself, and leaves the gradient alone', () => {
    const alone = walk(constant, 3, 10)
    const [a, b] = [Float64Array.of(1, 2, 3), Float64Array.of(-1, 5, 2)]
    const [first, second] = [constant.begin(a), constant.begin(b)]
    const g = Float64Array.of(0.1, -2, 30)
    for (let k = 0; k < 5; k++) {
      first.step(a, g)
      second.step(b, bumpy(b, k))
    }
    expect([...g]).toEqual([0.1, -2, 30])
    expect(walk(constant, 3, 10)).toEqual(alone)
    const again = Float64Array.of(1, 2, 3)
    const third = constant.begin(again)
    for (let k = 0; k < 5; k++) third.step(again, g)
    expect(again).toEqual(a)
  })

  test.runIf(constant instanceof EquationRule)(
    'its loops equal the interpreter of the same equations bit for bit',
    () => {
      for (const rule of both as EquationRule[])
        for (const n of [1, 2, 3, 4, 7]) {
          const theta = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1))
          const stepping = rule.begin(theta)
          for (let t = 1; t <= 10; t++) {
            const g = bumpy(theta, t)
            const { slots } = stepping.state()
            const expected = interpretStep(rule.program, {
              theta: Float64Array.from(theta),
              g,
              t,
              hyperparameter: symbol => valueAt(rule, symbol, t - 1),
              slot: symbol => {
                const slot = slots[symbol]
                return typeof slot === 'object' ? Float64Array.from(slot) : slot
              },
            })
            stepping.step(theta, g)
            expect(theta).toEqual(expected.theta)
            const after = Object.entries(stepping.state().slots).map(([k, v]) => [
              k,
              typeof v === 'object' ? Float64Array.from(v) : v,
            ])
            expect(new Map(after as [string, number][])).toEqual(expected.slots)
          }
        }
    },
  )

  test.runIf(constant instanceof EquationRule)('shows the numbers of the step that it then makes', () => {
    for (const rule of both) {
      const theta = Float64Array.of(0.7, -1.3, 2)
      const stepping = rule.begin(theta)
      for (let k = 0; k < 4; k++) {
        const g = bumpy(theta, k)
        const shown = [0, 1, 2].map(i => stepping.arithmetic(theta, g, i)!)
        stepping.step(theta, g)
        const { slots } = stepping.state()
        shown.forEach((lines, i) => {
          expect(lines.filter(line => line.name === 'theta').at(-1)?.value).toBe(theta[i])
          for (const line of lines) {
            const slot = slots[line.name]
            if (slot !== undefined) expect(line.value).toBe(typeof slot === 'object' ? slot[i] : slot)
            expect(line.text).toMatch(/\d/)
            expect(line.text).not.toMatch(/undefined|[a-z]_|theta|eta/)
            expect(texFaults(line.tex)).toEqual([])
          }
        })
      }
    }
  })

  test('any settings in range never make a NaN of finite numbers unless the run says that it diverged', () => {
    fc.assert(
      fc.property(anySettings(optimizer), settings => {
        const run = minimize(surfaces.bowl, optimizer(settings), { start: [2.5, 1.5], steps: 20 })
        if (run.stopped === 'diverged') expect(run.because).toMatch(/^diverged at step \d+: /)
        else expect([...run.x, run.value, run.gradientNorm].every(Number.isFinite), run.because).toBe(true)
      }),
      examples(200),
    )
  })

  test('refuses what is out of range, of another kind or misspelt, by name', () => {
    const make = optimizer as (settings: unknown) => Rule
    for (const [argument, { min, max, below }] of Object.entries(optimizer.hyperparameters)) {
      const outside = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      if (min !== undefined) outside.push(min - 1e-9)
      if (max !== undefined) outside.push(max + 1e-9)
      if (below !== undefined) outside.push(below)
      for (const value of outside) {
        expect(() => make({ [argument]: value })).toThrow(`${optimizer.title}: ${argument} is ${value}`)
        expect(() => walk(make({ [argument]: () => value }), 2, 1)).toThrow(
          `${optimizer.title}: ${argument} is ${value}`,
        )
      }
      for (const value of ['0.1', null, [], {}, true]) expect(() => make({ [argument]: value })).toThrow(argument)
      const misspelt = `${argument.slice(0, -1)}${argument.at(-1)}x`
      expect(() => make({ [misspelt]: 0.1 })).toThrow(`did you mean '${argument}'`)
    }
    for (const settings of [0.1, 'fast', null]) expect(() => make(settings)).toThrow(optimizer.title)
  })

  test(`can be found by its name, ${name}`, () => expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/))
})
