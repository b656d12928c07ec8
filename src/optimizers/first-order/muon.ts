import { orthogonal } from '../matrices/orthogonal.ts'
import { optimizer } from '../optimizer.ts'
import { ownDecay, stepSize } from './usual-hyperparameters.ts'

/**
 * Momentum made orthogonal: each matrix's step has all its singular values near 1. A vector is a matrix of one row; for biases and
 * embeddings the authors use AdamW.
 */
export const muon = optimizer({
  name: 'Muon',
  hyperparameters: {
    learningRate: { ...stepSize, default: 0.02, usual: [1e-3, 0.1] },
    momentum: {
      symbol: 'mu',
      about: 'Decay of the mean of the gradients.',
      default: 0.95,
      min: 0,
      below: 1,
      usual: [0.5, 0.99],
      scale: 'linear',
    },
    weightDecay: ownDecay,
  },
  options: {
    nesterov: { about: 'Whether the newest gradient counts once more.', choices: [true, false], default: true },
  },
  over: 'layer',
  functions: { orthogonal: (out, [u], { rows, columns }) => orthogonal(u, rows, columns, out) },
  form: ({ nesterov, weightDecay }) => ({
    state: { m: 0 },
    update: `
      m     = mu * m + (1 - mu) * g
      o     = orthogonal(${nesterov ? 'mu * m + (1 - mu) * g' : 'm'})
      ${weightDecay ? 'theta = theta - eta * lambda * theta' : ''}
      theta = theta - eta * sqrt(max(1, rows / columns)) * o`,
  }),
  source: 'Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks',
  purpose: 'Hidden layers: rare directions of a matrix move as far as common ones.',
  weakness: 'For matrices only, and each step costs several products of matrices.',
})
