import { wholeNumber } from '../../display/described.ts'
import { normal } from '../../surfaces/random.ts'
import { rowsOf } from '../operations/rows.ts'
import type { Layer } from './layer.ts'

/**
 * A learned row of numbers for each of `count` tokens: [...] whole numbers to [..., width]. Rows begin normal, with deviation 0.02
 * (Radford et al. 2019, GPT-2).
 * @example layers.embedding(27, 16)
 */
export function embedding(count: number, width: number): Layer {
  wholeNumber('embedding', 'count', count, 1)
  wholeNumber('embedding', 'width', width, 1)
  return {
    name: 'embedding',
    build(place) {
      const table = place.parameter('weights', [count, width], (random, _shape, out) => {
        for (let i = 0; i < out.length; i++) out[i] = 0.02 * normal(random)
      })
      return tokens => rowsOf(table, tokens.data, tokens.shape)
    },
  }
}
