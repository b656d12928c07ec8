import { wrapper } from '../wrapper.ts'

/** Takes the gradient at the worst point nearby: a step of length rho uphill. Two gradients a step. */
export const sam = wrapper({
  name: 'SAM',
  hyperparameters: {
    radius: {
      symbol: 'rho',
      about: 'How far uphill the gradient is taken.',
      default: 0.05,
      min: 0,
      usual: [0.01, 1],
      scale: 'log',
    },
  },
  before: `
    q = norm(g)
    g = grad(q > 0 ? point + rho * g / q : point)`,
  source:
    'Foret, Kleiner, Mobahi & Neyshabur 2021, Sharpness-Aware Minimization for Efficiently Improving Generalization, equation 2',
  purpose: 'Flat minima, which often generalize better than sharp ones.',
  weakness:
    'Twice the work; and it does not settle: it jumps across the minimum, the further the larger rho and the rate.',
})
