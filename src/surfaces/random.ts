import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** A source of random numbers: pure-rand's, said here again because a notebook's compiler finds no types in its subfolders. */
export interface Random {
  /** The next 32 random bits, as a signed whole number. */
  next(): number
  clone(): Random
  getState(): readonly number[]
}

/** Where the four words of a generator's state begin: fractional parts of the square roots of 11, 13, 17 and 19, 32 bits each. */
const beginnings = [0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]

/**
 * The random numbers that belong to a seed and an index (an epoch, a block of samples, a step): the same two give the same numbers,
 * whatever was drawn before. That is what lets a run with mini-batches be repeated, and resumed in the middle.
 *
 * A run may draw one number at each step, so neighbouring indexes must have unrelated numbers. The generator moves bits about
 * without mixing them, and would hand the likeness of two states on: each word of the state is a hash of seed and index.
 */
export function randomAt(seed: number, index: number): Random {
  const high = Math.floor(index / 2 ** 32)
  return xoroshiro128plusFromState(beginnings.map(begin => scatter(scatter(scatter(begin ^ seed) ^ index) ^ high)))
}

/** 32 bits of which each depends on all that came in: the last step of MurmurHash3, which is one to one (Appleby 2011). */
function scatter(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return word ^ (word >>> 16)
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
