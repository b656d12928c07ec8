import { lines } from '../charts/lines.ts'
import { number } from '../display/number.ts'
import type { DescentFacts } from './descent-facts.ts'
import type { Found } from './finding.ts'
import { rounded } from './rounded.ts'

/** Fewer turns than this may be a bend in the valley. */
const turns = 4

/**
 * It swings about a point instead of going there, without noise that would explain it. Along the direction of most motion
 * its steps turn back again and again, the swing hardly gets smaller (after half of the rows looked at it still has half its size), and it
 * costs something: the loss at the middle of the swing is lower than the mean loss by a visible share of what was gained.
 */
export function oscillating(facts: DescentFacts): Found[] {
  const { run, arrived, swing, fall, limits, rate, stable, end } = facts
  if (arrived || run.objective.stochastic || swing === undefined) return []
  const excess = swing.mean - swing.atMean
  const gained = Math.max(fall, run.trajectory.value[0] - swing.atMean)
  if (swing.count < turns || swing.kept < 0.5 || !(excess >= limits.excess * gained) || !(excess > 0)) return []
  const most = stable !== undefined && end !== undefined && end.highest > 0 ? (rate * stable) / end.highest : undefined
  const smaller = rounded(most === undefined ? rate / 5 : Math.min(rate, most) / 2)
  const rhythm = `${number(swing.count)} times in the last ${number(swing.to - swing.from)} steps`
  const limit =
    most === undefined || end === undefined || rate < most / 2
      ? ''
      : `; the rate is ${number(rate)}, its limit ${number(most)} for the curvature ${number(end.highest)}`
  return [
    {
      name: 'oscillating',
      evidence: `Along its direction of most motion the path turned back ${rhythm}, and the swing kept ${number(100 * Math.min(1, swing.kept))}% of its size; the mean loss was ${number(swing.mean)}, at the middle of the swing it is ${number(swing.atMean)}${limit}.`,
      numbers: {
        turns: swing.count,
        rows: swing.to - swing.from,
        kept: swing.kept,
        loss: swing.mean,
        lossAtMiddle: swing.atMean,
        rate,
        ...(most !== undefined && { limit: most }),
      },
      advice: adviceFor(facts, smaller),
      chart: () => {
        const first = Math.max(swing.from, swing.to - 60)
        const k = Array.from({ length: swing.to - first + 1 }, (_, i) => first + i)
        return lines(
          { 'distance from the middle': { x: k, y: k.map(row => swing.along(row)) } },
          {
            x: 'step',
            y: 'distance',
            height: 260,
            title: 'Oscillating',
            caption: `The last ${k.length - 1} steps. The place along the direction of most motion: it goes to and fro about the dashed line, where the loss is ${number(swing.atMean)}.`,
            guides: { y: { middle: 0 } },
          },
        )
      },
    },
  ]
}

/** Momentum that swings far below the limit of the rate swings because of beta: (1 - sqrt(eta mu))^2 is where it just does not (Goh 2017). */
function adviceFor({ run, rate, stable, end }: DescentFacts, smaller: string): string {
  if (Number.isNaN(rate)) return 'Take smaller steps, or average the path.'
  const name = ['beta', 'gamma'].find(one => typeof run.rule.settings[one] === 'number')
  const isFar = stable !== undefined && end !== undefined && end.highest < stable / 2
  if (name !== undefined && isFar && end.lowest > 0) {
    return `Try ${name}: ${rounded((1 - Math.sqrt(Math.min(1, rate * end.lowest))) ** 2)}: with the rate ${rounded(rate)} and the least curvature ${number(end.lowest)} it swings no longer.`
  }
  const falling = `cosine({ initial: ${rounded(rate)}, steps: ${run.steps} })`
  const plain = run.rule.name === 'gradient descent' ? '; or momentum, which evens out what goes to and fro' : ''
  // Near its limit the rate itself is at fault; else a large rate may have been right to begin with.
  const atLimit = stable !== undefined && end !== undefined && end.highest > stable / 2
  return atLimit
    ? `Try a rate of ${smaller}, or one that falls to 0 in the end, as ${falling}${plain}.`
    : `Let the rate fall to 0 in the end, as ${falling}, or try a rate of ${smaller}.`
}
