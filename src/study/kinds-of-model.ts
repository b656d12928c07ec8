import { adding } from '../data/adding.ts'
import type { Dataset } from '../data/dataset.ts'
import { digits } from '../data/digits.ts'
import { sonnets } from '../data/sonnets.ts'
import { split } from '../data/split.ts'
import * as layers from '../learning/layers/index.ts'
import { median } from '../learning/measurements/median.ts'
import type { Model } from '../learning/model.ts'
import { languageModel } from '../learning/models/language-model.ts'
import { mlp } from '../learning/models/mlp.ts'
import { recurrentNetwork } from '../learning/models/recurrent-network.ts'
import { sequential } from '../learning/sequential.ts'
import { score } from '../learning/training/score.ts'
import { train } from '../learning/training/train.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { adamw } from '../optimizers/first-order/adamw.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Rule } from '../optimizers/rule.ts'
import * as recipes from '../recipes/index.ts'
import type { RunLength } from '../recipes/recipe.ts'
import { type Study, shortened } from './study.ts'

/** Those that rates are chosen by, and those of what is reported. */
const practice = [1, 2]
const seeds = [3, 4, 5]
/** A training loss is the mean over this many updates, each of its own batch. */
const smooth = 10

interface Kind {
  readonly data: Dataset
  readonly validation: Dataset
  readonly test: Dataset
  model(seed: number): Model
  readonly batchSize: number
  readonly epochs: number
}

/** Two convolutions, the second of which halves the image, and a linear layer. */
const convolutional = (seed: number): Model =>
  sequential(
    [
      layers.reshape([1, 8, 8]),
      layers.convolution(1, 4),
      layers.relu(),
      layers.convolution(4, 8, { stride: 2 }),
      layers.relu(),
      layers.flatten(),
      layers.linear(128, 10),
    ],
    { name: 'convolutional network', seed },
  )

function kinds(): Readonly<Record<string, Kind>> {
  const images = split(digits(), { test: 0.7, validation: 0.1, seed: 1, stratified: true })
  const text = split(sonnets({ lowerCase: true }).windows({ context: 16, stride: 64 }), {
    test: 0.15,
    validation: 0.1,
    shuffled: false,
  })
  const pictures = { validation: images.validation, test: images.test }
  return {
    convolutional: {
      data: images.train,
      ...pictures,
      model: convolutional,
      batchSize: 16,
      epochs: 6,
    },
    recurrent: {
      data: adding(128, 12, 5),
      validation: adding(128, 12, 6),
      test: adding(256, 12, 7),
      model: seed => recurrentNetwork({ inputs: 2, hidden: 8, outputs: 1, seed }),
      batchSize: 16,
      epochs: 15,
    },
    attention: {
      data: text.train,
      validation: text.validation,
      test: text.test,
      model: seed => languageModel({ vocabulary: 38, context: 16, width: 16, seed }),
      batchSize: 16,
      epochs: 1,
    },
    perceptron: {
      data: images.train,
      ...pictures,
      model: seed => mlp({ layers: [64, 32, 10], seed }),
      batchSize: 32,
      epochs: 10,
    },
  }
}

/** What is compared: the rule for a rate and a length of run, and six rates. */
type Variant = readonly [rule: (rate: number, length: RunLength) => Rule, rates: readonly number[]]

const small = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3]

const variants: Readonly<Record<string, Variant>> = {
  SGD: [learningRate => gradientDescent({ learningRate }), [0.01, 0.03, 0.1, 0.3, 1, 3]],
  momentum: [learningRate => momentum({ learningRate }), [0.003, 0.01, 0.03, 0.1, 0.3, 1]],
  RMSprop: [learningRate => rmsprop({ learningRate }), small],
  Adam: [learningRate => adam({ learningRate }), small],
  AdamW: [learningRate => adamw({ learningRate }), small],
  vision: [(learningRate, length) => recipes.vision({ learningRate })(length), [0.003, 0.01, 0.03, 0.1, 0.3, 1]],
  language: [(learningRate, length) => recipes.language({ learningRate })(length), [1e-4, 3e-4, 1e-3, 1e-2, 3e-2, 0.1]],
  competition: [
    (learningRate, length) => recipes.competition({ learningRate })(length),
    [1e-5, 1e-4, 1e-3, 1e-2, 3e-2, 0.1],
  ],
}

/** Five rules and the recipes, on four kinds of model. */
export const study: Study = {
  about:
    'Four small models: a convolutional network (4 and 8 channels; 359 digits, 6 epochs), a recurrent one (8 units; the adding problem, 128 sequences of 12, 15 epochs), an attention model (16 channels; sonnets, 1 epoch), an MLP 64-32-10 (359 digits, 10 epochs). Five rules at constant rates and three recipes, each with six rates; that with the lowest mean validation loss of two seeds is scored on a test set with three others. Speed: updates until the training loss (mean of 10) is as low as that of tuned SGD at its end.',
  seeds: [...practice, ...seeds],
  async measure() {
    const found = []
    for (const [kind, { data, validation, test, model, batchSize, epochs }] of Object.entries(kinds())) {
      const untrained = median(seeds.map(seed => score(model(seed), test).loss))
      let target = Number.NaN
      for (const [name, [rule, rates]] of Object.entries(variants)) {
        const run = async (rate: number, seed: number) => {
          const trained = model(seed)
          const options = { epochs, batchSize, seed, metrics: {}, progress: false }
          const { stopped, updates } = await train(trained, data, length => rule(rate, length), options)
          return { trained, diverged: stopped === 'diverged', losses: smoothed(updates.loss) }
        }
        const losses: number[] = []
        for (const rate of rates) {
          let sum = 0
          for (const seed of practice) {
            const { trained, diverged } = await run(rate, seed)
            sum += diverged ? Number.POSITIVE_INFINITY : score(trained, validation).loss / practice.length
          }
          losses.push(sum)
        }
        const rate = rates[losses.indexOf(Math.min(...losses))]
        const ends: { loss: number; accuracy: number | null; course: readonly number[] }[] = []
        for (const seed of seeds) {
          const { trained, losses: course } = await run(rate, seed)
          const { loss, accuracy = null } = score(trained, test) as { loss: number; accuracy?: number }
          ends.push({ loss, accuracy, course })
        }
        if (name === 'SGD') target = median(ends.map(({ course }) => course[course.length - 1]))
        const reached = ends.map(({ course }) => {
          const at = course.findIndex(loss => loss <= target)
          return at < 0 ? Number.POSITIVE_INFINITY : at + smooth
        })
        found.push({
          kind,
          variant: name,
          untrained,
          rates,
          losses,
          rate,
          test: ends.map(({ loss }) => loss).sort((a, b) => a - b),
          accuracy: ends[0].accuracy === null ? null : median(ends.map(({ accuracy }) => Number(accuracy))),
          updates: median(reached),
        })
      }
    }
    return finite(shortened(found))
  },
}

/** The mean over the last updates, from the first at which there are as many. */
const smoothed = (losses: ArrayLike<number>): number[] => {
  const all = Array.from(losses)
  return all.slice(smooth - 1).map((_, k) => all.slice(k, k + smooth).reduce((sum, loss) => sum + loss / smooth, 0))
}

/** JSON has no Infinity, nor NaN: it writes null. */
const finite = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
