import { curves } from '../charts/curves.ts'
import { number } from '../display/number.ts'
import type { DescentFacts } from './descent-facts.ts'
import type { Found } from './finding.ts'
import { rounded } from './rounded.ts'
import { triedStep } from './tried-step.ts'

/**
 * Along a direction with curvature L, gradient descent multiplies the distance by 1 - eta L: it grows above eta = 2 / L; other linear rules
 * have another limit, which stableCurvature tries. The rate is too large where
 *
 * - the largest curvature is above the rule's limit, and the loss does not fall any more. Both are needed: training of networks comes to the
 *   edge of stability and goes down there all the same (Cohen et al. 2021).
 * - or, whatever the rule, the loss ends no lower than it began, though the ground slopes down there: a small enough step
 *   along the gradient would have gone down.
 */
export function rateTooLarge(facts: DescentFacts): Found[] {
  const { run, last, lowest, rate, stable, end, arrived } = facts
  const { value } = run.trajectory
  const upwards = run.stopped === 'diverged' && value[last] > value[0]
  if (arrived || !(rate > 0) || last < 1 || (run.stopped === 'diverged' && !upwards)) return []
  const chart = () =>
    curves(run, {
      height: 260,
      title: 'Rate too large',
      caption: upwards
        ? 'The loss by step: it grows, and faster the higher it is.'
        : 'The loss by step: it does not fall any more.',
    })
  if (stable !== undefined && end !== undefined) {
    // Where it passed by a valley is where it would have to settle.
    const low = facts.bendAt(lowest)
    const L = Math.max(end.highest, low?.highest ?? 0)
    // Bisection finds the limit to 0.05 percent.
    if (!(L >= 0.999 * stable) || !(upwards || goesNowhere(value, last))) return []
    const most = (rate * stable) / L
    const half = rate * triedStep(facts, stable / L / 2, 'start')
    const grew = upwards
      ? `, and the loss grew from ${number(value[lowest])} to ${number(value[last])}`
      : `, and the loss is ${number(value[last])} after ${number(value[lowest])} at step ${number(lowest)}`
    return [
      {
        name: 'rate too large',
        evidence: `The rate is ${number(rate)}; where the largest curvature is L = ${number(L)}, ${run.rule.name} is stable up to ${number(most)}${grew}.`,
        numbers: { rate, curvature: L, limit: most, limitTimesCurvature: rate * stable },
        advice: `Try a rate of ${rounded(half)}${half >= 0.99 * (most / 2) ? `, half of the limit ${rounded(rate * stable)} / L` : `, with which the first step goes down; at its end it is steeper than here`}${upwards ? '' : ', or let the rate fall to it'}.`,
        chart,
      },
    ]
  }
  const slope = run.trajectory.gradientNorm[0]
  const tail = quarter(value, last, 3)
  if (!(upwards || (tail >= value[0] && lowest <= last / 2)) || !(slope > 0) || last < 4) return []
  const smaller = rounded(rate * triedStep(facts, 0.1, 'start'))
  return [
    {
      name: 'rate too large',
      evidence: `With a rate of ${number(rate)} the loss began at ${number(value[0])} and ${upwards ? `grew to ${number(value[last])}` : `was ${number(tail)} in the mean of the last quarter`}, though it slopes down at the start (|g| = ${number(slope)}).`,
      numbers: { rate, from: value[0], to: upwards ? value[last] : tail, slope },
      advice: `Try a rate of ${smaller}, and from there what a range test tells.`,
      chart,
    },
  ]
}

/** The mean of one of four quarters of a column. */
function quarter(value: Float64Array, last: number, which: number): number {
  const from = Math.floor((which * last) / 4)
  const to = Math.max(from + 1, Math.floor(((which + 1) * last) / 4) + (which === 3 ? 1 : 0))
  return value.subarray(from, to).reduce((sum, one) => sum + one, 0) / (to - from)
}

/** Whether the last quarter is not lower, by a hundredth of what was gained, than the one before. */
function goesNowhere(value: Float64Array, last: number): boolean {
  if (last < 8) return value[last] >= value[0]
  const lowest = value.subarray(0, last + 1).reduce((least, one) => Math.min(least, one), value[0])
  return quarter(value, last, 3) >= quarter(value, last, 2) - 0.01 * (quarter(value, last, 2) - lowest)
}
