import { readFileSync } from 'node:fs'
import type { Oracle } from '../../src/optimizers/oracle.ts'
import type { Segment } from '../../src/surfaces/segment.ts'
import { type Gradient, problems } from './problems.ts'

type Settings = Record<string, number | string | boolean | ScheduleNote>
/** A schedule in the goldens: its export name and its own settings. */
export type ScheduleNote = { schedule: string } & Record<string, number | string>
/** A rule or a wrapper of a pipe. */
export type Link = [name: string, settings: Settings]

/** Which rule a golden is about: one by its export name, or 'pipe' with its links in pipe's order. */
export interface Golden {
  peer: string
  rule: string
  settings: Settings
  links?: Link[]
}
/** A state to begin from: theta, g and columns of numbers that stand for slots. */
type Given = { t: number; theta: number[]; g: number[] } & Record<string, number | number[]>
type Table = 'elements' | 'layers' | 'iterates'
export interface StepGolden extends Golden {
  /** The table of states that it begins from. */
  from: Table
  /** Which column of the table each slot begins as. */
  slots: Record<string, string>
  after: Record<string, number | number[]>[]
}
export interface RunGolden extends Golden {
  problem: string
  /**
   * [step, theta, how far the peer's own path moves when the start moves by one unit in the last place, and the point that the
   * rule returns where that is not theta]. A null is NaN.
   */
  records: [number, (number | null)[], number, (number | null)[]?][]
}
interface Goldens extends Record<Table, Given[]> {
  starts: Record<string, number[]>
  noise: number[][]
  segments: Segment[]
  steps: StepGolden[]
  runs: RunGolden[]
}

const read = (name: string): Goldens => JSON.parse(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8'))
const torch = read('rules.json')
const optax = read('optax.json')
const named = <G extends Golden>(golden: G): G => ({ ...golden, settings: golden.settings ?? {} })

/** Both peers' goldens; the states, starts and tables that they share. */
export const goldens: Goldens = {
  ...torch,
  steps: [...torch.steps, ...optax.steps].map(named),
  runs: [...torch.runs, ...optax.runs].map(named),
}
const gradients = problems(goldens.noise)

/** A golden with what its test is called: 'torch adam({"learningRate":0.05}) on beale'. */
export function titled<G extends StepGolden | RunGolden>(golden: G): [title: string, golden: G] {
  const where = 'problem' in golden ? ` on ${golden.problem}` : golden.from === 'layers' ? ' on layers' : ''
  const links = golden.links?.map(([name, settings]) => `${name}(${JSON.stringify(settings)})`).join(', ')
  return [`${golden.peer} ${golden.rule}(${links ?? JSON.stringify(golden.settings)})${where}`, golden]
}

/**
 * A rule under test: begins at theta, `updates` updates already made. Slots are given by their symbols if there were updates, else
 * the rule begins them itself.
 */
export type Begin = (
  settings: Settings,
  theta: Float64Array,
  updates: number,
  slots: Record<string, number[]>,
  segments?: readonly Segment[],
) => {
  step(theta: Float64Array, g: Float64Array, oracle: Oracle): void
  slot(symbol: string): ArrayLike<number>
  /** The point that the rule returns, if it is not theta. */
  returned?(theta: Float64Array): ArrayLike<number>
}

/** Answers with gradients alone: no golden's rule asks for more. */
function answering(gradient: Gradient, t: () => number, dimension: number): Oracle {
  const refuse = (): never => {
    throw new Error('the goldens have gradients only')
  }
  const at = (x: ArrayLike<number>, out: Float64Array): Float64Array => {
    out.set(gradient(x, t()))
    return out
  }
  const objective = { dimension, value: refuse, gradient: (x: ArrayLike<number>) => at(x, new Float64Array(x.length)) }
  return { objective, value: refuse, gradient: at, hessianProduct: refuse, hessian: refuse }
}

/** Remembers the largest of many differences, and where it was. NaN is larger than all. */
class Worst {
  worst = 0
  where = 'nowhere'

  see(difference: number, where: () => string): void {
    if (difference <= this.worst || Number.isNaN(this.worst)) return
    this.worst = difference
    this.where = where()
  }
}

const list = (x: number | number[]): number[] => (typeof x === 'number' ? [x] : x)

/** The largest relative difference after one step from each stored state, and where it is. A state with theta = 0 compares the step itself. */
export function stepDifference(golden: StepGolden, begin: Begin): { worst: number; where: string } {
  const worst = new Worst()
  const segments = golden.from === 'layers' ? goldens.segments : undefined
  goldens[golden.from].forEach((given, group) => {
    const slots: Record<string, number[]> = {}
    if (given.t > 1) for (const [symbol, column] of Object.entries(golden.slots)) slots[symbol] = list(given[column])
    const theta = Float64Array.from(given.theta)
    const rule = begin(golden.settings, theta, given.t - 1, slots, segments)
    const g = Float64Array.from(given.g)
    rule.step(
      theta,
      g,
      answering(
        () => g,
        () => given.t,
        theta.length,
      ),
    )
    for (const [name, expected] of Object.entries(golden.after[group])) {
      const found = name === 'theta' ? theta : rule.slot(name)
      // theta - step may cancel, and so may a + (theta - a): then the difference is relative to what was before.
      const before = name === 'theta' ? given.theta : (slots[name] ?? list(expected))
      list(expected).forEach((x, i) => {
        const scale = Math.max(Math.abs(x), Math.abs(before[i]))
        worst.see(
          found[i] === x ? 0 : Math.abs(found[i] - x) / scale,
          () => `${name} of coordinate ${i} at t = ${given.t}: ${found[i]}, the golden has ${x}`,
        )
      })
    }
  })
  return worst
}

/** What is allowed where the golden has x: by the peer's own rounding at that record, and the largest up to it. */
export type Allowed = (x: number, rounding: number, largest: number) => number
/** 1e-12 max(1, |x|) + the trace's own rounding. */
const usual: Allowed = (x, rounding) => 1e-12 * Math.max(1, Math.abs(x)) + rounding

/** The largest difference along a run, in units of what is allowed. */
export function runDifference(golden: RunGolden, begin: Begin, allowed = usual): { worst: number; where: string } {
  const worst = new Worst()
  const gradient = gradients[golden.problem]
  const theta = Float64Array.from(goldens.starts[golden.problem])
  const rule = begin(golden.settings, theta, 0, {}, golden.problem === 'layered' ? goldens.segments : undefined)
  let t = 0
  let largest = 0
  const oracle = answering(gradient, () => t, theta.length)
  for (const [step, expected, rounding, returned] of golden.records) {
    while (t < step) {
      t++
      rule.step(theta, gradient(theta, t), oracle)
    }
    largest = Math.max(largest, rounding)
    const compare = (what: string, found: ArrayLike<number>, wanted: (number | null)[]): void =>
      wanted.forEach((written, i) => {
        const x = written ?? Number.NaN
        worst.see(
          found[i] === x || Object.is(found[i], x) ? 0 : Math.abs(found[i] - x) / allowed(x, rounding, largest),
          () => `coordinate ${i} of ${what} after step ${step}: ${found[i]}, the golden has ${x}`,
        )
      })
    compare('theta', theta, expected)
    if (returned) compare('what is returned', rule.returned?.(theta) ?? theta, returned)
  }
  return worst
}
