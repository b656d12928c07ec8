import { finiteNumber } from '../display/described.ts'
import type { Dataset } from './dataset.ts'
import { type ToyOptions, toy } from './toy.ts'

/** How the spirals are made. */
export interface SpiralsOptions extends ToyOptions {
  /** How often each goes round. */
  readonly turns?: number
}

/**
 * Two spirals, each the other turned by half a circle: at the share s from 0 to 1 of its length, radius r = 0.1 + 0.9 s and
 * angle 2 pi turns s, the second's greater by pi. A small network takes long to tell them apart.
 *
 * Source: the task of Lang & Witbrock 1988, Learning to Tell Two Spirals Apart (three turns there).
 * @param options 200 samples with noise 0.02, 1.5 turns unless told otherwise
 * @example spirals({ turns: 2, noise: 0.01, seed: 1 })
 */
export function spirals(options: SpiralsOptions = {}): Dataset {
  const turns = options?.turns ?? 1.5
  finiteNumber('spirals', 'turns', turns, 0)
  const arm = (begin: number) => (s: number) => {
    const [r, angle] = [0.1 + 0.9 * s, begin + 2 * Math.PI * turns * s]
    return [r * Math.cos(angle), r * Math.sin(angle)] as const
  }
  const curves = { first: arm(0), second: arm(Math.PI) }
  return toy('spirals', 'Two spirals, one the other turned by half a circle.', curves, options, 0.02, ['turns'])
}
