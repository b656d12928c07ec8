import { contour } from '@observablehq/plot'
import { look } from '../charts/palette.ts'
import { described } from '../display/described.ts'
import type { Model } from '../learning/model.ts'
import { logSoftmax } from '../learning/operations/softmax.ts'
import { withoutGradients } from '../learning/record.ts'
import { sameShape, written } from '../learning/shape.ts'
import { type Tensor, tensor } from '../learning/tensor.ts'

/** Points of the grid along each side, at which the model is asked. */
const across = 96
/** Log odds of a class against the next likely: as likely; nine to one. */
const thresholds = [0, Math.log(9)]

/** What scores the classes of points [n, 2]: a model, or any function that makes [n, classes]. */
export type ClassScoring = ((points: Tensor) => Tensor) &
  Partial<Pick<Model, 'dtype' | 'training' | 'train' | 'evaluate'>>

/** The log probabilities of the classes, [points, classes]. A model in training is asked as if it were not, and goes on as it was. */
export function logProbabilities(model: ClassScoring, points: Float64Array, classes: number): ArrayLike<number> {
  const count = points.length / 2
  const { training } = model
  if (training) model.evaluate?.()
  try {
    return withoutGradients(() => {
      const scores = model(tensor(points, [count, 2], { dtype: model.dtype ?? 'f64' }))
      checkScores(scores, [count, classes])
      return logSoftmax(scores, -1).data
    })
  } finally {
    if (training) model.train?.()
  }
}

function checkScores(scores: Tensor, wanted: readonly number[]): void {
  if (scores?.shape === undefined || !sameShape(scores.shape, wanted)) {
    const found = scores?.shape ? written(scores.shape) : described(scores)
    throw new RangeError(
      `scatter: the model made ${found} of ${written([wanted[0], 2])}; it must be ${written(wanted)}`,
    )
  }
  if (scores.data.some(Number.isNaN))
    throw new RangeError('scatter: the model made NaN of a point: it has no regions to show')
}

/** For each class the marks that tint where its log odds against the likeliest other are above each threshold. */
export function classRegions(
  model: ClassScoring,
  classes: number,
  [x1, x2]: readonly [number, number],
  [y1, y2]: readonly [number, number],
): unknown[] {
  const points = new Float64Array(2 * across * across)
  for (let row = 0, at = 0; row < across; row++) {
    for (let column = 0; column < across; column++) {
      // The middle of a cell.
      points[at++] = x1 + ((column + 0.5) / across) * (x2 - x1)
      points[at++] = y1 + ((row + 0.5) / across) * (y2 - y1)
    }
  }
  const scores = logProbabilities(model, points, classes)
  return Array.from({ length: classes }, (_, c) => {
    const odds = Float64Array.from({ length: across * across }, (_, p) => {
      let other = Number.NEGATIVE_INFINITY
      for (let k = 0; k < classes; k++) if (k !== c) other = Math.max(other, scores[p * classes + k])
      // Far from the border only the sign matters, and infinity has no contour.
      return Math.max(-50, Math.min(50, scores[p * classes + c] - other))
    })
    return contour(odds, {
      ...{ width: across, height: across, x1, y1, x2, y2, x: null, y: null, interpolate: null, thresholds },
      value: (value: number) => value,
      fill: look(c).colour,
      fillOpacity: 0.13,
      stroke: look(c).colour,
      strokeOpacity: 0.5,
      clip: true,
    } as never)
  })
}
