/**
 * Misuse that must not compile: each line under an `@ts-expect-error` is an error to `npm run types`, which complains if one
 * is not. declarations.test.ts reads this file again with the TypeScript that checks the cells of a notebook. Never run.
 */
import {
  accumulate,
  adam,
  adamw,
  amsgrad,
  bfgs,
  centralize,
  choice,
  clipByNorm,
  cosine,
  decoupledDecay,
  explore,
  exponentialDecay,
  gradientDescent,
  gradientNoise,
  iterate,
  lbfgs,
  lookahead,
  minimize,
  momentum,
  nadam,
  optimizer,
  optimizers,
  pipe,
  play,
  point,
  prodigy,
  race,
  ranger,
  ravine,
  rmsprop,
  rosenbrock,
  rprop,
  schedule,
  slider,
  sophia,
  stepDecay,
  surface,
  swa,
  switching,
  text,
  toggle,
  wrapper,
} from '../../src/index.ts'

export function hyperparameters(): unknown[] {
  return [
    // @ts-expect-error misspelt
    adam({ learningrate: 0.1 }),
    // @ts-expect-error misspelt beside a right one
    adam({ learningRate: 0.1, beta_1: 0.9 }),
    // @ts-expect-error another optimizer's
    gradientDescent({ beta: 0.9 }),
    // @ts-expect-error a string for a number
    adam({ learningRate: '0.1' }),
    // @ts-expect-error an array for a number
    adam({ learningRate: [0.1, 0.01] }),
    // @ts-expect-error not named
    adam(0.1),
    // @ts-expect-error a schedule's family, not called
    adam({ learningRate: cosine }),
    // @ts-expect-error a schedule of strings
    adam({ learningRate: (t: number) => String(t) }),
  ]
}

export function options(): unknown[] {
  return [
    // @ts-expect-error no such form: it is 'pytorch'
    amsgrad({ form: 'torch' }),
    // @ts-expect-error another optimizer's form
    nadam({ form: 'paper' }),
    // @ts-expect-error a choice between true and false
    rmsprop({ centred: 'true' }),
    // @ts-expect-error an option is no schedule
    rmsprop({ centred: (t: number) => t > 10 }),
    // @ts-expect-error misspelt
    rmsprop({ centered: true }),
    // @ts-expect-error this one has no forms
    adam({ form: 'pytorch' }),
    // @ts-expect-error AdamW has epsilon outside the root only
    adamw({ epsilonRoot: 1e-8 }),
    // @ts-expect-error no such line search
    bfgs({ lineSearch: 'wolfe' }),
    // @ts-expect-error an option of both its parts, with neither's choice
    ranger({ form: 'pytorch', reset: 1 }),
  ]
}

export function fixed(): unknown[] {
  return [
    // @ts-expect-error a whole number is no schedule
    sophia({ every: (t: number) => t + 1 }),
    // @ts-expect-error a seed is no schedule
    sophia({ seed: cosine({ initial: 1, steps: 10 }) }),
    // @ts-expect-error where Rprop begins is no schedule
    rprop({ initialStep: (t: number) => 0.1 / (t + 1) }),
    // @ts-expect-error the first guess of the distance is no schedule
    prodigy({ initialDistance: (t: number) => 1 / (t + 1) }),
    // @ts-expect-error how many steps are remembered is no schedule
    lbfgs({ memory: (t: number) => t }),
    // @ts-expect-error nor is a step from which a wrapper counts
    swa({ from: (t: number) => t, every: 5 }),
    // @ts-expect-error nor the number of gradients, alone
    accumulate((t: number) => t + 1),
  ]
}

export function wrappers(): unknown[] {
  return [
    // @ts-expect-error a string for a number
    clipByNorm('1'),
    // @ts-expect-error misspelt
    clipByNorm({ limits: 1 }),
    // @ts-expect-error no such form
    clipByNorm({ limit: 1, form: 'torch' }),
    // @ts-expect-error it has nothing to set
    centralize(1),
    // @ts-expect-error one number alone, not two
    lookahead(5, 0.5),
    // @ts-expect-error a wrapper's own names
    gradientNoise({ sigma: 0.1 }),
    // @ts-expect-error a wrapper is no rule
    minimize(rosenbrock, clipByNorm(1)),
  ]
}

export function combinations(): unknown[] {
  return [
    // @ts-expect-error the wrapper was not called
    pipe(clipByNorm, adam()),
    // @ts-expect-error the optimizer was not called
    pipe(clipByNorm(1), adam),
    // @ts-expect-error a number is no wrapper
    pipe(1, adam()),
    // @ts-expect-error a list of parts is no part
    pipe([clipByNorm(1), adam()]),
    // @ts-expect-error the second rule is missing
    switching(adam(), { after: 100 }),
    // @ts-expect-error when is missing
    switching(adam(), momentum()),
    // @ts-expect-error misspelt
    switching(adam(), momentum(), { at: 100 }),
    // @ts-expect-error a wrapper is no rule
    switching(decoupledDecay(0.1), momentum(), { after: 100 }),
    // @ts-expect-error no such optimizer in the catalogue
    optimizers.adamz,
    // @ts-expect-error misspelt, chosen from the catalogue
    optimizers.adam({ learningrate: 0.1 }),
  ]
}

