import { wholeNumber } from '../../display/described.ts'
import { uniform } from '../../surfaces/random.ts'
import type { Fill } from '../initialization.ts'
import { affine } from '../operations/affine.ts'
import { gated } from '../operations/gated.ts'
import { concatenate } from '../operations/rearrange.ts'
import { written } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { roomFor } from '../workspace.ts'
import type { Layer } from './layer.ts'

/**
 * A gated recurrent unit along a sequence: [samples, steps, inputs] to its states [samples, steps, hidden]. The state begins at 0.
 * Weights begin uniform within 1 / sqrt(hidden), biases too, as in PyTorch.
 * Source: Cho et al. 2014; the step's equations stand with the operation `gated`.
 */
export function gatedRecurrent(inputs: number, hidden: number): Layer {
  wholeNumber('gatedRecurrent', 'inputs', inputs, 1)
  wholeNumber('gatedRecurrent', 'hidden', hidden, 1)
  const first: Fill = (random, _shape, out) => {
    const bound = 1 / Math.sqrt(hidden)
    for (let i = 0; i < out.length; i++) out[i] = uniform(random, -bound, bound)
  }
  return {
    name: 'gated recurrent',
    build(place) {
      const fromInput = place.parameter('input weights', [3 * hidden, inputs], first)
      const fromState = place.parameter('state weights', [3 * hidden, hidden], first)
      const inputBias = place.parameter('input bias', [3 * hidden], first)
      const stateBias = place.parameter('state bias', [3 * hidden], first)
      return x => {
        if (x.shape.length !== 3 || x.shape[2] !== inputs) {
          throw new RangeError(
            `gatedRecurrent: the input is ${written(x.shape)}; it must be [samples, steps, ${inputs}]`,
          )
        }
        const [samples, steps] = x.shape
        const said = affine(x, fromInput, inputBias)
        const zeros = roomFor(x.dtype, samples * hidden).fill(0)
        let h = new Tensor(zeros, [samples, hidden], { operation: 'input', inputs: [] }, false)
        const states: Tensor[] = []
        for (let t = 0; t < steps; t++) {
          const now = said.slice(1, t, t + 1).reshape([samples, 3 * hidden])
          h = gated(now, affine(h, fromState, stateBias), h)
          states.push(h.reshape([samples, 1, hidden]))
        }
        return concatenate(states, 1)
      }
    },
  }
}
