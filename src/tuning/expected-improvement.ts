import { finiteNumber } from '../display/described.ts'
import { cumulative, density, mills } from './normal-distribution.ts'

/**
 * How much lower than the best so far a value is on the average, counting 0 where it is not: of a value that is normal with
 * mean mu and deviation sigma, and with z = (best - mu) / sigma,
 *   EI = E[max(0, best - y)] = (best - mu) Phi(z) + sigma phi(z).
 * Source: Jones, Schonlau & Welch 1998, Efficient Global Optimization of Expensive Black-Box Functions, Equation 15.
 *
 * @param mean mu: what the surrogate expects.
 * @param deviation sigma, 0 or more: how sure it is not.
 * @param best the lowest value so far.
 * @example expectedImprovement(0.5, 0.2, 0.4) // 0.0396
 * @throws RangeError naming the argument that is no finite number, or a deviation below 0.
 */
export function expectedImprovement(mean: number, deviation: number, best: number): number {
  finiteNumber('expectedImprovement', 'mean', mean)
  finiteNumber('expectedImprovement', 'deviation', deviation, 0)
  finiteNumber('expectedImprovement', 'best', best)
  if (deviation === 0) return Math.max(0, best - mean)
  const z = (best - mean) / deviation
  // Far below, the two terms take each other's digits away: z Phi(z) + phi(z) = phi(z) (1 - |z| mills(|z|)).
  return deviation * (z < -2 ? density(z) * (1 + z * mills(-z)) : z * cumulative(z) + density(z))
}

/**
 * The logarithm of expected improvement, which tells points apart where EI itself is 0 to all digits.
 * Source: Ament et al. 2023, Unexpected Improvements to Expected Improvement, Equation 9.
 */
export function logExpectedImprovement(mean: number, deviation: number, best: number): number {
  if (deviation === 0) return Math.log(Math.max(0, best - mean))
  const z = (best - mean) / deviation
  if (z > -2) return Math.log(expectedImprovement(mean, deviation, best))
  // 1 - x mills(x) is x^-2 far out, and loses its digits only where that is below rounding.
  const left = z > -1e4 ? Math.log1p(z * mills(-z)) : -2 * Math.log(-z)
  return Math.log(deviation) - (z * z) / 2 - Math.log(2 * Math.PI) / 2 + left
}
