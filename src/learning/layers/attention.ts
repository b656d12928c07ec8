import { known, wholeNumber } from '../../display/described.ts'
import { affine } from '../operations/affine.ts'
import { attention as attend } from '../operations/attention.ts'
import { gelu } from './activation.ts'
import { dropout } from './dropout.ts'
import type { Layer } from './layer.ts'
import { layerNorm } from './layer-norm.ts'
import { linear } from './linear.ts'
import { residual } from './residual.ts'

/** How attention is made. */
export interface SelfAttentionOptions {
  /** How many heads the width is divided among. 1 unless told otherwise. */
  readonly heads?: number
  /** Whether a place sees only itself and what is before it. False unless told otherwise. */
  readonly causal?: boolean
}

/**
 * Self-attention with its four linear maps: [samples, places, width] to the same (Vaswani et al. 2017, Section 3.2).
 * The maps to q, k and v are one, with weights [3 width, width], begun by Xavier.
 */
export function selfAttention(width: number, options: SelfAttentionOptions = {}): Layer {
  const { heads } = checked('selfAttention', width, options)
  return {
    name: 'attention',
    build(place) {
      const weights = place.parameter('weights', [3 * width, width], 'xavier')
      const bias = place.parameter('bias', [3 * width], 0)
      const out = place.add({ ...linear(width, width, { initialization: 'xavier' }), name: 'output' })
      return x => {
        const all = affine(x, weights, bias)
        const [q, k, v] = [0, 1, 2].map(part => all.slice(-1, part * width, (part + 1) * width))
        return out(attend(q, k, v, { heads, causal: options.causal }))
      }
    },
  }
}

/** How a block is made. */
export interface BlockOptions extends SelfAttentionOptions {
  /** The share dropped after attention and after the layers behind it. 0 unless told otherwise. */
  readonly dropout?: number
}

/**
 * One block of a transformer, normalized before each part (Xiong et al. 2020): x + attention(norm(x)), then x + mlp(norm(x)) with
 * 4 times the width inside.
 * @example layers.attentionBlock(32, { heads: 2, causal: true })
 */
export function attentionBlock(width: number, options: BlockOptions = {}): Layer {
  checked('attentionBlock', width, options)
  const { dropout: share = 0, ...rest } = options
  const dropped = share === 0 ? [] : [dropout(share)]
  const parts = [
    residual(layerNorm(width), selfAttention(width, rest), ...dropped),
    residual(layerNorm(width), linear(width, 4 * width), gelu(), linear(4 * width, width), ...dropped),
  ]
  return {
    name: 'block',
    build(place) {
      const steps = parts.map(part => place.add(part))
      return x => steps.reduce((value, step) => step(value), x)
    },
  }
}

function checked(where: string, width: number, options: BlockOptions): { heads: number } {
  wholeNumber(where, 'width', width, 1)
  known(where, options, ['heads', 'causal', ...(where === 'attentionBlock' ? ['dropout'] : [])])
  const { heads = 1 } = options
  wholeNumber(where, 'heads', heads, 1)
  if (width % heads !== 0) throw new RangeError(`${where}: ${heads} heads do not divide a width of ${width}`)
  return { heads }
}
