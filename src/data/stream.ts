import { type Random, randomAt } from '../surfaces/random.ts'

/**
 * What random numbers are drawn for. The same seed gives each its own, or a split would follow the noise of the points it
 * splits. Fractional parts of the square roots of 2, 3, 5 and 7, 32 bits each.
 */
const purposes = { points: 0x6a09e667, split: 0xbb67ae85, augmentation: 0x3c6ef372, replacement: 0xa54ff53a } as const

/** The random numbers of one purpose, seed and index: the same whatever was drawn before. */
export const stream = (purpose: keyof typeof purposes, seed: number, index: number): Random =>
  randomAt(seed ^ purposes[purpose], index)

/**
 * The random numbers of one sample in one epoch. An odd multiplier spreads neighbouring epochs over all seeds
 * (Knuth, The Art of Computer Programming 3, 6.4).
 */
export const sampleStream = (seed: number, epoch: number, sample: number): Random =>
  stream('augmentation', seed ^ Math.imul(epoch + 1, 0x9e3779b1), sample)
