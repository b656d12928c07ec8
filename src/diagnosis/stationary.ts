import { curves } from '../charts/curves.ts'
import { number, point } from '../display/number.ts'
import { normal, randomAt } from '../surfaces/random.ts'
import type { DescentFacts } from './descent-facts.ts'
import type { Found } from './finding.ts'
import { rounded } from './rounded.ts'

/** The loss may still have fallen by this share of the usual height in the second half of the run. */
const progress = 0.01
/** Going on along a plateau's slope, across the whole box, would gain no more than this share of what is missing. */
const gain = 0.2
/** A saddle's own point is at most this share of the box's width away. */
const near = 0.02
/** A curvature counts as below 0 where it is so by this share of the largest: above rounding and differences. */
const negative = 1e-4

/**
 * Where a run stands when it goes no further: a small slope alone can't tell. The Hessian's eigenvalues do
 * (Dauphin et al. 2014, Identifying and attacking the saddle point problem):
 *
 * - plateau: all of them are small too, and the loss is not low
 * - saddle: one is below 0. Down there it goes on
 * - local minimum: all are above 0, and a lower minimum is known
 *
 * Small is measured by what is usual in the objective's domain.
 */
export function stationary(facts: DescentFacts): Found[] {
  const { run, last, end, around, limits, arrived, objective } = facts
  if (run.stopped === 'target' || run.stopped === 'diverged' || end === undefined || objective === undefined) return []
  if (around === undefined) return facts.arrived && run.stopped === 'gradient' ? bySigns(facts) : []
  const { value } = run.trajectory
  const height = around.value - around.lowest
  const still = arrived || value[Math.floor(last / 2)] - value[last] <= progress * height
  const isFlat = end.slope <= limits.level * around.slope
  if (!still || !isFlat) return []
  const most = Math.max(Math.abs(end.highest), Math.abs(end.lowest))
  const above = run.value - around.lowest
  const bentBothWays = degenerate(facts)
  const isPoint = isNearStationary(facts)
  const bendsDown = end.lowest < -Math.max(negative * most, 1e-6 * around.curvature)
  if (bentBothWays || (isPoint && bendsDown)) return [saddleOf(facts)]
  const isLevel = most <= 2 * limits.level * around.curvature && end.slope * around.width <= gain * above
  const isMinimum = isPoint && end.lowest > 0
  if (isLevel && !isMinimum && above > 0.1 * height) return [plateauOf(facts)]
  const minima = objective.minima ?? []
  if (minima.length > 0 && end.lowest > 0 && above > progress * height && (arrived || (end.gap ?? 1) < 1e-3 * above)) {
    return [localMinimumOf(facts)]
  }
  return []
}

/**
 * Whether a point where the slope is 0 is near and is one: in a curved valley the ground bends
 * down along the way too, but what Newton's step leads to is far; on a plateau it is near, but as steep.
 */
const isNearStationary = ({ end, around }: DescentFacts): boolean =>
  end !== undefined &&
  around !== undefined &&
  Math.max(Math.abs(end.highest), Math.abs(end.lowest)) > 1e-6 * around.curvature &&
  (end.newton ?? Number.POSITIVE_INFINITY) <= near * around.width &&
  (end.slopeThere ?? 0) <= Math.max(0.2 * end.slope, 1e-9 * around.slope)

/** Without a measure for what is usual: the signs, where the gradient's own limit ended the run. */
function bySigns(facts: DescentFacts): Found[] {
  const { end } = facts
  if (end === undefined) return []
  return end.lowest < -0.01 * Math.max(Math.abs(end.highest), Math.abs(end.lowest)) ? [saddleOf(facts)] : []
}

/**
 * Whether all second derivatives are 0 and the loss goes up to one side and down to another all the same, as at a monkey saddle: by more than the
 * slope explains, at a hundredth of the box's width.
 */
