/** What losses are turned into before a model is laid through them: losses of very different sizes would hide what matters near the best. */
export interface LossScale {
  readonly of: (loss: number) => number
  readonly back: (value: number) => number
  /** Whether it is the logarithm. */
  readonly log: boolean
}

/**
 * For a search: h = log(1 + (y - low) / (median - low)). Near the lowest loss it is a straight line, so that a minimum keeps its shape;
 * far above the median it is a logarithm, so that what diverged tells no more than that it is bad.
 * Source: in the spirit of the warping in Song et al. 2024, The Vizier Gaussian Process Bandit Algorithm; the form is this library's own.
 *
 * @param losses finite ones, at least one.
 */
export function warped(losses: readonly number[]): LossScale {
  const sorted = [...losses].sort((a, b) => a - b)
  const [low, high] = [sorted[0], sorted[sorted.length - 1]]
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  // Losses that are mostly the same have no median apart from the lowest.
  const unit = middle > low ? middle - low : high > low ? high - low : 1
  return {
    of: loss => Math.log1p((loss - low) / unit),
    back: value => low + unit * Math.expm1(value),
    log: false,
  }
}

/**
 * For what is told of a search: the logarithm where all losses are above 0 and the largest is a hundred times the smallest or more, else as they
 * are.
 */
export function logarithmic(losses: readonly number[]): LossScale {
  const [low, high] = losses.reduce(
    ([a, b], loss) => [Math.min(a, loss), Math.max(b, loss)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
  const log = low > 0 && high / low >= 100
  return log ? { of: Math.log, back: Math.exp, log } : { of: loss => loss, back: value => value, log }
}
