import { curves } from '../charts/curves.ts'
import { number } from '../display/number.ts'
import type { DescentFacts } from './descent-facts.ts'
import type { Found } from './finding.ts'
import { rounded } from './rounded.ts'

/**
 * At a constant rate the noise of the gradient keeps a run moving about the minimum, at a height in proportion to the rate: on a
 * quadratic with noise of covariance C the mean loss is eta trace(C) / 4 above the minimum, for a small rate (Bottou, Curtis &
 * Nocedal 2018, Optimization methods for large-scale machine learning, theorem 4.6, has it as a bound). It is measured by the mean of the
 * points, in which the noise cancels: told where the rate did not fall, the loss does not fall either, the path goes about in
 * place, and the loss at the mean is lower by a visible share of what was gained.
 */
export function noiseFloor({ run, arrived, swing, fall, limits, rate }: DescentFacts): Found[] {
  if (!run.objective.stochastic || arrived || swing === undefined || !(rate > 0)) return []
  const { value, learningRate } = run.trajectory
  const { from, to, mean, atMean, straight } = swing
  const middle = Math.floor((from + to) / 2)
  const meanOf = (a: number, b: number) => value.subarray(a, b).reduce((sum, one) => sum + one, 0) / (b - a)
  const excess = mean - atMean
  const stillFalls = meanOf(from, middle) - meanOf(middle, to + 1) > excess / 2
  const rateFalls = rate < 0.9 * learningRate[from]
  // A walk of n steps in random directions goes as far as their root: 400 of them a twentieth of their length.
  const stays = straight < 3 / Math.sqrt(to - from)
  if (rateFalls || stillFalls || !stays || !(excess >= limits.excess * Math.max(fall, value[0] - atMean))) return []
  return [
    {
      name: 'noise floor',
      evidence: `In the last ${number(to - from)} steps the rate stayed at ${number(rate)} and the loss about ${number(mean)}; at the mean of these points it is ${number(atMean)}: the noise of the gradient costs ${number(excess)}.`,
      numbers: { rate, loss: mean, lossAtMean: atMean, excess },
      advice: `Let the rate fall, as cosine({ initial: ${rounded(rate)}, steps: ${run.steps} }); or take the average of the last points, averaged(run); or larger batches. With a tenth of the rate, ${rounded(rate / 10)}, the floor is about a tenth as high.`,
      chart: () =>
        curves(run, {
          height: 260,
          title: 'Noise floor',
          caption: `From step ${number(from)} on the loss stays about ${number(mean)}.`,
        }),
    },
  ]
}
