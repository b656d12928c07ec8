import { gradientInto } from '../descent/gradient.ts'
import type { Objective } from '../surfaces/objective.ts'
import { surface } from '../surfaces/surface.ts'

/** Dimensions up to which a gradient is worth being taken from differences of the loss. */
const few = 50

/**
 * The objective with a gradient that is not an estimate. That of batches is the mean over one epoch's batches, each weighing as much as it
 * has samples; other noise is avoided by differences of the loss, which is exact. Undefined where that would cost too much.
 *
 * @param update number of updates made, for a loss that changes with time
 */
export function noiseless(objective: Objective, update: number): Objective | undefined {
  const { dimension: n, hessian } = objective
  const own = {
    dimension: n,
    name: objective.name,
    domain: objective.domain,
    minima: objective.minima,
    value: (x: ArrayLike<number>) => objective.value(x, update),
    ...(hessian && { hessian: (x: ArrayLike<number>) => hessian.call(objective, x) }),
  }
  if (!objective.stochastic) {
    return {
      ...own,
      gradient(x, out = new Float64Array(n)) {
        gradientInto(objective, x, out, update)
        return out
      },
    }
  }
  const { updatesPerEpoch = 0 } = objective
  const { batch } = objective as { batch?: (update: number) => ArrayLike<number> }
  if (Number.isInteger(updatesPerEpoch) && updatesPerEpoch > 0) {
    const one = new Float64Array(n)
    return {
      ...own,
      gradient(x, out = new Float64Array(n)) {
        out.fill(0)
        let samples = 0
        for (let k = 0; k < updatesPerEpoch; k++) {
          const weight = batch?.call(objective, k).length ?? 1
          gradientInto(objective, x, one, k)
          for (let i = 0; i < n; i++) out[i] += weight * one[i]
          samples += weight
        }
        for (let i = 0; i < n; i++) out[i] /= samples
        return out
      },
    }
  }
  if (n > few) return undefined
  const { gradient } = surface({ name: objective.name ?? 'the objective', dimension: n, value: own.value })
  return { ...own, gradient }
}
