import { described, known } from '../../display/described.ts'
import { gradientOf, record } from '../record.ts'
import { written } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { largestOf, sumOfExponentials } from './softmax.ts'

/** How the cross-entropy is taken. */
export interface CrossEntropyOptions {
  /** The share s taken from the right class and given to all alike (Szegedy et al. 2016). 0 unless told otherwise. */
  readonly labelSmoothing?: number
}

/**
 * The mean over the samples of -log p(right class), with p the softmax of the scores. Backwards: (p - one-hot) / samples.
 *
 * @param scores [samples, classes], before any softmax; further leading axes count as samples
 * @param labels the class of each sample, a whole number from 0 up
 * @example crossEntropy(model(x), y).backward()
 * @throws RangeError for a label out of range, or another number of labels than of samples.
 */
export function crossEntropy(
  scores: Tensor,
  labels: ArrayLike<number> | Tensor,
  options: CrossEntropyOptions = {},
): Tensor {
  known('crossEntropy', options, ['labelSmoothing'])
  const { labelSmoothing: s = 0 } = options
  if (!(s >= 0 && s < 1)) {
    throw new RangeError(`crossEntropy: labelSmoothing is ${described(s)}; it must be from 0 up and below 1`)
  }
  const classes = scores.shape[scores.shape.length - 1]
  if (!(scores.shape.length >= 2 && classes >= 1)) {
    throw new RangeError(`crossEntropy: the scores are ${written(scores.shape)}; they must be [samples, classes]`)
  }
  const samples = scores.size / classes
  const y: ArrayLike<number> = labels instanceof Tensor ? labels.data : labels
  checkLabels(y, samples, classes)
  const inputs = [scores]
  return record(
    'crossEntropy',
    inputs,
    [],
    out => {
      const x = scores.data
      let total = 0
      for (let i = 0; i < samples; i++) {
        const first = i * classes
        const largest = largestOf(x, first, 1, classes)
        const normalizer = Math.log(sumOfExponentials(x, largest, first, 1, classes))
        let smoothed = 0
        if (s > 0) for (let k = 0; k < classes; k++) smoothed += x[first + k] - largest
        total += normalizer - (1 - s) * (x[first + y[i]] - largest) - (s / classes) * smoothed
      }
      out[0] = total / samples
    },
    g => {
      const x = scores.data
      const gx = gradientOf(scores)!
      const share = g[0] / samples
      for (let i = 0; i < samples; i++) {
        const first = i * classes
        const largest = largestOf(x, first, 1, classes)
        const total = sumOfExponentials(x, largest, first, 1, classes)
        for (let k = first; k < first + classes; k++) gx[k] += share * (Math.exp(x[k] - largest) / total - s / classes)
        gx[first + y[i]] -= share * (1 - s)
      }
    },
  )
}

function checkLabels(labels: ArrayLike<number>, samples: number, classes: number): void {
  if (typeof labels !== 'object' || labels === null || !Number.isInteger(labels.length)) {
    throw new TypeError(`crossEntropy: the labels are ${described(labels)}; they must be a class for each sample`)
  }
  if (labels.length !== samples) {
    throw new RangeError(`crossEntropy: there are ${labels.length} labels and scores of ${samples} samples`)
  }
  for (let i = 0; i < samples; i++) {
    if (!(Number.isInteger(labels[i]) && labels[i] >= 0 && labels[i] < classes)) {
      throw new RangeError(
        `crossEntropy: label ${i} is ${described(labels[i])}; with ${classes} classes it must be a whole number from 0 to ${classes - 1}`,
      )
    }
  }
}
