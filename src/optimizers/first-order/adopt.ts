import { optimizer } from '../optimizer.ts'
import { gradientsKept, safeguard, stepSize, theirSquaresKept } from './usual-hyperparameters.ts'

/**
 * Adam with the newest gradient left out of the denominator, and the division before the mean. It converges with any beta_2. The
 * first step only fills v. The clip to c = (t - 1)^(1/4) is the authors' later addition.
 */
export const adopt = optimizer({
  name: 'ADOPT',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.001, usual: [1e-5, 1] },
    beta1: gradientsKept,
    beta2: { ...theirSquaresKept, default: 0.9999, usual: [0.9, 0.99999] },
    epsilon: { ...safeguard, about: 'Least value of the denominator.', default: 1e-6 },
  },
  options: {
    clipped: {
      about: 'Whether the divided gradient is clipped to the fourth root of the steps so far.',
      choices: [true, false],
      default: true,
    },
  },
  form: ({ clipped }) => ({
    state: { m: 0, v: 0 },
    update: [
      ...(clipped ? ['c     = (t - 1)^0.25'] : []),
      clipped ? 'u     = clip(g / max(sqrt(v), epsilon), -c, c)' : 'u     = g / max(sqrt(v), epsilon)',
      'm     = t == 1 ? m : beta_1 * m + (1 - beta_1) * u',
      'theta = t == 1 ? theta : theta - eta * m',
      'v     = t == 1 ? g^2 : beta_2 * v + (1 - beta_2) * g^2',
    ].join('\n'),
  }),
  source: 'Taniguchi et al. 2024, ADOPT: Modified Adam Can Converge with Any beta_2 with the Optimal Rate, Algorithm 2',
  purpose: 'Adam with a proof: it converges whatever beta_2, and without a bound on the noise of the gradients.',
  weakness: 'A small first gradient makes the next steps long; the clip is there for that.',
})
