import { expect } from 'vitest'
import { fusedDescent } from '../../src/descent/fused-descent.ts'
import { type Displayable, jupyterDisplay } from '../../src/display/display.ts'
import { isFusable } from '../../src/equations/fused.ts'
import { interpretStep } from '../../src/equations/interpret.ts'
import { partition } from '../../src/equations/partition.ts'
import { iterate, minimize, type Objective, type Rule, type State, type Surface } from '../../src/index.ts'
import { Answers } from '../../src/optimizers/answers.ts'
import { EquationRule } from '../../src/optimizers/equation-rule.ts'
import type { Arithmetic } from '../../src/optimizers/rule.ts'
import type { LeastSquares } from '../../src/surfaces/least-squares.ts'
import { segmentsOf } from '../../src/surfaces/segment.ts'
import { texFaults } from './catalogue.ts'
import { type Layout, oracleAt, returnedBy, startOf, stepOn, walk } from './walk.ts'

/** Going on from a state that was written to a file is as if nothing had happened, bit for bit, whenever that is. */
export function goesOnFromAState(rule: Rule, layout: Layout, steps: number, from: readonly number[]): void {
  const whole = walk(rule, layout, steps)
  for (const k of from) {
    expect(walk(rule, layout, steps - k, walk(rule, layout, k)), `from step ${k}, ${layout.name}`).toEqual(whole)
  }
}

/** A typed array of what a state holds. */
const held = (value: number | readonly number[] | undefined): number | Float64Array | undefined =>
  typeof value === 'object' ? Float64Array.from(value) : value

/** What a hyperparameter is in the step that begins from this state, by its name in the program. */
function hyperparameterIn(rule: EquationRule, { updates, slots }: State): (name: string) => number {
  const { constants, scheduled } = rule.program
  return name => {
    const parameter = [...constants, ...scheduled].find(p => p.name === name)!
    return rule.valueOf(parameter)(parameter.clock === undefined ? updates : (slots[parameter.clock] as number))
  }
}

/** The compiled loops do what a plain interpreter of the same equations does, bit for bit, in the point and in every slot. */
export function loopsEqualTheInterpreter(rule: EquationRule, { name, n, segments }: Layout, steps: number): void {
  const { program } = rule
  const all = segmentsOf(rule.name, n, segments)
  const theta = startOf(n)
  const stepping = rule.begin(theta, undefined, segments)
  for (let t = 1; t <= steps; t++) {
    const before = stepping.state()
    const at = theta.slice()
    const answers = new Answers(rule, program, at, all, before)
    answers.oracle = oracleAt(n, t - 1)
    const g = stepOn(stepping, theta)
    const expected = interpretStep(program, {
      theta: at,
      g,
      t,
      hyperparameter: hyperparameterIn(rule, before),
      slot: symbol => held(before.slots[symbol]),
      partition: partition(all),
      call: answers.interpreted,
    })
    expect(theta, `step ${t}, ${name}`).toEqual(expected.theta)
    const after = Object.entries(stepping.state().slots).map(([slot, value]) => [slot, held(value)] as const)
    const inner = Object.entries(answers.slots()).map(([slot, value]) => [slot, held(value)] as const)
    expect(new Map(after), `step ${t}, ${name}`).toEqual(new Map([...expected.slots, ...inner]))
  }
}

/** What is made of whole vectors, which stands in its names and not in the numbers of one coordinate. */
const ofVectors =
  /\b(?:norm|sum|mean|dot|all|grad|value|hessianProduct|normal|signs|orthogonal)(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))/g

/** What is wrong with a line of shown arithmetic; empty if nothing is. */
function faultsOf({ text: shown, tex }: Arithmetic): string[] {
  const text = shown.replaceAll(ofVectors, '1')
  const wrong = !/\d|NaN|Infinity/.test(text) || /undefined|[a-z]_|theta|eta/.test(text)
  // RAdam's factor is the root of a negative number as long as it is not used.
  return [...(wrong ? [text] : []), ...texFaults(tex.replaceAll('\\mathrm{NaN}', '0')).map(fault => `${fault}: ${tex}`)]
}

