import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  EquationError,
  type Hyperparameters,
  pipe,
  type Rule,
  rosenbrock,
  type State,
  switching,
} from '../../src/index.ts'
import { EquationRule } from '../../src/optimizers/equation-rule.ts'
import { FunctionRule } from '../../src/optimizers/function-rule.ts'
import type { Wrapping } from '../../src/optimizers/wrapper.ts'
import { examples } from '../examples.ts'
import {
  allowedValue,
  everyOptimizer,
  everyWrapper,
  type Form,
  formsOf,
  formsOfWrapper,
  type Given,
} from './catalogue.ts'
import { descendsAlike, loopsEqualTheInterpreter, showsTheNumbersOfItsSteps, typesets } from './laws.ts'
import { type Layout, layers, returnedBy, startOf, stepOn, vector, walk } from './walk.ts'

/** A setting as data: a number, a choice, or where a schedule swings. */
type Drawn = string | boolean | number | undefined | { readonly from: number; readonly to: number }

/** A rule or wrapper with its settings, by name. */
interface Named {
  readonly name: string
  readonly settings: Readonly<Record<string, Drawn>>
}

/** What a rule is made of, as data, so that what fails can be read. */
type Made =
  | Named
  | { readonly before: readonly Named[]; readonly rule: Made; readonly after: readonly Named[] }
  | { readonly first: Made; readonly second: Made; readonly switchAfter: number }

const rules = everyOptimizer.filter(([, optimizer]) => {
  const rule = optimizer()
  return rule instanceof EquationRule || rule instanceof FunctionRule
})

/** Any of a form's settings: numbers from the whole range, or schedules inside the usual one. */
function settingsOf({ given, hyperparameters }: Form): fc.Arbitrary<Readonly<Record<string, Drawn>>> {
  const drawn = Object.entries(hyperparameters as Hyperparameters).map(([argument, h]) => {
    const [from, to] = h.usual
    const whole = h.whole ? fc.integer({ min: h.min ?? 0, max: 4 }) : fc.double({ min: from, max: to, noNaN: true })
    const usual = fc.oneof({ arbitrary: whole, weight: 3 }, allowedValue(h)) as fc.Arbitrary<Drawn>
    const moves = fc.record({ from: fc.double({ min: from, max: to, noNaN: true }), to: fc.constant(to) })
    return [argument, h.fixed || h.whole ? usual : fc.oneof({ arbitrary: usual, weight: 3 }, moves)] as const
  })
  return fc
    .record(Object.fromEntries(drawn), { requiredKeys: [] })
    .map(settings => ({ ...given, ...settings }) as never)
}

const named = (entries: readonly (readonly [string, readonly Form[]])[]): fc.Arbitrary<Named> =>
  fc
    .constantFrom(...entries)
    .chain(([name, forms]) =>
      fc.constantFrom(...forms).chain(form => settingsOf(form).map(settings => ({ name, settings }))),
    )

const anyRule = named(rules.map(([name, optimizer]) => [name, formsOf(optimizer)]))
const anyWrapper = named(everyWrapper.map(([name, wrapper]) => [name, formsOfWrapper(wrapper)]))

/** Pipes of 1 to 4 wrappers, of pipes, and of rules that follow each other. */
const { any } = fc.letrec<{ any: Made; inner: Made }>(tie => ({
  any: fc
    .tuple(fc.array(anyWrapper, { maxLength: 2 }), tie('inner'), fc.array(anyWrapper, { maxLength: 2 }))
    .map(([before, rule, after]) => ({ before, rule, after })),
  inner: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { arbitrary: anyRule, weight: 5 },
    { arbitrary: tie('any'), weight: 1 },
    {
      arbitrary: fc.record({ first: tie('inner'), second: tie('inner'), switchAfter: fc.integer({ min: 0, max: 8 }) }),
      weight: 1,
    },
  ),
}))

/** The settings as the library takes them. */
const given = (settings: Readonly<Record<string, Drawn>>): Given =>
  Object.fromEntries(
    Object.entries(settings).map(([argument, value]) => [
      argument,
      typeof value === 'object' ? (t: number) => value.from + (value.to - value.from) * Math.sin(t + 1) ** 2 : value,
    ]),
  )

const optimizerNamed = new Map(everyOptimizer)
const wrapperNamed = new Map(everyWrapper)
const wrapping = ({ name, settings }: Named): Wrapping => wrapperNamed.get(name)!(given(settings))

function made(parts: Made): Rule {
  if ('name' in parts) return optimizerNamed.get(parts.name)!(given(parts.settings))
  if ('switchAfter' in parts) return switching(made(parts.first), made(parts.second), { after: parts.switchAfter })
  return pipe(...parts.before.map(wrapping), made(parts.rule), ...parts.after.map(wrapping))
}

const hasNumbersOnly = ({ slots }: State): boolean => Object.values(slots).flat().every(Number.isFinite)

/** Going on from a file is the same; what JSON can't hold is refused when it is read. */
function goesOnOrIsRefused(rule: Rule, layout: Layout, steps: number, from: number): void {
  const theta = startOf(layout.n)
  const stepping = rule.begin(theta, undefined, layout.segments)
  for (let k = 0; k < from; k++) stepOn(stepping, theta)
  const half = walk(rule, layout, from)
  const goOn = () => walk(rule, layout, steps - from, half)
  if (hasNumbersOnly(stepping.state())) expect(goOn()).toEqual(walk(rule, layout, steps))
  else expect(goOn).toThrow(/the saved state's/)
}

const drawn = examples(150)
const timeLimit = Math.max(60_000, 50 * drawn.numRuns)

test(
  'pipes, pipes of pipes and rules that follow each other obey the laws, whatever their settings',
  () => {
    let [refused, all] = [0, 0]
    fc.assert(
      fc.property(any, fc.constantFrom(vector(1), vector(3), layers), fc.nat({ max: 11 }), (parts, layout, from) => {
        all++
        let rule: EquationRule
        try {
          rule = made(parts) as EquationRule
        } catch (problem) {
          refused++
          expect(problem).toBeInstanceOf(EquationError)
          expect(String(problem)).toMatch(/^EquationError: decoupled decay: 'rate' is the /)
          return
        }
        typesets(rule)
        loopsEqualTheInterpreter(rule, layout, 12)
        goesOnOrIsRefused(rule, layout, 12, from)
        if (layout.n === 1) showsTheNumbersOfItsSteps(rule, layout, 4)
        descendsAlike(rule, rosenbrock, 12)
        const theta = startOf(layout.n)
        const stepping = rule.begin(theta, undefined, layout.segments)
        for (let k = 0; k < 12; k++) {
          if (theta.every(Number.isFinite)) expect(returnedBy(stepping, theta).every(Number.isFinite)).toBe(true)
          stepOn(stepping, theta)
        }
      }),
      drawn,
    )
    expect(refused).toBeLessThan(all / 5)
  },
  timeLimit,
)
