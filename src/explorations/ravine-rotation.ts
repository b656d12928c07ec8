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

const angles = Array.from({ length: 19 }, (_, i) => 5 * i)

/** A rule minds where the loss changes by more than this from one angle to another. */
const minds = 2

/**
 * A ravine that is turned, and the start with it: who minds? A rule that sees only lengths and angles makes the same path, turned. One
 * with a scale for each coordinate does not.
 *
 * @example explorations.ravineRotation({ steps: 40 })
 */
export function ravineRotation({ steps = 40 }: { readonly steps?: number } = {}): Exploration {
  const descend = (angle: number, kappa: number): Record<string, Run> => {
    const ravine = rotatedRavine.with({ angle, kappa })
    const start = turned([-7, 1], angle)
    return Object.fromEntries(
      Object.entries(rules(kappa)).map(([name, rule]) => [
        name,
        minimize(ravine, rule, { start, steps, stop: { gradient: false } }),
      ]),
    )
  }
  // All angles for the condition number that was last asked for: sliding the angle does not ask again.
  let last: { readonly kappa: number; readonly losses: Readonly<Record<string, readonly number[]>> } | undefined
  const lossesOf = (kappa: number): Readonly<Record<string, readonly number[]>> => {
    if (last?.kappa === kappa) return last.losses
    const runs = angles.map(angle => descend(angle, kappa))
    const losses = Object.fromEntries(Object.keys(runs[0]).map(name => [name, runs.map(each => each[name].value)]))
    last = { kappa, losses }
    return losses
  }
  return explore(
    {
      angle: slider({ min: 0, max: 90, default: 30, whole: true, label: 'angle, degrees' }),
      kappa: slider({ min: 1, max: 200, default: 30, scale: 'log', whole: true, label: 'condition number' }),
    },
    ({ angle, kappa }) => {
      const runs = descend(angle, kappa)
      const losses = lossesOf(kappa)
      const straight = descend(0, kappa)
      // Below this a loss is rounding.
      const floor = 1e-12
      return {
        map: contours(rotatedRavine.with({ angle, kappa }), runs, {
          title: 'The ravine, turned',
          width: 480,
          caption: '',
        }),
        angles: lines(
          Object.fromEntries(
            Object.entries(losses).map(([name, y]) => [name, { x: angles, y: y.map(loss => Math.max(floor, loss)) }]),
          ),
          {
            title: `Loss after ${steps} steps, by the angle`,
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
          Object.entries(losses).map(([name, all]) => {
            const spread = Math.max(...all, floor) / Math.max(Math.min(...all), floor)
            return {
              rule: name,
              'loss, straight': straight[name].value,
              [`loss, turned by ${angle}°`]: runs[name].value,
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
        'The start turns with the ravine, so to an eye nothing changes. Gradient descent and momentum make the same path, turned. A rule with a rate for each coordinate is at its best where the ravine lies along an axis: turned, no rescaling of the two coordinates can take the ravine away. Slide the condition number to 1: then there is no ravine.',
      code: ({ angle, kappa }) => {
        const start = turned([-7, 1], angle).map(each => exact(short(each)))
        const entered = Object.entries(rules(kappa)).map(([name, { settings }]) => {
          const given = Object.entries(settings).filter(
            ([argument]) => !['epsilon', 'beta1', 'beta2'].includes(argument),
          )
          return `  '${name}': ${called[name]}({ ${given.map(([argument, value]) => `${argument}: ${exact(value as number)}`).join(', ')} }),`
        })
        return `race(rotatedRavine.with({ angle: ${angle}, kappa: ${kappa} }), {\n${entered.join('\n')}\n}, { start: [${start.join(', ')}], steps: ${steps} })`
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
function turned([x, y]: readonly [number, number], angle: number): number[] {
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  return [c * x - s * y, s * x + c * y]
}
