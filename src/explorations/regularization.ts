import { lines } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import { number } from '../display/number.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { toggle } from '../explore/toggle.ts'
import { levenbergMarquardt } from '../optimizers/second-order/levenberg-marquardt.ts'
import { leastSquares } from '../surfaces/least-squares.ts'
import { normal, randomAt, uniform } from '../surfaces/random.ts'

/** The curve that the data are taken from. */
const truth = (x: number): number => Math.sin(Math.PI * x)

/**
 * The strength of L2 on a fit: a polynomial with more weights than it needs, through a few noisy points, minimizing
 * data loss + lambda * (sum of w^2), with the data loss the mean squared error.
 *
 * @example explorations.regularization({ degree: 9, samples: 12 })
 */
export function regularization({
  degree = 9,
  samples = 12,
  noise = 0.25,
  seed = 3,
}: {
  readonly degree?: number
  readonly samples?: number
  readonly noise?: number
  readonly seed?: number
} = {}): Exploration {
  const random = randomAt(seed, 0)
  const made = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      // One in each share of the range.
      const x = -1 + (2 * (i + uniform(random, 0.1, 0.9))) / count
      return [x, truth(x) + noise * normal(random)] as const
    })
  const data = made(samples)
  const fresh = made(200)
  const predicted = (w: ArrayLike<number>, x: number): number => {
    let sum = 0
    for (let k = degree; k >= 0; k--) sum = sum * x + w[k]
    return sum
  }
  const error = (w: ArrayLike<number>, points: readonly (readonly [number, number])[]): number =>
    points.reduce((sum, [x, y]) => sum + (predicted(w, x) - y) ** 2, 0) / points.length
  const fitted = (lambda: number): Float64Array => {
    // Half the sum of these squares is (data loss + lambda * sum of w^2) * samples / 2.
    const pull = Math.sqrt(lambda * samples)
    const loss = leastSquares({
      name: 'polynomial with L2',
      dimension: degree + 1,
      count: samples + degree + 1,
      residuals(w, out) {
        data.forEach(([x, y], i) => {
          out[i] = predicted(w, x) - y
        })
        for (let k = 0; k <= degree; k++) out[samples + k] = pull * w[k]
      },
      jacobian(_, out) {
        out.fill(0)
        data.forEach(([x], i) => {
          for (let k = 0; k <= degree; k++) out[i * (degree + 1) + k] = x ** k
        })
        for (let k = 0; k <= degree; k++) out[(samples + k) * (degree + 1) + k] = pull
      },
    })
    return minimize(loss, levenbergMarquardt(), { start: new Array(degree + 1).fill(0), steps: 100 }).x
  }
  const at = Array.from({ length: 121 }, (_, i) => -1 + i / 60)
  return explore(
    {
      lambda: slider({ min: 1e-7, max: 10, default: 1e-3, scale: 'log', label: 'strength, lambda' }),
      penalty: toggle(true, { label: 'L2' }),
    },
    ({ lambda, penalty }) => {
      const strength = penalty ? lambda : 0
      const w = fitted(strength)
      const loss = error(w, data)
      const squares = w.reduce((sum, weight) => sum + weight * weight, 0)
      return {
        fit: lines(
          {
            data: { x: data.map(([x]) => x), y: data.map(([, y]) => y), dots: true },
            'the fit': { x: at, y: at.map(x => predicted(w, x)) },
            'where the data come from': { x: at, y: at.map(truth) },
          },
          {
            title: `A polynomial of degree ${degree} through ${samples} points`,
            x: 'x',
            y: 'y',
            domain: { x: [-1, 1], y: [-2, 2] },
            width: 480,
            height: 340,
          },
        ),
        weights: lines(
          {
            'size of the weight': {
              x: [...w.keys()],
              y: [...w].map(weight => Math.abs(weight)),
              dots: true,
            },
          },
          {
            title: 'The weights',
            x: 'power of x',
            y: '|weight|',
            log: true,
            domain: { x: [-0.5, degree + 0.5], y: [1e-4, 1e4] },
            width: 360,
            height: 340,
          },
        ),
        sum: table([
          {
            'data loss': loss,
            '+ lambda * sum of w^2': strength * squares,
            '= total': loss + strength * squares,
            'sum of w^2': squares,
            'loss on 200 new points': error(w, fresh),
          },
        ]),
        words: `The gradient of the penalty is 2 * lambda * w = ${number(2 * strength)} * w: it pulls every weight to 0.`,
      }
    },
    {
      title: 'L2: paying for large weights',
      caption:
        'Without L2 the curve runs through the noise, by large weights that cancel each other. Slide lambda up: the weights shrink, the data loss rises, and the loss on new points first falls, then rises. Where is it least?',
      code: ({ lambda, penalty }) =>
        `// the loss is dataLoss(w) + lambda * (sum of w^2)\nconst lambda = ${penalty ? lambda : 0}`,
    },
  )
}
