import { known, wholeNumber } from '../../display/described.ts'
import { normal } from '../../surfaces/random.ts'
import * as layers from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { type Model, type ModelOptions, modelOf, modelOptions } from '../model.ts'
import { written } from '../shape.ts'

/** How a language model is made. */
export interface LanguageModelOptions extends ModelOptions {
  /** Number of different tokens. */
  readonly vocabulary: number
  /** The most tokens it sees at a time. */
  readonly context: number
  /** Numbers that a token becomes. 32 unless told otherwise. */
  readonly width?: number
  /** 2 unless told otherwise. */
  readonly heads?: number
  /** 1 unless told otherwise. */
  readonly blocks?: number
  /** 0 unless told otherwise. */
  readonly dropout?: number
}

/**
 * A tiny language model with attention (Radford et al. 2019, in small): tokens and their places become rows of numbers, blocks of
 * causal attention mix them, and a linear layer scores the next token at every place.
 *
 * @example const model = languageModel({ vocabulary: 27, context: 32 })   // [samples, places] to [samples, places, 27]
 */
export function languageModel(options: LanguageModelOptions): Model {
  const own = ['vocabulary', 'context', 'width', 'heads', 'blocks', 'dropout']
  known('languageModel', options, [...own, ...modelOptions])
  const { vocabulary, context, width = 32, heads = 2, blocks = 1, dropout = 0, ...rest } = options
  for (const [name, value] of Object.entries({ vocabulary, context, width, heads, blocks })) {
    wholeNumber('languageModel', name, value, 1)
  }
  const parts: Layer[] = [
    ...Array.from({ length: blocks }, () => layers.attentionBlock(width, { heads, causal: true, dropout })),
    layers.layerNorm(width),
    layers.linear(width, vocabulary, { initialization: 'xavier' }),
  ]
  const layer: Layer = {
    name: 'language model',
    build(place) {
      const embed = place.add(layers.embedding(vocabulary, width))
      const places = place.parameter('places', [context, width], (random, _shape, out) => {
        for (let i = 0; i < out.length; i++) out[i] = 0.02 * normal(random)
      })
      const steps = parts.map(part => place.add(part))
      return tokens => {
        const [, length] = tokens.shape
        if (tokens.shape.length !== 2 || length > context) {
          throw new RangeError(
            `languageModel: the input is ${written(tokens.shape)}; it must be [samples, places] with at most ${context} places`,
          )
        }
        return steps.reduce((x, step) => step(x), embed(tokens).add(places.slice(0, 0, length)))
      }
    },
  }
  return modelOf(layer, rest)
}
