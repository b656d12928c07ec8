import { number } from '../display/number.ts'
import type { DescentFacts } from './descent-facts.ts'
import type { Found } from './finding.ts'

/** The run diverged downwards: it did what it should, and there is no end to it. Or it could not even begin. */
export function noLowestValue({ run, last }: DescentFacts): Found[] {
  if (run.stopped !== 'diverged') return []
  const { value, gradientNorm } = run.trajectory
  const [from, to] = [value[0], value[last]]
  if (run.steps > 0 && to < Math.min(0, from) && Math.abs(to) > 1e3 * Math.max(1, Math.abs(from))) {
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
