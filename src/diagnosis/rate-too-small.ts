import { curves } from '../charts/curves.ts'
import { number } from '../display/number.ts'
import { bend } from './bend.ts'
import type { DescentFacts } from './descent-facts.ts'
import type { Found } from './finding.ts'
import { rounded } from './rounded.ts'
import { triedStep } from './tried-step.ts'

/** The way left, as a share of the whole: below it a run has as good as arrived. */
const left = 0.05

/**
 * It was on its way when the steps were used up, and could have gone much faster:
 *
 * - by theory, where the rule is linear: the largest curvature of the whole path would allow a rate that is `slack` times as large, and steps of half that length, tried along
 *   the path, do not raise the loss;
 * - by trial for other rules: the whole path was one straight line, and going on along it the loss only falls: to `slack` times its length, or to twice
 *   where more than half of the way is left. The path would have been the same with the larger rate.
 *
 * How much was left is told by the quadratic around the end (Bend.gap).
 */
export function rateTooSmall(facts: DescentFacts): Found[] {
  const { run, arrived, last, rate, stable, end, limits, kept, objective, fall } = facts
  if (arrived || run.stopped === 'diverged' || !(rate > 0) || last < 4 || end === undefined || !kept) return []
  // A path that zigzags meets a curvature between its points, as at a kink, that no second derivative tells.
  if (facts.swing !== undefined && facts.swing.turns > 0.3) return []
  // Where it bends down and no minimum is known, it may be that there is none: faster is no better then.
  if (end.lowest < -0.1 * Math.abs(end.highest) && !run.objective.minima?.length) return []
  const { value } = run.trajectory
  const half = value[Math.floor(last / 2)]
  // Where there are too many dimensions for the quadratic, a loss that falls evenly falls by half its way in the second half.
  const remains = end.gap ?? (half - value[last]) * 2
  const share = remains / (Math.max(0, fall) + remains)
  if (!(share > left) || !(half > value[last])) return []
  const times =
    stable === undefined
      ? objective
        ? straightOn(facts)
        : 1
      : 2 * triedStep(facts, byTheory(facts, stable) / 2, 'path')
  // A path that never turned, most of whose way is left, would be no other at twice the rate.
  const straight = stable === undefined && share > 0.5 && times >= 2
  if (!(times >= limits.slack) && !straight) return []
  const larger =
    straight || !isQuadratic(facts) ? (straight ? limits.slack : Math.min(limits.slack, times / 2)) : times / 2
  const why =
    stable === undefined
      ? `the path is a straight line, and the loss falls along it to ${number(times)} times its length`
      : `the curvatures on the path would bear a rate of up to ${number(rate * times)}`
  return [
    {
      name: 'rate too small',
      evidence: `After ${number(last)} steps with a rate of ${number(rate)} the loss has gone from ${number(value[0])} to ${number(value[last])} and still falls; ${why}.`,
      numbers: { rate, times, limit: rate * times, from: value[0], to: value[last], left: share },
      advice: `Try a rate of ${rounded(rate * larger)}, ${rounded(larger)} times as large.`,
      chart: () =>
        curves(run, {
          height: 260,
          title: 'Rate too small',
          caption: 'The loss by step: it still falls where the steps end.',
        }),
    },
  ]
}

/** Whether the curvature is the same at both ends of the path: then its limit is that of the whole way, else a tenfold rate is enough for a first try. */
function isQuadratic({ bendAt, end }: DescentFacts): boolean {
  const first = bendAt(0)
  return (
    first !== undefined && end !== undefined && Math.abs(first.highest - end.highest) <= 0.1 * Math.abs(end.highest)
  )
}

/** How many times the rate could be larger for the largest curvature at nine points of the path. */
function byTheory({ bendAt, last, end, objective }: DescentFacts, stable: number): number {
  let most = Math.max(Math.abs(end?.highest ?? 0), Math.abs(end?.lowest ?? 0))
  for (let k = 0; k < 8; k++) {
    const bent = bendAt(Math.floor((k * last) / 8))
    if (bent !== undefined) most = Math.max(most, Math.abs(bent.highest), Math.abs(bent.lowest))
  }
  // What lies ahead may be steeper: where a minimum is known, it is looked at too.
  for (const minimum of objective?.minima ?? []) {
    const bent = objective && bend(objective, Float64Array.from(minimum.x))
    if (bent !== undefined) most = Math.max(most, bent.highest)
  }
  return stable / most
}

/** How many times its length a straight path could be with the loss falling all along; 1 where the path is not straight. */
function straightOn({ run: { trajectory }, last, objective }: DescentFacts): number {
  const [start, end] = [trajectory.point(0), trajectory.point(last)]
  let path = 0
  for (let k = 1; k <= last; k++) path += between(trajectory.point(k - 1), trajectory.point(k))
  if (!(between(start, end) >= 0.95 * path) || objective === undefined) return 1
  let [times, value] = [1, trajectory.value[last]]
  // To 64 times the length, in steps small enough not to jump over a ridge.
  for (let next = 1.25; next <= 64; next *= 1.25) {
    const there = objective.value(start.map((xi, i) => xi + next * (end[i] - xi)))
    if (!(there < value)) break
    ;[times, value] = [next, there]
  }
  return times
}

function between(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, ai, i) => sum + (ai - b[i]) ** 2, 0))
}
