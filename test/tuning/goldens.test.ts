import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectedImprovement, logExpectedImprovement } from '../../src/tuning/expected-improvement.ts'
import { gaussianProcess } from '../../src/tuning/gaussian-process.ts'
import { kernels } from '../../src/tuning/kernel.ts'
import { likeliest } from '../../src/tuning/likeliest.ts'
import { cumulative, density } from '../../src/tuning/normal-distribution.ts'

interface Golden {
  readonly kernel: keyof typeof kernels
  readonly X: number[][]
  readonly y: number[]
  readonly variance: number
  readonly lengths: number[]
  readonly noise: number
  readonly at: number[][]
  readonly mean: number[]
  readonly deviation: number[]
  readonly logLikelihood: number
  readonly slopes: number[]
  readonly leftOut: number[]
  readonly highestLogLikelihood: number
}

const goldens = JSON.parse(readFileSync(new URL('./goldens/tuning.json', import.meta.url), 'utf8')) as {
  processes: Golden[]
  improvements: { mean: number; deviation: number; best: number; expected: number; log: number }[]
  cumulative: [number, number][]
}

/** By its own size: what is tiny must be right in its first digits too. */
const relative = (value: number, golden: number) => Math.abs(value - golden) / Math.max(Math.abs(golden), 1e-300)

describe.each(goldens.processes.map(golden => [`${golden.kernel}, ${golden.lengths.length} sides`, golden] as const))(
  "a Gaussian process is scikit-learn's: %s",
  (_, golden) => {
    const X = Float64Array.from(golden.X.flat())
    const y = Float64Array.from(golden.y)
    const kernel = kernels[golden.kernel]
    const { variance, lengths, noise } = golden
    const process = gaussianProcess(X, y, { kernel, variance, lengths, noise })

    it('in mean and deviation', () => {
      const out = new Float64Array(2)
      golden.at.forEach((point, k) => {
        process.predict(point, out)
        expect(out[0]).toBeCloseTo(golden.mean[k], 10)
        expect(out[1]).toBeCloseTo(golden.deviation[k], 8)
        expect(process.mean(point)).toBe(out[0])
      })
    })

    it('in the log likelihood and its derivatives', () => {
      expect(process.logLikelihood).toBeCloseTo(golden.logLikelihood, 9)
      process.slopes().forEach((slope, j) => {
        expect(slope).toBeCloseTo(golden.slopes[j], 8)
      })
    })

    it('in what each point would be without itself', () => {
      process.leftOut().forEach((value, i) => {
        expect(value).toBeCloseTo(golden.leftOut[i], 9)
      })
    })

    it('is at least as likely once its settings are searched, up to a thousandth', () => {
      const found = likeliest(X, y, lengths.length, kernel)
      expect(found.logLikelihood).toBeGreaterThan(golden.highestLogLikelihood - 1e-3)
    })
  },
)

it('the derivatives of the log likelihood are central differences', () => {
  const { X, y, lengths, variance, noise } = goldens.processes[3]
  const at = (moved: number[]) =>
    gaussianProcess(Float64Array.from(X.flat()), Float64Array.from(y), {
      kernel: kernels.matern52,
      variance: Math.exp(moved[0]),
      lengths: moved.slice(1, -1).map(Math.exp),
      noise: Math.exp(moved[moved.length - 1]),
    })
  const logs = [variance, ...lengths, noise].map(Math.log)
  const h = 1e-5
  at(logs)
    .slopes()
    .forEach((slope, j) => {
      const up = at(logs.map((log, i) => (i === j ? log + h : log))).logLikelihood
      const down = at(logs.map((log, i) => (i === j ? log - h : log))).logLikelihood
      expect(slope).toBeCloseTo((up - down) / (2 * h), 5)
    })
})

it('equal points without noise are refused, and not carried on with as NaN', () => {
  const settings = { kernel: kernels.rbf, variance: 1, lengths: [1], noise: 0 }
  expect(() => gaussianProcess(Float64Array.of(0.5, 0.5), Float64Array.of(1, 2), settings)).toThrow(
    /covariance of 2 points is not positive definite/,
  )
})

describe('expected improvement', () => {
  it.each(goldens.improvements)('is the closed formula to 50 digits: $mean, $deviation, $best', golden => {
    const { mean, deviation, best } = golden
    expect(relative(expectedImprovement(mean, deviation, best), golden.expected)).toBeLessThan(1e-10)
    expect(relative(logExpectedImprovement(mean, deviation, best), golden.log)).toBeLessThan(1e-10)
  })

  it.each([
    [0.5, 0.2, 0.4],
    [0, 1, -1.5],
    [3, 2, 5],
  ])('is the integral of what lies below the best: mean %d, deviation %d, best %d', (mean, deviation, best) => {
    // The midpoint rule over twelve deviations.
    const [from, n] = [mean - 12 * deviation, 200_000]
    const step = (best - from) / n
    let sum = 0
    for (let k = 0; k < n; k++) {
      const y = from + (k + 0.5) * step
      sum += ((best - y) * density((y - mean) / deviation) * step) / deviation
    }
    expect(expectedImprovement(mean, deviation, best)).toBeCloseTo(sum, 8)
  })

  it('of what is sure is the difference, or nothing', () => {
    expect(expectedImprovement(1, 0, 3)).toBe(2)
    expect(expectedImprovement(3, 0, 1)).toBe(0)
    expect(logExpectedImprovement(3, 0, 1)).toBe(Number.NEGATIVE_INFINITY)
  })

  it('grows as the mean falls, and as it is less sure, without a break where the formulas change', () => {
    let before = Number.NEGATIVE_INFINITY
    for (let z = -6; z < 6; z += 0.01) {
      const now = logExpectedImprovement(0, 1, z)
      expect(now).toBeGreaterThan(before)
      before = now
    }
    before = 0
    for (let sigma = 0.05; sigma < 3; sigma += 0.01) {
      const now = expectedImprovement(1, sigma, 0.5)
      expect(now).toBeGreaterThan(before)
      before = now
    }
  })

  it('refuses what is no number', () => {
    expect(() => expectedImprovement(Number.NaN, 1, 0)).toThrow('expectedImprovement: mean is NaN')
    expect(() => expectedImprovement(0, -1, 0)).toThrow('deviation is -1; it must be a finite number from 0 up')
  })
})

it.each(goldens.cumulative)('the normal distribution at %d is right where it is tiny', (z, golden) => {
  expect(relative(cumulative(z), golden)).toBeLessThan(1e-12)
})
