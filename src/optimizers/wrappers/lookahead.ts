import { wrapper } from '../wrapper.ts'

/** Lets the rule run for k steps, then goes a share alpha of the way from where it began, and starts again from there. */
export const lookahead = wrapper({
  name: 'lookahead',
  hyperparameters: {
    every: {
      symbol: 'k',
      about: 'Steps of the rule for one slow step.',
      default: 5,
      min: 1,
      usual: [1, 20],
      scale: 'linear',
      whole: true,
    },
    alpha: {
      symbol: 'alpha',
      about: 'Share of the way that the slow step goes.',
      default: 0.5,
      min: 0,
      max: 1,
      usual: [0, 1],
      scale: 'linear',
    },
  },
  options: {
    reset: { about: 'Whether the rule forgets all after each slow step.', choices: [false, true], default: false },
  },
  form: ({ reset }) => ({
    state: { phi: 'theta' },
    after: `
      phi   = mod(t, k) == 0 ? phi + alpha * (theta - phi) : phi
      theta = mod(t, k) == 0 ? phi : theta`,
    reset: reset ? 'mod(t, k) == 0' : undefined,
    result: 'phi',
  }),
  source: 'Zhang, Lucas, Hinton & Ba 2019, Lookahead Optimizer: k steps forward, 1 step back, Algorithm 1',
  purpose: 'Calms a rule that oscillates, at the cost of one vector.',
  weakness: 'Where the rule makes steady progress, half of each k steps is taken back.',
})