function degenerate({ run, end, around, objective, limits }: DescentFacts): boolean {
  if (end === undefined || around === undefined || objective === undefined) return false
  if (Math.max(Math.abs(end.highest), Math.abs(end.lowest)) > limits.level * around.curvature) return false
  const r = 0.01 * around.width
  const random = randomAt(2, 0)
  const here = objective.value(run.x)
  let [up, down] = [0, 0]
  for (let k = 0; k < 32; k++) {
    const u = Float64Array.from(run.x, () => normal(random))
    const length = Math.sqrt(u.reduce((sum, ui) => sum + ui * ui, 0))
    const change = objective.value(run.x.map((xi, i) => xi + (r * u[i]) / length)) - here
    up = Math.max(up, change)
    down = Math.max(down, -change)
  }
  const least = Math.min(up, down)
  // Down a plateau's tail it goes less than up: a saddle goes as far both ways.
  return least > 3 * end.slope * r && least > 0.3 * Math.max(up, down) && least > 1e-9 * (around.value - around.lowest)
}

const slopes = ({ end, around }: DescentFacts): string =>
  `|g| = ${number(end?.slope ?? Number.NaN)}${around ? ` (usual around: ${number(around.slope)})` : ''}`

const numbersOf = ({ run, end, around }: DescentFacts): Record<string, number> => ({
  gradientNorm: end?.slope ?? Number.NaN,
  highestCurvature: end?.highest ?? Number.NaN,
  lowestCurvature: end?.lowest ?? Number.NaN,
  loss: run.value,
  ...(around && { usualGradientNorm: around.slope, usualCurvature: around.curvature, lowestKnown: around.lowest }),
})

const picture =
  ({ run }: DescentFacts, title: string, caption: string) =>
  () =>
    curves(run, {
      height: 260,
      title,
      caption,
      ...(run.trajectory.gradientNorm.some(g => g > 0) && { y: 'gradientNorm' }),
    })

function plateauOf(facts: DescentFacts): Found {
  const { run, end, around, rate } = facts
  const larger =
    rate > 0
      ? `a rule that divides by the gradient’s size, as adam({ learningRate: ${rounded((around?.width ?? 1) / 100)} })`
      : 'another rule'
  return {
    name: 'plateau',
    evidence: `At ${point(run.x)} the ground is level: ${slopes(facts)}, no curvature above ${number(Math.max(Math.abs(end?.highest ?? 0), Math.abs(end?.lowest ?? 0)))} (usual: ${number(around?.curvature ?? Number.NaN)}); the loss is ${number(run.value)}, ${number(around?.lowest ?? Number.NaN)} is known to be possible.`,
    numbers: numbersOf(facts),
    advice: `Try ${larger}, or another start.`,
    chart: () =>
      curves(run, {
        height: 260,
        title: 'On a plateau',
        log: false,
        domain: [around?.lowest ?? run.value, Math.max(...run.trajectory.value)],
        caption:
          'The loss by step, down to the lowest that is known: where the slope is next to nothing, so is each step in proportion to it.',
      }),
  }
}

function saddleOf(facts: DescentFacts): Found {
  const { run, end } = facts
  const [low, high] = [end?.lowest ?? Number.NaN, end?.highest ?? Number.NaN]
  const kind = high < 0 ? 'a maximum' : 'a saddle'
  const bends =
    low < 0
      ? `curvatures reach from ${number(low)} to ${number(high)}`
      : 'all curvatures are about 0, and yet it goes up to one side and down to the other'
  return {
    name: 'saddle',
    evidence: `At ${point(run.x)} the slope is small, ${slopes(facts)}, but it is ${kind} and no minimum: ${bends}.`,
    numbers: numbersOf(facts),
    advice: `Begin beside it, as 0.01 away from ${point(run.x)}; or with noise, noisy(f, { deviation: 0.01 }), or mini-batches; momentum${low < 0 ? ` leaves it faster: the way out grows by 1 + eta ${rounded(-low)} a step` : ' leaves it faster'}.`,
    chart: picture(facts, 'At a saddle', 'The gradient’s norm by step: small at a saddle as at a minimum.'),
  }
}

function localMinimumOf(facts: DescentFacts): Found {
  const { run, objective } = facts
  const deepest = (objective?.minima ?? []).reduce((least, one) => (one.value < least.value ? one : least))
  return {
    name: 'local minimum',
    evidence: `At ${point(run.x)} all curvatures are above 0 (the least is ${number(facts.end?.lowest ?? Number.NaN)}): a minimum, with a loss of ${number(run.value)}; at ${point(deepest.x)} it is ${number(deepest.value)}.`,
    numbers: { ...numbersOf(facts), lowestKnown: deepest.value },
    advice:
      'Try other starts, drawn over the domain; a larger rate or noise at the beginning can leave a narrow minimum.',
  }
}
