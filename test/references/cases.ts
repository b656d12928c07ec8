import type { Given } from './settings.ts'

/** Two settings for each rule: near its defaults, and far from them, with what is optional given. Options multiply them. */
export const cases: Readonly<Record<string, readonly [Settings, Settings]>> = {
  gradientDescent: [{ learningRate: 0.05 }, { learningRate: 0.002 }],
  signDescent: [{ learningRate: 0.01 }, { learningRate: 0.001 }],
  momentum: [
    { learningRate: 0.01, beta: 0.9 },
    { learningRate: 0.03, beta: 0.5 },
  ],
  momentumClassical: [
    { learningRate: 0.01, gamma: 0.9 },
    { learningRate: 0.03, gamma: 0.5 },
  ],
  momentumAveraged: [
    { learningRate: 0.05, beta: 0.9 },
    { learningRate: 0.02, beta: 0.7, dampening: 0.2 },
  ],
  nesterov: [
    { learningRate: 0.01, beta: 0.9 },
    { learningRate: 0.03, beta: 0.5 },
  ],
  nesterovLookAhead: [
    { learningRate: 0.01, gamma: 0.9 },
    { learningRate: 0.03, gamma: 0.5 },
  ],
  qhm: [
    { learningRate: 0.05, beta: 0.999, nu: 0.7 },
    { learningRate: 0.02, beta: 0.8, nu: 0.3 },
  ],
  optimisticDescent: [
    { learningRate: 0.02, alpha: 1, beta: 1 },
    { learningRate: 0.01, alpha: 0.7, beta: 2 },
  ],
  lion: [
    { learningRate: 0.003, beta1: 0.9, beta2: 0.99 },
    { learningRate: 0.01, beta1: 0.5, beta2: 0.8, weightDecay: 0.1 },
  ],
  rprop: [
    { initialStep: 0.01, increase: 1.2, decrease: 0.5, least: 1e-6, most: 50 },
    { initialStep: 0.1, increase: 1.5, decrease: 0.3, least: 1e-3, most: 0.2 },
  ],
  adagrad: [
    { learningRate: 0.1, epsilon: 1e-10 },
    { learningRate: 0.5, epsilon: 1e-3, rateDecay: 0.02, initialAccumulator: 0.1 },
  ],
  rmsprop: [
    { learningRate: 0.01, rho: 0.99, epsilon: 1e-8 },
    { learningRate: 0.003, rho: 0.8, epsilon: 1e-2, momentum: 0.7 },
  ],
  adadelta: [
    { learningRate: 1, rho: 0.9, epsilon: 1e-6 },
    { learningRate: 0.5, rho: 0.6, epsilon: 1e-3 },
  ],
  adam: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 1e-2, epsilonRoot: 1e-3 },
  ],
  amsgrad: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 1e-2 },
  ],
  adamw: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 1e-2, weightDecay: 0.5 },
  ],
  adamax: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 1e-2 },
  ],
  nadam: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 1e-2, momentumDecay: 0.1 },
  ],
  radam: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.9, epsilon: 1e-2 },
  ],
  adabelief: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-16 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 1e-3, epsilonRoot: 1e-2 },
  ],
  yogi: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-3, initialAccumulator: 1e-6 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 1e-2, initialAccumulator: 0.1 },
  ],
  adan: [
    { learningRate: 0.02, beta1: 0.98, beta2: 0.92, beta3: 0.99, epsilon: 1e-8 },
    { learningRate: 0.005, beta1: 0.7, beta2: 0.8, beta3: 0.9, epsilon: 1e-2, weightDecay: 0.3 },
  ],
  adopt: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.9999, epsilon: 1e-6 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 0.1 },
  ],
  ademamix: [
    { learningRate: 0.005, beta1: 0.9, beta2: 0.999, beta3: 0.9999, alpha: 5, epsilon: 1e-8 },
    { learningRate: 0.003, beta1: 0.5, beta2: 0.8, beta3: 0.95, alpha: 2, epsilon: 1e-2, weightDecay: 0.2 },
  ],
  qhadam: [
    { learningRate: 0.02, beta1: 0.995, beta2: 0.999, nu1: 0.7, nu2: 1, epsilon: 1e-8 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, nu1: 0.4, nu2: 0.6, epsilon: 1e-2 },
  ],
  averagedSgd: [
    { learningRate: 0.05, decay: 1e-4, power: 0.75, from: 1e6 },
    { learningRate: 0.03, decay: 0.1, power: 0.5, from: 20 },
  ],
  scheduleFreeSgd: [
    { learningRate: 0.05, beta: 0.9 },
    { learningRate: 0.02, beta: 0.5, weightDecay: 0.1, weightPower: 1 },
  ],
  scheduleFreeAdamw: [
    { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    { learningRate: 0.01, beta1: 0.6, beta2: 0.8, epsilon: 1e-2, weightDecay: 0.2, weightPower: 0.5 },
  ],
  prodigy: [
    { learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, initialDistance: 1e-6 },
    {
      learningRate: 0.5,
      beta1: 0.5,
      beta2: 0.9,
      beta3: 0.97,
      epsilon: 1e-3,
      weightDecay: 0.1,
      initialDistance: 1e-3,
      coefficient: 0.5,
    },
  ],
  dAdaptAdam: [
    { learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, initialDistance: 1e-6 },
    { learningRate: 0.5, beta1: 0.5, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.1, initialDistance: 1e-3 },
  ],
  sophia: [
    { learningRate: 0.02, beta1: 0.965, beta2: 0.99, clip: 0.01, epsilon: 1e-12, every: 10 },
    { learningRate: 0.01, beta1: 0.6, beta2: 0.8, clip: 0.5, epsilon: 1e-2, every: 3, weightDecay: 0.2 },
  ],
  novograd: [
    { learningRate: 0.01, beta1: 0.9, beta2: 0.25, epsilon: 1e-6 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.9, epsilon: 1e-2, weightDecay: 0.1 },
  ],
  lars: [
    { learningRate: 1, beta: 0.9, weightDecay: 1e-4, trust: 0.001, epsilon: 0 },
    { learningRate: 0.5, beta: 0.5, weightDecay: 0.1, trust: 0.01, epsilon: 0.1 },
  ],
  lamb: [
    { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-6 },
    { learningRate: 0.005, beta1: 0.5, beta2: 0.8, epsilon: 1e-2, weightDecay: 0.1 },
  ],
  muon: [
    { learningRate: 0.02, momentum: 0.95 },
    { learningRate: 0.01, momentum: 0.6, weightDecay: 0.2 },
  ],
}

