import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import { skipN } from 'pure-rand/utils/skipN'

/** A source of random numbers: pure-rand's, said here again because a notebook's compiler finds no types in its subfolders. */
export interface Random {
  /** The next 32 random bits, as a signed whole number. */
  next(): number
  clone(): Random
  getState(): readonly number[]
}

/**
 * The random numbers that belong to a seed and an index (an epoch, a block of samples): the same two give the same numbers,
 * whatever was drawn before. That is what lets a run with mini-batches be repeated, and resumed in the middle.
 */
export function randomAt(seed: number, index: number): Random {
  // The index may be above 2^32, so it fills two of the four words; the first outputs still resemble each other and are skipped.
  const random = xoroshiro128plusFromState([seed | 0, ~seed, index | 0, ~Math.floor(index / 2 ** 32)])
  skipN(random, 32)
  return random
}

/** A number from the normal distribution of mean 0 and variance 1 (Box & Muller 1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(random)))
  return radius * Math.cos(2 * Math.PI * uniformFloat64(random))
}

/** A number from low to high, all equally likely. */
export function uniform(random: Random, low: number, high: number): number {
  return low + (high - low) * uniformFloat64(random)
}

/** Writes 0 to n - 1 into `order`, every order equally likely (Fisher & Yates 1938, Durstenfeld 1964). */
export function shuffle(random: Random, order: Uint32Array): void {
  for (let i = 0; i < order.length; i++) order[i] = i
  for (let i = order.length - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i)
    const held = order[i]
    order[i] = order[j]
    order[j] = held
  }
}