export function schedules(): unknown[] {
  return [
    // @ts-expect-error the length is missing
    cosine({ initial: 0.1 }),
    // @ts-expect-error nothing is given
    stepDecay(),
    // @ts-expect-error misspelt
    cosine({ initial: 0.1, length: 100 }),
    // @ts-expect-error a string for a number
    exponentialDecay({ initial: '0.1', gamma: 0.9 }),
  ]
}

export function surfaces(): unknown[] {
  return [
    // @ts-expect-error no such parameter
    rosenbrock.with({ c: 1 }),
    // @ts-expect-error a string for a number
    ravine.with({ kappa: '20' }),
    // @ts-expect-error a point is numbers
    rosenbrock.value('1, 2'),
    // @ts-expect-error neither an equation nor functions
    surface({ name: 'nothing' }),
  ]
}

export function descents(): unknown[] {
  return [
    // @ts-expect-error the optimizer was not called
    minimize(rosenbrock, adam),
    // @ts-expect-error the rule before the objective
    minimize(adam(), rosenbrock),
    // @ts-expect-error no rule
    minimize(rosenbrock),
    // @ts-expect-error misspelt option
    minimize(rosenbrock, adam(), { step: 300 }),
    // @ts-expect-error a string for a number
    minimize(rosenbrock, adam(), { steps: '300' }),
    // @ts-expect-error a start is numbers
    minimize(rosenbrock, adam(), { start: ['-1.2', '1'] }),
    // @ts-expect-error misspelt limit
    minimize(rosenbrock, adam(), { stop: { gradientNorm: 1e-5 } }),
    // @ts-expect-error true is no limit
    minimize(rosenbrock, adam(), { stop: { gradient: true } }),
    // @ts-expect-error an objective without a gradient
    minimize({ dimension: 1, value: (x: ArrayLike<number>) => x[0] }, adam()),
    // @ts-expect-error misspelt option
    iterate(rosenbrock, adam(), { budget: 10 }),
    // @ts-expect-error one of the rules was not called
    race(rosenbrock, { adam: adam(), momentum }),
    // @ts-expect-error rules are named
    race(rosenbrock, [adam, momentum]),
    // @ts-expect-error misspelt option
    race(rosenbrock, { adam: adam() }, { starts: [0, 0] }),
  ]
}

export function results(): unknown[] {
  const run = minimize(rosenbrock, adam())
  const both = race(rosenbrock, { adam: adam(), heavy: momentum() })
  return [
    // @ts-expect-error misspelt
    run.trajectory.values,
    // @ts-expect-error there is no such reason
    run.stopped === 'converged',
    // @ts-expect-error a rule that did not run
    both.runs.nesterov,
    // @ts-expect-error no such hyperparameter
    adam.hyperparameters.beta3,
    // @ts-expect-error a result is read, not written
    run.steps++,
  ]
}

export function own(): unknown[] {
  return [
    optimizer({
      name: 'mine',
      hyperparameters: {
        // @ts-expect-error a hyperparameter needs its default
        learningRate: { symbol: 'eta', about: 'Step size.', usual: [0, 1], scale: 'linear' },
      },
      update: 'theta = theta - eta * g',
    }),
    // @ts-expect-error equations or a function
    optimizer({ name: 'mine', hyperparameters: {}, update: 3 }),
    optimizer({
      name: 'mine',
      hyperparameters: {},
      options: { form: { about: 'Which.', choices: ['a', 'b'], default: 'a' } },
      // @ts-expect-error there is no such choice
      form: ({ form }) => ({ update: form === 'c' ? 'theta = theta - g' : 'theta = theta + g' }),
    }),
    // @ts-expect-error norms are of layers or of rows
    optimizer({ name: 'mine', hyperparameters: {}, over: 'column', update: 'theta = theta - g' }),
    // @ts-expect-error a wrapper changes before or after, and has no update
    wrapper({ name: 'mine', hyperparameters: {}, update: 'g = g / 2' }),
    // @ts-expect-error the equation is missing
    schedule({ name: 'mine', parameters: {} }),
  ]
}

export function explorations(): unknown[] {
  return [
    // @ts-expect-error the value of a slider is a number
    explore({ rate: slider({ min: 0, max: 1 }) }, ({ rate }) => rate.toUpperCase()),
    // @ts-expect-error there is no such control
    explore({ rate: slider({ min: 0, max: 1 }) }, ({ rte }) => String(rte)),
    // @ts-expect-error a control is no word
    explore({ rate: '0.1' }, () => ''),
    // @ts-expect-error a view gives something to show
    explore({ on: true }, ({ on }) => on),
    // @ts-expect-error a value of another type
    explore({ on: true }, () => '').set({ on: 1 }),
    // @ts-expect-error a control that is not there
    explore({ on: true }, () => '').set({ of: true }),
    // @ts-expect-error misspelt
    explore({}, () => '', { titel: 'x' }),
    // @ts-expect-error misspelt
    slider({ minimum: 0 }),
    // @ts-expect-error no such scale
    slider({ min: 1, max: 2, scale: 'sqrt' }),
    // @ts-expect-error a default that is none of the choices
    choice(['a', 'b'], { default: 'c' }),
    // @ts-expect-error nor of things by name
    choice({ one: 1, two: 2 }, { default: 'three' }),
    // @ts-expect-error how many steps there are must be told
    play({}),
    // @ts-expect-error a number is neither on nor off
    toggle(1),
    // @ts-expect-error a point has coordinates
    point('here'),
    // @ts-expect-error what it is read as comes second
    text(surface, 'x^2'),
  ]
}
