import { criticalPoints } from '../learning/measurements/critical-points.ts'
import { randomFunction } from '../learning/measurements/random-function.ts'
import { type Study, shortened } from './study.ts'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** Saddles dominate in many dimensions: counted. */
export const study: Study = {
  about:
    'Critical points of ten random functions in each of 1 to 6 coordinates (sums of 40 waves of period 2 pi), found by Newton’s method from 1,000 random starts and counted by index, the number of directions that go down. In 1 and 2 coordinates all are found.',
  seeds,
  measure() {
    return [1, 2, 3, 4, 5, 6].map(dimension => {
      const found = seeds.map(seed => criticalPoints(randomFunction({ dimension, seed }), { starts: 1000, seed }))
      const byIndex = Array.from({ length: dimension + 1 }, (_, i) =>
        found.reduce((sum, one) => sum + one.byIndex[i], 0),
      )
      const total = byIndex.reduce((sum, count) => sum + count, 0)
      // Those that are low are minima sooner than others: the mean value by index.
      const values = byIndex.map((count, i) => {
        const points = found.flatMap(one => one.points.filter(({ index }) => index === i))
        return points.reduce((sum, { value }) => sum + value, 0) / count
      })
      const saddles = 1 - (byIndex[0] + byIndex[dimension]) / total
      return shortened({
        dimension,
        points: total,
        byIndex,
        saddles,
        minima: byIndex[0] / total,
        meanValueByIndex: values,
      })
    })
  },
}
