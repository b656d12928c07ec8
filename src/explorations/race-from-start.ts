import { contours } from '../charts/contours.ts'
import { curves } from '../charts/curves.ts'
import { table } from '../charts/table.ts'
import { race } from '../descent/race.ts'
import type { Control } from '../explore/control.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { play } from '../explore/play.ts'
import { point } from '../explore/point.ts'
import { slider } from '../explore/slider.ts'
import { toggle } from '../explore/toggle.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Hyperparameter } from '../optimizers/hyperparameter.ts'
import type { Rule } from '../optimizers/rule.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import type { Surface } from '../surfaces/surface.ts'
import { pointCode, ruleCode, surfaceCode } from './in-code.ts'

/** The switches and the rates. */
interface Entered {
  readonly descent: boolean
  readonly descentRate: number
  readonly heavyBall: boolean
  readonly heavyBallRate: number
  readonly rms: boolean
  readonly rmsRate: number
  readonly adam: boolean
  readonly adamRate: number
}

/** The rules that are in the race. */
function rulesOf(set: Entered): Readonly<Record<string, Rule>> {
  const all = [
    set.descent && gradientDescent({ learningRate: set.descentRate }),
    set.heavyBall && momentum({ learningRate: set.heavyBallRate }),
    set.rms && rmsprop({ learningRate: set.rmsRate }),
    set.adam && adam({ learningRate: set.adamRate }),
  ]
  return Object.fromEntries(all.flatMap(rule => (rule ? [[rule.name, rule]] : [])))
}

/**
 * A race of optimizers from a start that is dragged: their paths, their losses and how they ended, gone through by one player.
 *
 * @param options `surface` in two dimensions; `steps`, the budget of each; `rates`, the learning rates at first
 * @example explorations.raceFromStart({ surface: beale, steps: 200 })
 */
export function raceFromStart({
  surface = rosenbrock,
  steps = 300,
  rates = [0.001, 0.0005, 0.01, 0.1],
}: {
  readonly surface?: Surface
  readonly steps?: number
  /** Of gradient descent, momentum, RMSprop and Adam. */
  readonly rates?: readonly [number, number, number, number]
} = {}): Exploration {
  const optimizers = [gradientDescent, momentum, rmsprop, adam]
  const rate = (i: number): Control<number> => {
    const learningRate: Hyperparameter = optimizers[i].hyperparameters.learningRate
    // A rate that was tuned may lie beyond the usual ones.
    const [min, max] = [Math.min(1e-5, rates[i]), Math.max(learningRate.usual[1], rates[i])]
    return slider(learningRate, { min, max, default: rates[i], label: 'its rate' })
  }
  const [descent, heavyBall, rms, adaptive] = optimizers.map(({ title }) => toggle(true, { label: title }))
  return explore(
    {
      start: point(surface.start, { domain: surface.domain }),
      step: play({ steps }),
      ...{ descent, descentRate: rate(0) },
      ...{ heavyBall, heavyBallRate: rate(1) },
      ...{ rms, rmsRate: rate(2) },
      ...{ adam: adaptive, adamRate: rate(3) },
    },
    ({ start, step, ...set }) => {
      const rules = rulesOf(set)
      const look = { step, width: 470, title: '', caption: '' }
      if (Object.keys(rules).length === 0) {
        const map = contours(surface, [], { ...look, domain: surface.domain })
        return { map, loss: 'No optimizer is in the race: turn one on.', results: '' }
      }
      const runs = race(surface, rules, { start, steps })
      return {
        map: contours(surface, runs, { ...look, domain: surface.domain }),
        loss: curves(runs, { ...look, height: 340 }),
        results: table(runs),
      }
    },
    {
      title: `A race on ${surface.name}`,
      caption:
        'Drag the start, then press play. Each optimizer has its own learning rate: is the last one slow, or only set badly? Look for a start from which another one wins.',
      code: ({ start, step: _, ...set }) => {
        const rules = Object.entries(rulesOf(set)).map(([name, rule]) => `'${name}': ${ruleCode(rule)}`)
        return `race(${surfaceCode(surface)}, { ${rules.join(', ')} }, { start: ${pointCode(start)}, steps: ${steps} })`
      },
    },
  )
}
