import { lines } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { moons } from '../data/moons.ts'
import { split } from '../data/split.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { play } from '../explore/play.ts'
import { slider } from '../explore/slider.ts'
import { mlp } from '../learning/models/mlp.ts'
import { crossEntropy } from '../learning/operations/cross-entropy.ts'
import { optimize } from '../learning/optimize.ts'
import { withoutGradients } from '../learning/record.ts'
import { tensor } from '../learning/tensor.ts'
import { Workspace } from '../learning/workspace.ts'
import { adam } from '../optimizers/first-order/adam.ts'

/** Where a run with early stopping ends. */
export interface EarlyStop {
  /** The last epoch that was trained. */
  readonly stopped: number
  /** The epoch of the least validation loss so far, whose weights are restored. */
  readonly best: number
}

/**
 * Where training ends, if it ends as soon as `patience` epochs have brought no loss that is lower than the least by at least `least`.
 * @param losses the validation loss after each epoch, from epoch 0, before any training
 */
export function earlyStop(losses: readonly number[], patience: number, least: number): EarlyStop {
  let best = 0
  for (let epoch = 1; epoch < losses.length; epoch++) {
    if (losses[epoch] < losses[best] - least) best = epoch
    else if (epoch - best >= patience) return { stopped: epoch, best }
  }
  return { stopped: losses.length - 1, best }
}

/**
 * Early stopping with patience: a network too large for its few noisy points, whose validation loss falls, then rises. The weights of
 * its best epoch are kept.
 *
 * @example explorations.earlyStopping({ epochs: 50 })
 */
export function earlyStopping({
  epochs = 50,
  seed = 5,
}: {
  readonly epochs?: number
  readonly seed?: number
} = {}): Exploration {
  const { train, test } = split(moons({ samples: 80, noise: 0.4, seed }), { test: 0.5, seed })
  const losses = { training: [] as number[], validation: [] as number[] }
  let trained = false
  /** Trains once; moving the controls only asks where it would have ended. */
  const learn = (): void => {
    if (trained) return
    trained = true
    const model = mlp({ layers: [2, 64, 64, 2], seed })
    const optimizer = optimize(model, adam({ learningRate: 0.01 }))
    const [x, y] = [tensor(train.inputs), Array.from(train.targets)]
    const [vx, vy] = [tensor(test.inputs), Array.from(test.targets)]
    const [training, measuring] = [new Workspace(), new Workspace()]
    const measure = (inputs: typeof x, labels: number[]): number =>
      measuring.run(() => withoutGradients(() => crossEntropy(model(inputs), labels).item()))
    for (let epoch = 0; epoch <= epochs; epoch++) {
      losses.training.push(measure(x, y))
      losses.validation.push(measure(vx, vy))
      for (let update = 0; update < 4; update++) {
        training.run(() => {
          optimizer.zeroGradients()
          crossEntropy(model(x), y).backward()
          optimizer.step()
        })
      }
    }
  }
  return explore(
    {
      patience: slider({ min: 1, max: 20, default: 5, whole: true, label: 'patience, in epochs' }),
      least: slider({ min: 0, max: 0.05, default: 0, label: 'least improvement' }),
      epoch: play({ steps: epochs, speed: 10 }),
    },
    ({ patience, least, epoch }) => {
      learn()
      const { stopped, best } = earlyStop(losses.validation, patience, least)
      const last = Math.min(epoch, stopped)
      const soFar = earlyStop(losses.validation.slice(0, last + 1), patience, least)
      const until = (values: readonly number[]) => ({
        x: [...values.keys()].slice(0, last + 1),
        y: values.slice(0, last + 1),
      })
      return {
        losses: lines(
          { training: until(losses.training), validation: until(losses.validation) },
          {
            title:
              epoch < stopped
                ? `Epoch ${epoch}: training`
                : stopped < epochs
                  ? `Stopped at epoch ${stopped}`
                  : `All ${epochs} epochs`,
            x: 'epoch',
            y: 'loss',
            domain: { x: [0, epochs], y: [0, Math.max(...losses.validation, ...losses.training) * 1.05] },
            guides: { x: { [`best: epoch ${soFar.best}`]: soFar.best } },
            width: 560,
            height: 360,
          },
        ),
        kept: table([
          {
            'weights of': `the best epoch, ${best}`,
            'validation loss': losses.validation[best],
            'training loss': losses.training[best],
          },
          {
            'weights of': `the epoch it stopped at, ${stopped}`,
            'validation loss': losses.validation[stopped],
            'training loss': losses.training[stopped],
          },
          {
            'weights of': `epoch ${epochs}, without stopping`,
            'validation loss': losses.validation[epochs],
            'training loss': losses.training[epochs],
          },
        ]),
      }
    },
    {
      title: 'Early stopping',
      caption:
        "Press play. The training loss falls on and on; the validation loss does not. Patience says how many epochs without a better one are waited for; then the best epoch's weights are taken back. Is a little patience enough here?",
      code: ({ patience, least }) => `const earlyStopping = { patience: ${patience}, minDelta: ${least} }`,
    },
  )
}
