const rootOfTwoPi = Math.sqrt(2 * Math.PI)

/** The density of the normal distribution of mean 0 and variance 1: phi(z) = exp(-z^2 / 2) / sqrt(2 pi). */
export const density = (z: number): number => Math.exp((-z * z) / 2) / rootOfTwoPi

/**
 * The probability Phi(z) to lie below z, right to 12 digits also where it is tiny.
 * Near the middle by the series 1/2 + phi(z) (z + z^3/3 + z^5/(3 5) + ...) (Marsaglia 2004, Evaluating the Normal Distribution); in the tails
 * phi(z) times the Mills ratio.
 */
export function cumulative(z: number): number {
  if (z < -2) return density(z) * mills(-z)
  if (z > 2) return 1 - density(z) * mills(z)
  let term = z
  let sum = z
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return 0.5 + density(z) * sum
}

/** The Mills ratio (1 - Phi(x)) / phi(x) for x of 2 and above: 1 / (x + 1 / (x + 2 / (x + 3 / (x + ...)))) (Laplace 1805). */
export function mills(x: number): number {
  let tail = x
  // From the inside out: at x = 2 so many terms give all digits.
  for (let k = 120; k >= 1; k--) tail = x + k / tail
  return 1 / tail
}
