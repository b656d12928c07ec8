import { randomAt, uniform } from '../surfaces/random.ts'

/** A prime for each side of the cube. */
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53]

/**
 * Points that fill the cube from 0 to 1 evenly, however many are taken: the k-th has on side j the digits of k + 1 in the j-th
 * prime's base, mirrored behind the point, so that 1, 2, 3 = 1, 10, 11 in base 2 become 0.1, 0.01, 0.11. All are moved around the cube
 * by the same random shift, which makes of them a sample with a seed. Beyond 16 sides the points are plain random ones.
 * Source: Halton 1960; the shift is Cranley & Patterson's, 1976.
 */
export function halton(sides: number, seed: number): (k: number) => Float64Array {
  const random = randomAt(seed, 0)
  const shift = Float64Array.from({ length: sides }, () => uniform(random, 0, 1))
  return k => {
    const rest = randomAt(seed, k + 1)
    return shift.map((moved, j) => (j < primes.length ? (mirrored(k + 1, primes[j]) + moved) % 1 : uniform(rest, 0, 1)))
  }
}

/** The digits of k in a base, mirrored behind the point. */
function mirrored(k: number, base: number): number {
  let value = 0
  for (let part = 1 / base; k > 0; part /= base) {
    value += (k % base) * part
    k = Math.floor(k / base)
  }
  return value
}
