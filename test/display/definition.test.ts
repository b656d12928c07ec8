import { describe, expect, it } from 'vitest'
import { definitionBundle, definitionHelp, rangeOf } from '../../src/display/definition.ts'
import { jupyterDisplay } from '../../src/display/display.ts'
import { adam } from '../../src/optimizers/first-order/adam.ts'
import { amsgrad } from '../../src/optimizers/first-order/amsgrad.ts'
import { shampoo } from '../../src/optimizers/matrices/shampoo.ts'
import { cosine } from '../../src/schedules/cosine.ts'
import { rosenbrock } from '../../src/surfaces/rosenbrock.ts'

describe('what a definition tells of itself', () => {
  it('says what a parameter may be', () => {
    expect(rangeOf({ min: 0, below: 1 })).toBe('from 0 to below 1')
    expect(rangeOf({ min: 0 })).toBe('0 or more')
    expect(rangeOf({ min: 1, whole: true })).toBe('a whole number 1 or more')
    expect(rangeOf({ max: 2 })).toBe('at most 2')
    expect(rangeOf({})).toBe('')
  })

  it('shows an optimizer with its formula, its hyperparameters and their defaults', () => {
    const { 'text/markdown': markdown } = adam[jupyterDisplay]() as { 'text/markdown': string }
    expect(markdown).toContain('**Adam**')
    expect(markdown).toContain(`$$${adam.tex}$$`)
    expect(markdown).toContain(
      '| `beta2` | beta_2 | Decay of the mean of the squared gradients. | 0.999 | from 0 to below 1 |',
    )
    expect(markdown).toContain('Kingma & Ba 2015')
  })

  it('shows a rule, a surface and a schedule with their numbers', () => {
    const shown = (it: object) =>
      (it as never as { [jupyterDisplay](): Record<string, string> })[jupyterDisplay]()['text/markdown']
    expect(shown(adam({ learningRate: 0.5 }))).toContain('**Adam** with learningRate = 0.5, beta1 = 0.9')
    expect(shown(adam({ learningRate: cosine({ initial: 0.1, steps: 9 }), beta1: t => t / 10 }))).toContain(
      '**Adam** with learningRate = cosine { initial: 0.1, final: 0, steps: 9 }, beta1 = a function of t, beta2 = 0.999',
    )
    expect(shown(rosenbrock.with({ b: 7 }))).toContain('**Rosenbrock** with a = 1, b = 7')
    expect(shown(cosine({ initial: 0.1, steps: 9 }))).toContain('**cosine** with initial = 0.1, final = 0, steps = 9')
  })

  it('says the same as text', () => {
    const text = definitionHelp('adam', adam)['text/plain']
    expect(text).toContain('adam({ learningRate, beta1, beta2, epsilon, epsilonRoot? })   Adam')
    expect(text).toContain('learningRate  eta: Step size. Default 0.001, 0 or more.')
    expect(text).toContain('inside the root. Left out unless given, 0 or more.')
    expect(definitionHelp('amsgrad', amsgrad)['text/plain']).toContain('"paper" (default) or "pytorch" or "optax".')
    expect(definitionHelp('shampoo', shampoo)['text/plain']).toContain('a whole number 1 or more')
    expect(definitionBundle(adam)['text/plain']).toContain('m     = beta_1 * m + (1 - beta_1) * g')
  })
})
