// The hyperparameters that many rules share. A rule says only where its own differs: { ...stepSize, default: 0.001 }.

/** The learning rate: what the gradient, or what is made of it, is multiplied by. */
export const stepSize = {
  symbol: 'eta',
  about: 'Step size.',
  default: 0.01,
  min: 0,
  usual: [1e-4, 1],
  scale: 'log',
} as const

/** What part of a velocity is kept. */
export const velocityKept = {
  symbol: 'beta',
  about: 'Share of the velocity that is kept in each step.',
  default: 0.9,
  min: 0,
  below: 1,
  usual: [0, 0.99],
  scale: 'linear',
} as const

/** The decay of a moving average of squared gradients. */
export const squaresKept = {
  symbol: 'rho',
  about: 'Decay of the mean of the squared gradients.',
  default: 0.99,
  min: 0,
  below: 1,
  usual: [0.8, 0.999],
  scale: 'linear',
} as const

/** Adam's decay of the mean of the gradients, in the rules that descend from it. */
export const gradientsKept = {
  ...velocityKept,
  symbol: 'beta_1',
  about: 'Decay of the mean of the gradients.',
} as const

/** Adam's decay of the mean of the squared gradients. */
export const theirSquaresKept = {
  ...squaresKept,
  symbol: 'beta_2',
  about: 'Decay of the mean of the squared gradients.',
  default: 0.999,
  usual: [0.9, 0.9999],
} as const

/** The small number beside a root in a denominator. */
export const safeguard = {
  symbol: 'epsilon',
  about: 'Keeps the division away from zero; outside the root.',
  default: 1e-8,
  min: 0,
  usual: [1e-10, 1e-3],
  scale: 'log',
} as const

/** The same under the root. */
export const safeguardInside = {
  symbol: 'epsilon_r',
  about: 'Keeps the division away from zero; inside the root.',
  default: 0,
  min: 0,
  usual: [1e-16, 1e-3],
  scale: 'log',
  optional: true,
} as const

/** The pull towards zero, where a rule has it inside. */
export const ownDecay = {
  symbol: 'lambda',
  about: 'Weight decay: how strongly the parameters are pulled towards zero.',
  default: 0,
  min: 0,
  usual: [1e-5, 0.1],
  scale: 'log',
  optional: true,
} as const
