import { activationStatistics } from '../charts/activation-statistics.ts'
import { lines } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { moons } from '../data/moons.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { mlp } from '../learning/models/mlp.ts'
import { crossEntropy } from '../learning/operations/cross-entropy.ts'
import { optimize } from '../learning/optimize.ts'
import { statistics } from '../learning/statistics.ts'
import { tensor } from '../learning/tensor.ts'
import { Workspace } from '../learning/workspace.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'

const rules = {
  'gradient descent, rate 0.1': () => gradientDescent({ learningRate: 0.1 }),
  'momentum, rate 0.02': () => momentum({ learningRate: 0.02, beta: 0.9 }),
  'Adam, rate 0.005': () => adam({ learningRate: 0.005 }),
}

const kinds = ['zero', 'normal', 'xavier', 'he', 'orthogonal'] as const

/**
 * How weights begin, and what an optimizer can make of it: activations and gradients layer by layer before the first step, and the training
 * loss of three optimizers.
 *
 * @example explorations.initialization({ steps: 60 })
 */
export function initialization({
  steps = 60,
  width = 12,
}: {
  readonly steps?: number
  readonly width?: number
} = {}): Exploration {
  const data = moons({ samples: 60, noise: 0.1, seed: 1 })
  const batch = { inputs: data.inputs, targets: data.targets, classes: data.classes }
  const [x, y] = [tensor(data.inputs), Array.from(data.targets)]
  return explore(
    {
      initialization: choice(kinds, { default: 'xavier' }),
      activation: choice(['tanh', 'relu', 'sigmoid'], { default: 'tanh' }),
      depth: slider({ min: 1, max: 8, default: 4, whole: true, label: 'hidden layers' }),
    },
    ({ initialization: kind, activation, depth }) => {
      const fresh = () =>
        mlp({ layers: [2, ...new Array<number>(depth).fill(width), 2], activation, initialization: kind, seed: 3 })
      const runs = Object.entries(rules).map(([name, rule]) => {
        const [model, workspace] = [fresh(), new Workspace()]
        const optimizer = optimize(model, rule())
        const losses = Array.from({ length: steps + 1 }, () =>
          workspace.run(() => {
            optimizer.zeroGradients()
            const loss = crossEntropy(model(x), y)
            loss.backward()
            optimizer.step()
            return loss.item()
          }),
        )
        return [name, losses] as const
      })
      const before = statistics(fresh(), batch)
      return {
        layers: activationStatistics(before, { width: 290, height: 260, caption: 'Before the first step.' }),
        losses: lines(Object.fromEntries(runs.map(([name, losses]) => [name, { x: [...losses.keys()], y: losses }])), {
          title: `The training loss from ${kind} weights`,
          x: 'step',
          y: 'loss',
          domain: { x: [0, steps], y: [0, 1] },
          width: 480,
          height: 300,
        }),
        table: table(
          runs.map(([name, losses]) => ({
            optimizer: name,
            'loss at the start': losses[0],
            'at the end': losses[steps],
          })),
        ),
      }
    },
    {
      title: 'Initialization against optimizers',
      caption:
        'Begin with zero: all units of a layer are alike and stay alike, and no optimizer can part them. Then add layers: with normal weights of one size, signals die or explode; Xavier and He keep them level.',
      code: ({ initialization: kind, activation, depth }) =>
        `mlp({ layers: [${[2, ...new Array<number>(depth).fill(width), 2].join(', ')}], activation: '${activation}', initialization: '${kind}' })`,
    },
  )
}
