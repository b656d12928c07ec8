import { described } from '../../display/described.ts'
import { suggestion } from '../../equations/nearest.ts'
import { gelu, relu, sigmoid, silu, tanh } from '../operations/elementwise.ts'
import type { Tensor } from '../tensor.ts'
import type { Layer } from './layer.ts'

const activations = { relu, tanh, sigmoid, gelu, silu, identity: (x: Tensor) => x } as const

/** The activations that have a name. 'identity' leaves a network linear: shown, never used. */
export type Activation = keyof typeof activations

/**
 * The layer of an activation.
 * @throws TypeError for another name, with the nearest.
 */
export function activation(name: Activation): Layer {
  if (!Object.hasOwn(activations, name)) {
    const names = Object.keys(activations)
    const near = typeof name === 'string' ? suggestion(name, names) : ` (known: ${names.join(', ')})`
    throw new TypeError(`activation: there is no ${described(name)}${near}`)
  }
  return { name, build: () => activations[name] }
}
