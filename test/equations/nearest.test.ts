import { expect, test } from 'vitest'
import { nearest, suggestion } from '../../src/equations/nearest.ts'
import { adam } from '../../src/optimizers/index.ts'

test('a misspelt name is told the nearest, whatever its capital letters', () => {
  const known = ['learningRate', 'beta1', 'beta2', 'epsilon']
  expect(nearest('learningrate', known)).toBe('learningRate')
  expect(nearest('beta_1', known)).toBe('beta1')
  expect(nearest('colour', known)).toBeUndefined()
  expect(suggestion('colour', known)).toBe(' (known: learningRate, beta1, beta2, epsilon)')
})

test('who writes it as PyTorch or Optax does is told what it is called here', () => {
  const loosely = adam as (settings: object) => unknown
  expect(() => loosely({ lr: 0.1 })).toThrow("did you mean 'learningRate'?")
  expect(() => loosely({ eps: 1e-8 })).toThrow("did you mean 'epsilon'?")
  expect(() => loosely({ betas: [0.9, 0.99] })).toThrow("did you mean 'beta1'?")
  expect(nearest('lr', ['steps'])).toBeUndefined()
})
