import { uniformInt } from 'pure-rand/distribution/uniformInt'
import type { Random } from '../surfaces/random.ts'

/** A whole number from 0 to below n, all equally likely. */
export const uniformBelow = (random: Random, n: number): number => uniformInt(random, 0, n - 1)
