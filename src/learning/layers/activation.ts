import { described } from '../../display/described.ts'
import { suggestion } from '../../equations/nearest.ts'
import * as operations from '../operations/elementwise.ts'
import type { Forward, Layer } from './layer.ts'

const of = (name: string, forward: Forward) => (): Layer => ({ name, build: () => forward })

/** max(0, x). */
export const relu = of('relu', operations.relu)
/** The hyperbolic tangent. */
export const tanh = of('tanh', operations.tanh)
/** 1 / (1 + e^-x). */
export const sigmoid = of('sigmoid', operations.sigmoid)
/** x times the normal distribution's share below x, in the form with tanh. */
export const gelu = of('gelu', operations.gelu)
/** x / (1 + e^-x). */
export const silu = of('silu', operations.silu)
/** x as it is: a network of linear layers with nothing between them stays linear. */
export const identity = of('identity', x => x)

const activations = { relu, tanh, sigmoid, gelu, silu, identity } as const

/** The activations that have a name. */
export type Activation = keyof typeof activations

/**
 * The layer of an activation, by its name.
 * @throws TypeError for another name, with the nearest.
 */
export function activation(name: Activation): Layer {
  if (Object.hasOwn(activations, name)) return activations[name]()
  const names = Object.keys(activations)
  const near = typeof name === 'string' ? suggestion(name, names) : ` (known: ${names.join(', ')})`
  throw new TypeError(`activation: there is no ${described(name)}${near}`)
}
