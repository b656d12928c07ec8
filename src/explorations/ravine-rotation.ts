import { contours } from '../charts/contours.ts'
import { lines } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import type { Run } from '../descent/run.ts'
import { exact } from '../display/number.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { adagrad } from '../optimizers/first-order/adagrad.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Rule } from '../optimizers/rule.ts'
import { rotatedRavine } from '../surfaces/rotated-ravine.ts'
import type { Surface } from '../surfaces/surface.ts'

const short = (rate: number): number => Number(rate.toPrecision(4))

/** The rules, each with a rate that suits it: those that see the condition number in every direction have one that fits it. */
const rules = (kappa: number): Readonly<Record<string, Rule>> => {
  return {
    'gradient descent': gradientDescent({ learningRate: short(2 / (1 + kappa)) }),
    momentum: momentum({ learningRate: short(1 / kappa), beta: 0.8 }),
    AdaGrad: adagrad({ learningRate: 1 }),
    RMSprop: rmsprop({ learningRate: 0.1, rho: 0.9 }),
    Adam: adam({ learningRate: 0.3 }),
  }
}

const angles = Array.from({ length: 13 }, (_, i) => 7.5 * i)

/** Starts all around, at one distance: from one start alone, a loss may be low because a swing happens to end there. */
const starts = Array.from({ length: 12 }, (_, i) => turned([7, 0], 15 + 30 * i))

/** Below this a loss is rounding. */
const floor = 1e-12

/** A rule minds where the loss changes by more than this from one angle to another. */
const minds = 2

/**
 * A ravine that is turned, and the start with it: who minds? A rule that sees only lengths and angles makes the same path, turned. One
 * with a scale for each coordinate does not.
 *
 * @example explorations.ravineRotation({ steps: 60 })
 */
export function ravineRotation({ steps = 60 }: { readonly steps?: number } = {}): Exploration {
  const descend = (rule: Rule, ravine: Surface, start: readonly number[]): Run =>
    minimize(ravine, rule, { start, steps, stop: { gradient: false } })
  /** The geometric mean of the losses that each rule ends with, from all starts, turned with the ravine. */
  const typical = (angle: number, kappa: number): Record<string, number> => {
    const ravine = rotatedRavine.with({ angle, kappa })
    const mean = (rule: Rule): number => {
      const logs = starts.map(start => Math.log(Math.max(floor, descend(rule, ravine, turned(start, angle)).value)))
      return Math.exp(logs.reduce((a, b) => a + b, 0) / logs.length)
    }
    return Object.fromEntries(Object.entries(rules(kappa)).map(([name, rule]) => [name, mean(rule)]))
  }
  // All angles for the condition number that was last asked for: sliding the angle does not ask again.
  let last: { readonly kappa: number; readonly losses: readonly Readonly<Record<string, number>>[] } | undefined
  const everyAngle = (kappa: number): readonly Readonly<Record<string, number>>[] => {
    if (last?.kappa !== kappa) last = { kappa, losses: angles.map(angle => typical(angle, kappa)) }
    return last.losses
  }
  return explore(
    {
      angle: slider({ min: 0, max: 90, default: 30, whole: true, label: 'angle, degrees' }),
      kappa: slider({ min: 1, max: 200, default: 30, scale: 'log', whole: true, label: 'condition number' }),
    },
    ({ angle, kappa }) => {
      const ravine = rotatedRavine.with({ angle, kappa })
      const start = turned([-7, 1], angle)
      const runs = Object.fromEntries(
        Object.entries(rules(kappa)).map(([name, rule]) => [name, descend(rule, ravine, start)]),
      )
      const [losses, now] = [everyAngle(kappa), typical(angle, kappa)]
      return {
        map: contours(ravine, runs, { title: 'The ravine, turned', width: 480, caption: '' }),
        angles: lines(
          Object.fromEntries(Object.keys(now).map(name => [name, { x: angles, y: losses.map(each => each[name]) }])),
          {
            title: `Loss after ${steps} steps, by the angle`,
            caption: `The geometric mean over ${starts.length} starts all around.`,
            x: 'angle, degrees',
            y: 'loss',
            log: true,
            domain: { x: [0, 90] },
            guides: { x: { now: angle } },
            width: 480,
            height: 420,
          },
        ),
        table: table(
          Object.keys(now).map(name => {
            const all = losses.map(each => each[name])
            const spread = Math.max(...all) / Math.min(...all)
            return {
              rule: name,
              'mean loss, straight': losses[0][name],
              [`turned by ${angle}°`]: now[name],
              'highest / lowest over all angles': spread,
              minds: spread > minds,
            }
          }),
        ),
      }
    },
    {
      title: 'Turn the ravine: who minds?',
      caption:
        'The start turns with the ravine, so to an eye nothing changes. Gradient descent and momentum make the same path, turned. A rule with a rate for each coordinate is at its best where the ravine lies along an axis, at 0° and 90°: turned, no rescaling of the two coordinates can take the ravine away. Slide the condition number to 1: then there is no ravine to mind.',
      code: ({ angle, kappa }) => {
        const start = turned([-7, 1], angle).map(each => exact(short(each)))
        const entered = Object.entries(rules(kappa)).map(([name, { settings }]) => {
          const given = Object.entries(settings).filter(
            ([argument]) => !['epsilon', 'beta1', 'beta2', 'initialAccumulator'].includes(argument),
          )
          return `  '${name}': ${called[name]}({ ${given.map(([argument, value]) => `${argument}: ${exact(value as number)}`).join(', ')} }),`
        })
        return `race(rotatedRavine.with({ angle: ${angle}, kappa: ${kappa} }), {\n${entered.join('\n')}\n}, { start: [${start.join(', ')}], steps: ${steps}, stop: { gradient: false } })`
      },
    },
  )
}

/** What each is called in code. */
const called: Readonly<Record<string, string>> = {
  'gradient descent': 'gradientDescent',
  momentum: 'momentum',
  AdaGrad: 'adagrad',
  RMSprop: 'rmsprop',
  Adam: 'adam',
}

/** A point turned by an angle in degrees, as the ravine's valley is. */
function turned([x, y]: readonly number[], angle: number): number[] {
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  return [c * x - s * y, s * x + c * y]
}
