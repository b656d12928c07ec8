import type { Objective } from '../surfaces/objective.ts'

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
    return { ...own, gradient: (x, out = new Float64Array(n)) => written(objective.gradient(x, out, update), out) }
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
          const g = written(objective.gradient(x, one, k), one)
          for (let i = 0; i < n; i++) out[i] += weight * g[i]
          samples += weight
        }
        for (let i = 0; i < n; i++) out[i] /= samples
        return out
      },
    }
  }
  if (n > few) return undefined
  return { ...own, gradient: (x, out = new Float64Array(n)) => differences(own.value, x, out) }
}

/** An own gradient may return an array of its own instead of writing to the one it was given. */
function written(returned: ArrayLike<number> | undefined, out: Float64Array): Float64Array {
  if (returned !== undefined && returned !== out) out.set(returned)
  return out
}

function differences(value: (x: ArrayLike<number>) => number, x: ArrayLike<number>, out: Float64Array): Float64Array {
  const at = Float64Array.from(x)
  for (let i = 0; i < at.length; i++) {
    const h = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(x[i]))
    at[i] = x[i] + h
    const above = value(at)
    at[i] = x[i] - h
    out[i] = (above - value(at)) / (2 * h)
    at[i] = x[i]
  }
  return out
}
