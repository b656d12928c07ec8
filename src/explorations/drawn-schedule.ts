import { curves } from '../charts/curves.ts'
import { lines } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import type { Run } from '../descent/run.ts'
import { type Drawn, drawing } from '../explore/drawing.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { noisy } from '../landscape/noisy.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import type { Setting } from '../optimizers/rule.ts'
import { cosine } from '../schedules/cosine.ts'
import { drawn } from '../schedules/drawn.ts'
import { linear } from '../schedules/linear.ts'
import { ravine } from '../surfaces/ravine.ts'

/** Curvatures 1 and 10: steps of 0.2 and more diverge. */
const valley = ravine.with({ kappa: 10 })

/** The noise of the runs that are scored. */
const seeds = Array.from({ length: 20 }, (_, i) => 100 + i)
/** Rates from which the peers take their best. */
const grid = [0.01, 0.02, 0.05, 0.1, 0.15, 0.18]
const range = [0, 0.2] as const

/**
 * A schedule drawn by hand, scored by the mean loss that it ends with against a constant rate, a line and a cosine, each with its own
 * best rate.
 *
 * @example explorations.drawnSchedule({ steps: 200, noise: 2 })
 */
export function drawnSchedule({
  steps = 200,
  noise = 2,
}: {
  readonly steps?: number
  readonly noise?: number
} = {}): Exploration {
  const descend = (learningRate: Setting, seed: number): Run =>
    minimize(noisy(valley, { deviation: noise, seed }), gradientDescent({ learningRate }), { steps })
  const score = (learningRate: Setting): number =>
    seeds.reduce((sum, seed) => sum + descend(learningRate, seed).value, 0) / seeds.length
  const best = (of: (rate: number) => Setting): { readonly rate: number; readonly loss: number } =>
    grid.map(rate => ({ rate, loss: score(of(rate)) })).reduce((a, b) => (b.loss < a.loss ? b : a))
  // They do not move with the hand: worked out once.
  const peers = {
    'constant, its best rate': best(rate => rate),
    'linear, its best rate': best(initial => linear({ initial, steps })),
    'cosine, its best rate': best(initial => cosine({ initial, steps })),
  }
  const begin: Drawn = Array.from({ length: 21 }, (_, i) => [(i * steps) / 20, 0.1] as const)
  return explore(
    { rate: drawing(begin, { range, on: 'schedule' }) },
    ({ rate }) => {
      const schedule = drawn(rate)
      const own = score(schedule)
      const rows = [{ schedule: 'yours', 'highest rate': Math.max(...rate.map(([, y]) => y)), loss: own }].concat(
        Object.entries(peers).map(([name, peer]) => ({ schedule: name, 'highest rate': peer.rate, loss: peer.loss })),
      )
      const ahead = rows.filter(({ loss }) => loss < own).length
      return {
        schedule: lines(
          { 'your schedule': { x: rate.map(([x]) => x), y: rate.map(([, y]) => y) } },
          {
            title: 'Draw here',
            x: 'updates already made',
            y: 'learning rate',
            domain: { x: [0, steps], y: range },
            width: 460,
            height: 320,
          },
        ),
        loss: curves(
          {
            yours: descend(schedule, seeds[0]),
            'constant, its best rate': descend(peers['constant, its best rate'].rate, seeds[0]),
          },
          { width: 440, height: 320, title: 'One of the runs', caption: '' },
        ),
        score: table(
          rows
            .sort((a, b) => a.loss - b.loss)
            .map(({ loss, ...row }) => ({ ...row, [`mean loss at the end, ${seeds.length} seeds`]: loss })),
        ),
        verdict:
          ahead === 0
            ? 'Yours is the best of the four.'
            : `${ahead} of the three others ${ahead === 1 ? 'is' : 'are'} better than yours.`,
      }
    },
    {
      title: 'Draw your own schedule',
      caption: `Gradient descent on a ravine, with noise of standard deviation ${noise} in each gradient. Steps above 0.2 diverge. Large steps get there, small steps settle: where would you change from one to the other?`,
      code: ({ rate }) =>
        `const learningRate = drawn([${rate.map(([x, y]) => `[${x}, ${y}]`).join(', ')}])\nminimize(noisy(ravine.with({ kappa: 10 }), { deviation: ${noise} }), gradientDescent({ learningRate }), { steps: ${steps} })`,
    },
  )
}
