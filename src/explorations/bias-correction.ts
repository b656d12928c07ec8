import { contours } from '../charts/contours.ts'
import { lines } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { typeset } from '../charts/typeset.ts'
import { minimize } from '../descent/minimize.ts'
import { exact, number } from '../display/number.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { toggle } from '../explore/toggle.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { optimizer } from '../optimizers/optimizer.ts'
import { ravine } from '../surfaces/ravine.ts'
import { surface } from '../surfaces/surface.ts'

const { learningRate, beta1, beta2, epsilon } = adam.hyperparameters

/** Adam's equations, with each of the two corrections or without it. */
const withCorrections = (mean: boolean, squares: boolean): string => `
  m     = beta_1 * m + (1 - beta_1) * g
  v     = beta_2 * v + (1 - beta_2) * g^2
  theta = theta - eta * ${mean ? '(m / (1 - beta_1^t))' : 'm'} / (sqrt(${squares ? 'v / (1 - beta_2^t)' : 'v'}) + epsilon)`

/** Made when they are asked for. */
const forms = whenNeeded(() =>
  [
    ['both', true, true],
    ['neither', false, false],
    ['of the mean only', true, false],
    ['of the squares only', false, true],
  ].map(([name, mean, squares]) => ({
    name: name as string,
    mean,
    squares,
    rule: optimizer({
      name: `Adam, corrected: ${name}`,
      hyperparameters: { learningRate, beta1, beta2, epsilon },
      state: { m: 0, v: 0 },
      update: withCorrections(mean as boolean, squares as boolean),
    }),
  })),
)

/** A slope that is the same everywhere: each step is as long as the rule makes it. */
const slope = whenNeeded(() => surface({ name: 'even slope', equation: 'x', domain: [[-1, 1]], start: [0] }))

/**
 * Adam with its bias corrections and without them: how long the first steps are where the gradient is constant, and what that does to
 * a run. Without both the first step is (1 - beta1) / sqrt(1 - beta2) times the rate: 3.16 times for the usual values.
 *
 * @example explorations.biasCorrection({ steps: 60 })
 */
export function biasCorrection({ steps = 60 }: { readonly steps?: number } = {}): Exploration {
  return explore(
    {
      mean: toggle(false, { label: 'the mean is corrected' }),
      squares: toggle(false, { label: 'the squares are corrected' }),
      beta1: slider({ min: 0, max: 0.99, default: 0.9, label: 'beta1' }),
      beta2: slider({ min: 0.9, max: 0.9999, default: 0.999, label: 'beta2' }),
      rate: slider({ min: 0.01, max: 1, default: 0.3, scale: 'log', label: 'learning rate' }),
    },
    ({ mean, squares, beta1: b1, beta2: b2, rate }) => {
      const all = forms()
      const settings = { beta1: b1, beta2: b2, epsilon: 1e-8 }
      const sizes = all.map(({ rule }) => {
        const { x } = minimize(slope(), rule({ ...settings, learningRate: 1 }), {
          steps,
          stop: { gradient: false },
        }).trajectory
        return Array.from({ length: steps }, (_, k) => x[k] - x[k + 1])
      })
      const picked = all.find(each => each.mean === mean && each.squares === squares)!
      const run = ({ rule }: (typeof all)[number]) =>
        minimize(ravine, rule({ ...settings, learningRate: rate }), { steps, stop: { gradient: false } })
      const ends = all.map(run)
      const at = Array.from({ length: steps }, (_, k) => k + 1)
      const first = sizes[1][0]
      return {
        sizes: lines(Object.fromEntries(all.map(({ name }, i) => [name, { x: at, y: sizes[i] }])), {
          title: 'Length of each step where the gradient is constant',
          x: 'step t',
          y: 'step / learning rate',
          log: true,
          guides: { y: { 'the learning rate': 1 } },
          width: 520,
          height: 340,
        }),
        path: contours(
          ravine,
          picked.name === 'both'
            ? { 'both corrections': run(picked) }
            : { 'both corrections': ends[0], [`corrected: ${picked.name}`]: run(picked) },
          { title: 'What it does to a run', width: 520, caption: '' },
        ),
        rule: typeset(picked.rule),
        table: table(
          all.map(({ name }, i) => ({
            corrections: name,
            'first step / rate': sizes[i][0],
            'by theory': theory(all[i].mean as boolean, all[i].squares as boolean, b1, b2),
            'longest step / rate': Math.max(...sizes[i]),
            'at t': 1 + sizes[i].findIndex(size => size >= Math.max(...sizes[i]) - 1e-9),
            [`loss on the ravine after ${steps} steps`]: ends[i].value,
          })),
        ),
        words: `Without either correction the first step is (1 - ${number(b1)}) / sqrt(1 - ${number(b2, 4)}) = ${number(first)} times the learning rate: ${first > 1 ? 'longer than with them, not shorter' : 'shorter than with them'}. With both, every step is as long as the rate.`,
      }
    },
    {
      title: 'Bias correction, on and off',
      caption:
        'Both averages begin at 0, so at first both are too small. The mean alone would make the first steps short. The squares stand under a root in the denominator and are slower to fill: with the usual values they win, and the first steps are too long. Slide beta2 down until the two cancel.',
      code: ({ mean, squares, beta1: b1, beta2: b2, rate }) =>
        mean && squares
          ? `minimize(ravine, adam({ learningRate: ${exact(rate)}, beta1: ${exact(b1)}, beta2: ${exact(b2)} }), { steps: ${steps} })`
          : `const { learningRate, beta1, beta2, epsilon } = adam.hyperparameters\nconst mine = optimizer({\n  name: 'Adam without a correction',\n  hyperparameters: { learningRate, beta1, beta2, epsilon },\n  state: { m: 0, v: 0 },\n  update: \`${withCorrections(mean, squares)}\`,\n})\nminimize(ravine, mine({ learningRate: ${exact(rate)}, beta1: ${exact(b1)}, beta2: ${exact(b2)} }), { steps: ${steps} })`,
    },
  )
}

/** The first step over the rate, for a constant gradient: m is (1 - beta1) g and v is (1 - beta2) g^2. */
export const theory = (mean: boolean, squares: boolean, b1: number, b2: number): number =>
  (mean ? 1 : 1 - b1) / (squares ? 1 : Math.sqrt(1 - b2))
