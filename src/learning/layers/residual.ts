import { sameShape, written } from '../shape.ts'
import type { Layer } from './layer.ts'

/**
 * x + f(x), with f the layers inside, one after the other: a gradient goes past them unchanged (He et al. 2016).
 * @example layers.residual(layers.linear(32, 32), layers.relu())
 * @throws RangeError, on the first batch, where the layers inside change the shape.
 */
export function residual(...inside: readonly Layer[]): Layer {
  return {
    name: 'residual',
    build(place) {
      const steps = inside.map(layer => place.add(layer))
      return x => {
        const change = steps.reduce((value, step) => step(value), x)
        if (!sameShape(change.shape, x.shape)) {
          throw new RangeError(
            `residual: the layers inside make ${written(change.shape)} of ${written(x.shape)}; the two are added, so they must be the same`,
          )
        }
        return x.add(change)
      }
    },
  }
}
