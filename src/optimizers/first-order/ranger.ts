import { combination } from '../combination.ts'
import { lookahead } from '../wrappers/lookahead.ts'
import { radam } from './radam.ts'

/** RAdam under Lookahead. */
export const ranger = combination({
  name: 'Ranger',
  of: () => [radam, lookahead],
  hyperparameters: { ...radam.hyperparameters, ...lookahead.hyperparameters },
  options: { ...radam.options, ...lookahead.options },
  source:
    'Wright 2019, Ranger: RAdam of Liu et al. 2020 under Lookahead of Zhang et al. 2019; defaults as in theirs, where Wright has k = 6, beta_1 = 0.95 and epsilon = 1e-5',
  purpose: 'No warm-up, and quieter than either: a good choice where nothing has been tuned.',
  weakness: 'Slower at first than its inner rule, and two more numbers to choose.',
})
