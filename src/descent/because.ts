import { apart, number, point } from '../display/number.ts'
import type { Ended } from './descend.ts'
import type { Limits } from './stopping.ts'
import type { Trajectory } from './trajectory.ts'

/** What the words are made from. */
interface Told {
  readonly ended: Pick<Ended, 'step' | 'stopped' | 'stalled' | 'result'>
  readonly trajectory: Trajectory
  readonly limits: Limits
  /** The argument name of the rule's learning rate, if it has one. */
  readonly rate: string | null
  /** Whether the samples were fewer than the steps that were asked for. */
  readonly streamEnds?: boolean
  /** Where the descent ended. */
  readonly theta: Float64Array
}

/** Why a run ended, in words with the numbers measured against their limits. */
export function because(told: Told): string {
  const { result } = told.ended
  if (result === undefined) return ending(told)
  const at = `the loss is ${number(result.value)} and |g| = ${number(result.gradientNorm)}`
  return `${ending(told)}; the result is not this last point but an average that the rule keeps, where ${at}`
}

function ending(told: Told): string {
  const { ended, trajectory, limits } = told
  const k = ended.step
  const loss = trajectory.value[k]
  const norm = trajectory.gradientNorm[k]
  switch (ended.stopped) {
    case 'target':
      return stopped(k, `the loss ${below(loss, limits.target, 'the target ')}`)
    case 'gradient':
      return stopped(k, `|g| = ${below(norm, limits.gradient)}`)
    case 'change': {
      const change = Math.abs(loss - trajectory.value[k - 1])
      return stopped(k, `the last step changed the loss by ${below(change, limits.change, '', 'which is')}`)
    }
    case 'steps':
      return budget(told, loss, norm)
    case 'stalled':
      return `stopped at step ${number(k)}: ${ended.stalled}, with the loss at ${number(loss)} and ${steepness(norm, limits)}`
    case 'diverged':
      return `diverged at step ${number(k)}: ${divergence(told, loss, norm)}`
  }
}

function stopped(step: number, reason: string): string {
  return step === 0
    ? `stopped at the start, which is already there: ${reason}`
    : `stopped at step ${number(step)}: ${reason}`
}

/** '8.7e-6 is below 1e-5', or '0 is the limit itself' in words that are true of equals too. */
function below(value: number, limit: number, name = '', verb = 'is'): string {
  const [measured, allowed] = apart(value, limit)
  if (value === limit) return `${measured}${verb === 'is' ? '' : ','} ${verb} just ${name || 'the limit '}${allowed}`
  return `${measured}${verb === 'is' ? '' : ','} ${verb} below ${name}${allowed}`
}

/** The budget is used up: what is still above its limit, and where the loss went. */
function budget({ ended, trajectory, limits, streamEnds }: Told, loss: number, norm: number): string {
  if (ended.step === 0) return `stopped at the start: ${streamEnds ? 'no samples are left' : 'the budget is 0 steps'}`
  const first = trajectory.value[0]
  const [from, to] = apart(first, loss)
  const moved = loss === first ? `stayed at ${to}` : `${loss < first ? 'fell' : 'rose'} from ${from} to ${to}`
  return `stopped at step ${number(ended.step)}, ${streamEnds ? 'where the samples end' : 'the end of the budget'}: the loss ${moved}, ${steepness(norm, limits)}`
}

/** How steep it still is, beside the limit if there is one. */
function steepness(norm: number, limits: Limits): string {
  const [measured, allowed] = apart(norm, limits.gradient)
  return limits.gradient < 0 ? `|g| = ${number(norm)}` : `|g| = ${measured} is still above ${allowed}`
}

/** What went wrong, and what to try. */
function divergence({ ended, trajectory, limits, rate, theta }: Told, loss: number, norm: number): string {
  const k = ended.step
  const values = trajectory.value
  if (k === 0) {
    const what =
      Number.isFinite(loss) && !Number.isFinite(norm) ? `|g| is ${number(norm)}` : `the loss is ${number(loss)}`
    return `${what} at the start ${point(theta)}, which leaves no way to go on`
  }
  const eta = trajectory.learningRate[k - 1]
  if (rate !== null && !Number.isFinite(eta)) {
    return `${rate} was ${number(eta)} at step ${number(k - 1)}; its schedule must give a finite number for every step`
  }
  const lost = theta.findIndex(Number.isNaN)
  if (lost >= 0 && Number.isFinite(trajectory.gradientNorm[k - 1])) {
    return `the update made coordinate ${lost + 1} of ${theta.length} NaN, from a finite gradient: a division of 0 by 0, as with epsilon = 0 where a slope is 0`
  }
  const was = `${number(values[k - 1])} at step ${number(k - 1)}`
  if (Number.isFinite(loss) && loss < -limits.divergence) {
    return `the loss fell from ${number(values[0])} to ${number(loss)}; it seems to have no lowest value in this direction`
  }
  if (lost >= 0) {
    return `|g| was ${number(trajectory.gradientNorm[k - 1])} at step ${number(k - 1)}, and the rule made its step all the same`
  }
  // An infinite slope where the loss did not grow is a fault of the gradient; where it grew, both went too far.
  const fault = Number.isNaN(norm) ? limits.divergence : norm < Infinity ? -1 : Math.abs(values[k - 1])
  if (Math.abs(loss) <= fault) {
    return `|g| is ${number(norm)}, though the loss is ${number(loss)}; the gradient is not defined at ${point(theta)}`
  }
  const smaller = rate === null ? 'try smaller steps' : `try a smaller ${rate} than ${number(eta)}`
  if (loss > 0 || values[k - 1] > values[0]) {
    const through = k === 1 ? '' : `${was} and `
    return `the loss grew from ${number(values[0])} at the start to ${through}${number(loss)} now; ${smaller}`
  }
  return `the loss is ${number(loss)}, after ${was}; it is not defined at ${point(theta)}, or the step there was too long: ${smaller}`
}
