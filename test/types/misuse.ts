/**
 * Misuse that must not compile: each line under an `@ts-expect-error` is an error to `npm run types`, which complains if one
 * is not. declarations.test.ts reads this file again with the TypeScript that checks the cells of a notebook. Never run.
 */
import {
  adam,
  cosine,
  exponentialDecay,
  gradientDescent,
  iterate,
  minimize,
  momentum,
  optimizer,
  race,
  ravine,
  rosenbrock,
  schedule,
  stepDecay,
  surface,
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
    // @ts-expect-error the equation is missing
    schedule({ name: 'mine', parameters: {} }),
  ]
}
