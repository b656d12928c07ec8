import { number } from '../display/number.ts'
import type { DescentFacts } from './descent-facts.ts'
import type { Found } from './finding.ts'

/** The run diverged downwards: it did what it should, and there is no end to it. Or it could not even begin. */
export function noLowestValue({ run, last }: DescentFacts): Found[] {
  const { value, gradientNorm } = run.trajectory
  const [from, to] = [value[0], value[last]]
  const diverged = run.stopped === 'diverged'
  if (!diverged && !(run.stopped === 'steps' && isFarOut(run) && isBelowAll(run, from, to))) return []
  if (!diverged || (run.steps > 0 && to < Math.min(0, from) && Math.abs(to) > 1e3 * Math.max(1, Math.abs(from)))) {
    return [
      {
        name: 'no lowest value',
        evidence: `The loss fell from ${number(from)} to ${number(to)} in ${number(last)} steps, and on.`,
        numbers: { from, to, steps: last },
        advice:
          'No rule can help: bound the objective, as by a penalty 0.01 |x|^2, or end the run by stop: { target }.',
      },
    ]
  }
  if (to > from || gradientNorm[last] > gradientNorm[0]) return []
  return [
    {
      name: 'not finite',
      evidence: `The run ${run.because}.`,
      numbers: { step: run.steps, loss: run.value, gradientNorm: run.gradientNorm },
      advice:
        'Look at the function there: a logarithm or root of what is below 0, or a division by 0. Begin elsewhere, or keep its argument away from 0.',
    },
  ]
}

/** Outside its domain by more than three times the domain's width, in some coordinate. */
function isFarOut({ x, objective }: DescentFacts['run']): boolean {
  return (objective.domain ?? []).some(([low, high], i) => Math.max(low - x[i], x[i] - high) > 3 * (high - low))
}

/** Lower than the lowest minimum that is known, or, where none is, than the start by ten times its size. */
function isBelowAll({ objective }: DescentFacts['run'], from: number, to: number): boolean {
  const minima = (objective.minima ?? []).map(({ value }) => value)
  if (minima.length === 0) return to < from - 10 * Math.max(1, Math.abs(from))
  const lowest = Math.min(...minima)
  return to < lowest - Math.abs(from - lowest)
}
