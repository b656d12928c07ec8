import type { Rule } from '../../src/index.ts'
import { asked, random, segments } from './library.ts'
import type { Moving } from './moving.ts'
import { oracle, type Problem } from './problems.ts'

/** The points after each update, and what is returned there. */
export interface Path {
  readonly theta: Float64Array[]
  readonly result: Float64Array[]
}

/** Where the library goes. */
export function byLibrary(rule: Rule, problem: Problem, steps: number, start = problem.start): Path {
  const theta = Float64Array.from(start)
  const stepping = rule.begin(theta, undefined, segments(problem.layers))
  const path: Path = { theta: [], result: [] }
  for (let t = 1; t <= steps; t++) {
    stepping.step(theta, problem.gradient(theta, t), asked(problem, t))
    const result = theta.slice()
    stepping.result?.(theta, result)
    path.theta.push(theta.slice())
    path.result.push(result)
  }
  return path
}

/** Where a reference goes; nudged, each coordinate moves by one unit in the last place after the first update: up, down, up, ... */
export function byHand(
  begin: (theta: Float64Array) => Moving,
  problem: Problem,
  steps: number,
  nudged: 1 | -1 | 0 = 0,
): Path {
  const theta = Float64Array.from(problem.start)
  const rule = begin(theta)
  const path: Path = { theta: [], result: [] }
  for (let t = 1; t <= steps; t++) {
    if (t === 2) for (let i = 0; i < theta.length; i++) theta[i] *= 1 + (-1) ** i * nudged * Number.EPSILON
    const point = rule.point(theta)
    rule.step(theta, problem.gradient(point, t), oracle(problem, t, point, random(1)))
    path.theta.push(theta.slice())
    path.result.push(rule.result(theta))
  }
  return path
}

/**
 * How far the library's path leaves the reference's, at worst, in units of what is allowed after t updates: 1e-12 max(1, |x|), and
 * t times as far as the reference's own path moves when the first point after the start is nudged by one unit in the last place.
 * Every update rounds, and what one rounding becomes that tells.
 */
export function parted(
  rule: Rule,
  begin: (theta: Float64Array) => Moving,
  problem: Problem,
  steps: number,
): { worst: number; where: string } {
  const found = byLibrary(rule, problem, steps)
  const expected = byHand(begin, problem, steps)
  const nudged = ([1, -1] as const).map(way => byHand(begin, problem, steps, way))
  let worst = 0
  let where = 'nowhere'
  for (const kind of ['theta', 'result'] as const) {
    for (let t = 0; t < steps; t++) {
      expected[kind][t].forEach((x, i) => {
        const rounding = Math.max(...nudged.map(other => Math.abs(other[kind][t][i] - x)))
        const apart = Math.abs(found[kind][t][i] - x) / (1e-12 * Math.max(1, Math.abs(x)) + (t + 1) * rounding)
        if (!(apart <= worst)) {
          worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart
          where = `${kind}[${i}] after update ${t + 1}: ${found[kind][t][i]}, the reference has ${x}`
        }
      })
    }
  }
  return { worst, where }
}
