import { described, known } from '../display/described.ts'
import type { Layer } from './layers/layer.ts'
import { type Model, type ModelOptions, modelOf, modelOptions } from './model.ts'

/**
 * A model of layers, one after the other.
 *
 * @example const model = sequential([layers.linear(2, 16), layers.tanh(), layers.linear(16, 2)], { seed: 1 })
 * @throws TypeError for what is no layer or no option.
 */
export function sequential(parts: readonly Layer[], options: ModelOptions = {}): Model {
  known('sequential', options, modelOptions)
  if (!Array.isArray(parts) || parts.length === 0) {
    throw new TypeError(`sequential: the layers are ${described(parts)}; they must be a list, as [layers.linear(2, 3)]`)
  }
  parts.forEach((part, k) => {
    if (typeof part?.build !== 'function') {
      const uncalled = typeof part === 'function' ? '; call it, as layers.relu()' : ''
      throw new TypeError(`sequential: number ${k} is ${described(part)}; it must be a layer${uncalled}`)
    }
  })
  const chain: Layer = {
    name: 'sequential',
    build(place) {
      const steps = parts.map(part => place.add(part))
      return input => steps.reduce((x, step) => step(x), input)
    },
  }
  return modelOf(chain, { name: 'model', ...options })
}
