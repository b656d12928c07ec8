import {
  accumulate,
  adam,
  adamw,
  adan,
  clipByNorm,
  decoupledDecay,
  ema,
  gradientDescent,
  lamb,
  lion,
  momentum,
  pipe,
  prodigy,
  scheduleFreeAdamw,
} from 'fall-line'
import * as byHand from './by-hand.mjs'
import { turns } from './turns.mjs'

/** @typedef {import('fall-line').Rule} Rule */
/** @typedef {import('./row.mjs').Row} Row */

/** @type {readonly { name: string, rule: Rule, peer: byHand.ByHand, layered?: boolean, limit?: number }[]} */
const contests = [
  { name: 'gradient descent', rule: gradientDescent(), peer: byHand.gradientDescent },
  { name: 'momentum', rule: momentum(), peer: byHand.momentum },
  { name: 'Adam', rule: adam(), peer: byHand.adam },
  { name: 'AdamW', rule: adamw(), peer: byHand.adamw },
  { name: 'Lion', rule: lion(), peer: byHand.lion },
  { name: 'Adan', rule: adan(), peer: byHand.adan },
  { name: 'LAMB, 3 layers', rule: lamb(), peer: byHand.lamb, layered: true },
  { name: 'schedule-free AdamW', rule: scheduleFreeAdamw(), peer: n => byHand.scheduleFreeAdamw(same(n))(n) },
  { name: 'Prodigy', rule: prodigy(), peer: byHand.prodigy },
  {
    name: 'clip by norm, decay, Adam',
    rule: pipe(clipByNorm(1), decoupledDecay(0.01), adam()),
    peer: byHand.clippedAdamw,
  },
  { name: 'accumulate 4, Adam', rule: pipe(accumulate(4), adam()), peer: byHand.accumulatedAdam },
  { name: 'Adam, moving average', rule: pipe(adam(), ema(0.99)), peer: byHand.averagedAdam },
]

/** The same gradient wherever it is asked for: a step alone is measured. @param {number} n @returns {byHand.Step} */
const same = n => {
  const g = gradientOf(n)
  return (_, out) => out.set(g)
}

/** @param {number} n */
const gradientOf = n => Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1))

/**
 * A step that is generated from equations against the same written by hand, in nanoseconds a parameter. Each rule has begun twice
 * before: the compiler treats what runs once better than what runs often.
 */
export function bench() {
  return [1e3, 1e5].map(n => ({
    title: `A step of ${n} parameters, for each`,
    peer: 'by hand',
    rows: contests.map(against(n)),
  }))
}

/** @param {number} n @returns {(contest: typeof contests[number]) => Row} */
const against =
  n =>
  ({ name, rule, peer, layered = false, limit = 1.5 }) => {
    const start = Float64Array.from({ length: n }, (_, i) => Math.cos(i))
    const g = gradientOf(n)
    const oracle = /** @type {never} */ ({ gradient: same(n) })
    const layers = layered ? byHand.threeLayers(n) : undefined
    const begun = () => {
      const [mine, theirs] = [start.slice(), start.slice()]
      const stepping = rule.begin(mine, undefined, layers)
      const written = peer(n)
      return { ours: () => stepping.step(mine, g, oracle), peer: () => written(theirs, g) }
    }
    for (let i = 0; i < 2; i++) for (const run of Object.values(begun())) run()
    const contest = begun()
    const { ours, peer: theirs, ratio } = turns(contest.ours, contest.peer)
    return { name, value: (ours * 1e6) / n, unit: 'ns', peer: (theirs * 1e6) / n, ratio, limit }
  }
