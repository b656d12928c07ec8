import { readFileSync } from 'node:fs'
import { problems } from './problems.ts'

type Settings = Record<string, number | ScheduleNote>
/** A schedule in the goldens: its export name and its own settings. */
export type ScheduleNote = { schedule: string } & Record<string, number | string>

interface Given {
  t: number
  theta: number[]
  g: number[]
  signed: number[]
  square: number[]
}
export interface StepGolden {
  peer: string
  rule: string
  settings: Settings
  slots: Record<string, 'signed' | 'square'>
  after: Record<string, number[]>[]
}
export interface RunGolden {
  peer: string
  rule: string
  settings: Settings
  problem: string
  /** [step, theta, how far the peer's own path moves when the start moves by one unit in the last place]. */
  records: [number, number[], number][]
}
interface Goldens {
  starts: Record<string, number[]>
  noise: number[][]
  states: Given[]
  steps: StepGolden[]
  runs: RunGolden[]
}

export const goldens: Goldens = JSON.parse(readFileSync(new URL('./rules.json', import.meta.url), 'utf8'))
const gradients = problems(goldens.noise)

/** A golden with what its test is called: 'torch adam({"learningRate":0.05}) on beale'. */
export function titled<G extends StepGolden | RunGolden>(golden: G): [title: string, golden: G] {
  const where = 'problem' in golden ? ` on ${golden.problem}` : ''
  return [`${golden.peer} ${golden.rule}(${JSON.stringify(golden.settings)})${where}`, golden]
}

/** A rule under test: begins at theta with given slots, `updates` updates already made. */
export type Begin = (
  settings: Settings,
  theta: Float64Array,
  updates: number,
  slots: Record<string, number[]>,
) => {
  step(theta: Float64Array, g: Float64Array): void
  slot(symbol: string): ArrayLike<number>
}

/** The largest relative difference after one step from each stored state, and where it is. A state with theta = 0 compares the step itself. */
export function stepDifference(golden: StepGolden, begin: Begin): { worst: number; where: string } {
  let worst = 0
  let where = 'nowhere'
  goldens.states.forEach((given, group) => {
    const slots: Record<string, number[]> = {}
    for (const [symbol, kind] of Object.entries(golden.slots)) slots[symbol] = given[kind]
    const theta = Float64Array.from(given.theta)
    const rule = begin(golden.settings, theta, given.t - 1, slots)
    rule.step(theta, Float64Array.from(given.g))
    for (const [name, expected] of Object.entries(golden.after[group])) {
      const found = name === 'theta' ? theta : rule.slot(name)
      // theta - step may cancel: then the difference is relative to theta before.
      const before = name === 'theta' ? given.theta : expected
      expected.forEach((x, i) => {
        const scale = Math.max(Math.abs(x), Math.abs(before[i]))
        const difference = found[i] === x ? 0 : Math.abs(found[i] - x) / scale
        if (!(difference <= worst)) {
          worst = difference
          where = `${name} of coordinate ${i} at t = ${given.t}: ${found[i]}, the golden has ${x}`
        }
      })
    }
  })
  return { worst, where }
}

/** The largest difference along a run, in units of what is allowed: 1e-12 max(1, |x|) + the trace's own rounding. */
export function runDifference(golden: RunGolden, begin: Begin): { worst: number; where: string } {
  const gradient = gradients[golden.problem]
  const theta = Float64Array.from(goldens.starts[golden.problem])
  const rule = begin(golden.settings, theta, 0, {})
  let worst = 0
  let where = 'nowhere'
  let t = 0
  for (const [step, expected, rounding] of golden.records) {
    while (t < step) {
      t++
      rule.step(theta, gradient(theta, t))
    }
    expected.forEach((x, i) => {
      const difference = Math.abs(theta[i] - x) / (1e-12 * Math.max(1, Math.abs(x)) + rounding)
      if (!(difference <= worst)) {
        worst = difference
        where = `coordinate ${i} after step ${step}: ${theta[i]}, the golden has ${x}`
      }
    })
  }
  return { worst, where }
}
