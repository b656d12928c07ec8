import { gradientOf } from './record.ts'
import { written } from './shape.ts'
import type { Tensor } from './tensor.ts'

/**
 * Everything a tensor was computed of that requires a gradient, itself included, each after its inputs.
 * Tensors are numbered as they are made, so that sorting by number is an order in which they can be worked out.
 */
export function history(result: Tensor): Tensor[] {
  const found = new Set<Tensor>([result])
  for (const tensor of found) {
    for (const input of tensor.origin.inputs) if (input.requiresGradient) found.add(input)
  }
  return [...found].sort((a, b) => a.order - b.order)
}

/**
 * Reverse-mode differentiation: dL/dL is 1; then, from the last operation to the first, each passes the gradient of its result on
 * to its inputs, multiplied by its own derivative (the chain rule). A tensor used twice gets the sum of both.
 */
export function backward(loss: Tensor): void {
  if (loss.size !== 1) {
    throw new RangeError(
      `backward: it begins at one number, a loss, and this is ${written(loss.shape)}; take its mean() or sum() first`,
    )
  }
  if (!loss.requiresGradient) {
    throw new TypeError(
      'backward: this number depends on nothing that requires a gradient: a parameter of a model, or tensor(values, shape, { requiresGradient: true })',
    )
  }
  const tensors = history(loss)
  // What operations made begins anew; what they were given (parameters) adds up over several calls.
  for (const tensor of tensors) if (tensor.origin.inputs.length > 0) tensor.keepGradient(undefined)
  gradientOf(loss)![0] += 1
  for (let k = tensors.length - 1; k >= 0; k--) tensors[k].origin.passOn?.()
}
