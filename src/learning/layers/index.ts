/** The layers models are made of, before they are part of one. */
import { activation } from './activation.ts'
import type { Layer } from './layer.ts'

export { dropout } from './dropout.ts'
export { type LinearOptions, linear } from './linear.ts'

/** max(0, x). */
export const relu = (): Layer => activation('relu')
/** The hyperbolic tangent. */
export const tanh = (): Layer => activation('tanh')
/** 1 / (1 + e^-x). */
export const sigmoid = (): Layer => activation('sigmoid')
/** x times the normal distribution's share below x, in the form with tanh. */
export const gelu = (): Layer => activation('gelu')
/** x / (1 + e^-x). */
export const silu = (): Layer => activation('silu')
