import { contours } from '../charts/contours.ts'
import { panels } from '../charts/panels.ts'
import { table } from '../charts/table.ts'
import { race } from '../descent/race.ts'
import { exact } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { play } from '../explore/play.ts'
import { point } from '../explore/point.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { adamw } from '../optimizers/first-order/adamw.ts'
import { lion } from '../optimizers/first-order/lion.ts'
import { muon } from '../optimizers/first-order/muon.ts'
import { radam } from '../optimizers/first-order/radam.ts'
import { ranger } from '../optimizers/first-order/ranger.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import type { Rule } from '../optimizers/rule.ts'
import { sixHumpCamel } from '../surfaces/six-hump-camel.ts'
import type { Surface } from '../surfaces/surface.ts'
import { pointCode, ruleCode, surfaceCode } from './in-code.ts'
import { tuned } from './tuned.ts'

/**
 * Modern optimizers side by side on one landscape, from one start, gone through by one player.
 *
 * @param options `surface` in two dimensions; `optimizers`, a panel each; `steps`, the budget of each; `start`, at first
 * @example explorations.modernOptimizers({ surface: beale, optimizers: [adam, lion, yogi] })
 */
export function modernOptimizers({
  surface = sixHumpCamel,
  optimizers = [adam, adamw, radam, ranger, lion, muon] as unknown as readonly Optimizer[],
  steps = 80,
  start: from = surface === sixHumpCamel ? [-1.03, -0.93] : surface.start,
}: {
  readonly surface?: Surface
  readonly optimizers?: readonly Optimizer[]
  readonly steps?: number
  readonly start?: readonly number[]
} = {}): Exploration {
  /** Found once: what was tuned on some starts is then tried on others. */
  const found = new Map<Optimizer, Rule>()
  const tunedOnce = (optimizer: Optimizer): Rule => {
    const rule = found.get(optimizer) ?? tuned(surface, optimizer, steps)
    found.set(optimizer, rule)
    return rule
  }
  const rulesOf = (rate: 'tuned' | 'its default'): Readonly<Record<string, Rule>> =>
    Object.fromEntries(optimizers.map(each => [each.title, rate === 'tuned' ? tunedOnce(each) : each()]))
  return explore(
    {
      start: point(from, { domain: surface.domain }),
      step: play({ steps }),
      rate: choice(['tuned', 'its default'], { label: 'learning rate of each' }),
    },
    ({ start, step, rate }) => {
      const runs = race(surface, rulesOf(rate), { start, steps })
      return {
        maps: panels(
          [...runs].map(run =>
            contours(surface, run, {
              step,
              domain: surface.domain,
              levels: 7,
              width: 300,
              height: 290,
              title: run.label,
              caption: '',
            }),
          ),
        ),
        results: table(
          [...runs].map(({ label, rule, steps: made, value, trajectory }) => ({
            optimizer: label,
            'learning rate': exact(rule.settings.learningRate as number),
            [`loss at step ${step}`]: trajectory.value[Math.min(step, made)],
            'loss at the end': value,
            steps: made,
          })),
        ),
      }
    },
    {
      title: `Modern optimizers on ${surface.name}`,
      caption:
        'Press play, and drag the start in any of the panels. Lion moves each coordinate by its rate whatever the slope, so it zigzags and never settles; Muon keeps the length of its step too. RAdam and Ranger begin as plain momentum: watch their first steps where it is steep. Does the best from one start stay the best? Tuned is the best of 17 rates, from 9 starts.',
      code: ({ start, rate }) => {
        const rules = Object.entries(rulesOf(rate)).map(([name, rule]) => `${name}: ${ruleCode(rule)}`)
        return `race(${surfaceCode(surface)}, { ${rules.join(', ')} }, { start: ${pointCode(start)}, steps: ${steps} })`
      },
    },
  )
}