export type Settings = Readonly<Record<string, number>>

/** Each wrapper in two settings and all its forms. */
export const wrapperCases: Readonly<Record<string, readonly Given[]>> = {
  l2: [{ weightDecay: 0.01 }, { weightDecay: 0.5 }],
  decoupledDecay: [{ weightDecay: 0.01 }, { weightDecay: 0.5 }],
  clipByValue: [{ limit: 1 }, { limit: 0.2 }],
  clipByNorm: [1, 0.3].flatMap(limit => ['paper', 'pytorch', 'optax'].map(form => ({ limit, form }))),
  adaptiveClip: [
    { limit: 0.01, epsilon: 1e-3 },
    { limit: 0.3, epsilon: 0.5 },
  ],
  centralize: [{}],
  gradientNoise: [
    { variance: 0.01, decay: 0.55, seed: 1 },
    { variance: 0.3, decay: 0, seed: 1 },
  ],
  sam: [{ radius: 0.05 }, { radius: 0.5 }],
  accumulate: [{ every: 4 }, { every: 7 }],
  lookahead: [false, true].flatMap(reset => [
    { every: 5, alpha: 0.5, reset },
    { every: 3, alpha: 0.8, reset },
  ]),
  polyakAverage: [{ from: 1 }, { from: 30 }],
  ema: [{ decay: 0.999 }, { decay: 0.8 }],
  swa: [
    { from: 100, every: 10 },
    { from: 3, every: 1 },
  ],
  skipIfNotFinite: [{ limit: 5 }, { limit: 1 }],
}
const left = [
  'l2',
  'decoupledDecay',
  'clipByValue',
  'clipByNorm',
  'adaptiveClip',
  'centralize',
  'gradientNoise',
  'sam',
  'accumulate',
  'skipIfNotFinite',
]

/** Whether a wrapper acts before the rule, and so stands left of it in a pipe. */
export const isLeft = (wrapper: string): boolean => left.includes(wrapper)