/** The arithmetic that is shown before a step is the step that is then made. */
export function showsTheNumbersOfItsSteps(rule: EquationRule, { n, segments }: Layout, steps: number): void {
  const { program } = rule
  const { layer, row } = partition(segmentsOf(rule.name, n, segments))
  const groupOf = (i: number, { begin }: { begin: Int32Array }) => begin.findIndex((_, k) => i < begin[k + 1])
  const theta = startOf(n)
  const stepping = rule.begin(theta, undefined, segments)
  for (let k = 0; k < steps; k++) {
    const oracle = oracleAt(n, k)
    const g = new Float64Array(n)
    oracle.gradient(theta, g)
    const shown = Array.from(theta, (_, i) => stepping.arithmetic(theta, g, i, oracle) ?? [])
    // The step of a rule that is a function, inside a wrapper, has no numbers to show.
    if (program.links.some(link => link.definition.opaque)) expect(shown.flat()).toEqual([])
    expect(shown.flat().flatMap(faultsOf)).toEqual([])
    const before = theta.slice()
    stepping.step(theta, g, oracle)
    // A rule that begins anew after the step forgets what is shown.
    if (program.links.some(link => link.reset !== undefined || link.definition.opaque)) continue
    const { slots } = stepping.state()
    shown.forEach((lines, i) => {
      const last = { theta: before[i], ...Object.fromEntries(lines.map(({ name, value }) => [name, value])) }
      const after = program.slots.map(({ name, kind }) => {
        const slot = slots[name]
        const at = kind === 'layer' ? groupOf(i, layer) : kind === 'row' ? groupOf(i, row) : i
        return [name, typeof slot === 'object' ? slot[at] : slot] as const
      })
      const made = { ...Object.fromEntries(after.filter(([name]) => name in last)), theta: theta[i] }
      const told: Record<string, number> = last
      expect(Object.fromEntries(Object.keys(made).map(name => [name, told[name]]))).toEqual(made)
    })
  }
}

/** The same surface as a plain objective, which no rule can be compiled together with. */
export function plainly(objective: Objective): Objective {
  const { name, dimension, start, value, gradient, hessian, residuals, jacobian, count } = objective as LeastSquares
  const own = { name, dimension, start, value, gradient, hessian, residuals, jacobian, count }
  const bound = Object.entries(own).map(([key, it]) => [key, typeof it === 'function' ? it.bind(objective) : it])
  return Object.fromEntries(bound)
}

/** minimize goes the same way whether rule and surface are one compiled function or not, and so does iterate. */
export function descendsAlike(rule: Rule, surface: Objective, steps: number): void {
  const isEquation = (surface as Partial<Surface>).equation !== undefined && surface.dimension <= 4
  const together = isEquation && rule instanceof EquationRule && isFusable(rule.program)
  expect(fusedDescent(surface, rule) !== undefined, 'compiled together').toBe(together)
  const stop = { gradient: false, change: 1e-9, target: -0.2 } as const
  const fused = minimize(surface, rule, { steps, stop })
  const apart = minimize(plainly(surface), rule, { steps, stop })
  expect(fused.trajectory.x).toEqual(apart.trajectory.x)
  expect(fused.trajectory.value).toEqual(apart.trajectory.value)
  expect(fused.trajectory.gradientNorm).toEqual(apart.trajectory.gradientNorm)
  expect(fused.trajectory.learningRate).toEqual(apart.trajectory.learningRate)
  expect([fused.x, fused.steps, fused.stopped, fused.state]).toEqual([apart.x, apart.steps, apart.stopped, apart.state])
  // Compiled together nothing is remembered: a gradient that is asked for at the row itself is taken twice.
  const [most, least] = [fused.evaluations, apart.evaluations]
  expect(least.gradient).toBeLessThanOrEqual(most.gradient)
  if (together && rule.program.asked.gradient + rule.program.asked.value === 0) expect(least).toEqual(most)
  const rows = [...iterate(surface, rule, { steps: fused.steps })]
  expect(rows.map(({ value }) => value)).toEqual([...fused.trajectory.value])
  expect(rows.flatMap(({ x }) => x)).toEqual([...fused.trajectory.x])
}

/** As the last value of a cell it shows its name, and nothing that is no word for a reader. */
export function shows(thing: Displayable & { readonly title?: string; readonly name: string }): void {
  const bundle = thing[jupyterDisplay]() as Readonly<Record<string, string>>
  expect(bundle['text/plain']).toContain(thing.title ?? thing.name)
  for (const told of Object.values(bundle)) expect(told).not.toMatch(/undefined|\bNaN\b|\[object|=>/)
}

/** What is typeset is a formula, and the text has every equation, with what is said of the steps. */
export function typesets(rule: Rule): void {
  expect(texFaults(rule.tex), rule.tex).toEqual([])
  shows(rule as unknown as Displayable & Rule)
  if (!(rule instanceof EquationRule)) return
  const { equations, program } = rule
  for (const { equation } of program.lines) expect(equations).toContain(equation.written.text)
  for (const { definition, when } of program.links) {
    if (definition.opaque) expect(equations).toContain(`# ${definition.owner} makes its step`)
    if (when !== undefined) expect(equations).toContain('# if ')
  }
}

/** The point that a rule returns is one of numbers wherever theta is. */
export function returnsNumbers(rule: Rule, { n, segments }: Layout, steps: number): void {
  const theta = startOf(n)
  const stepping = rule.begin(theta, undefined, segments)
  for (let k = 0; k <= steps; k++) {
    if (theta.every(Number.isFinite)) expect(returnedBy(stepping, theta).every(Number.isFinite), `step ${k}`).toBe(true)
    stepOn(stepping, theta)
  }
}
