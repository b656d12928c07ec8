import { described, known } from '../../display/described.ts'
import type { Model } from '../model.ts'
import type { EpochRow } from './history.ts'

/** What a callback is told after an update. */
export interface UpdateEvent {
  readonly model: Model
  /** Counted from 1. */
  readonly update: number
  readonly epoch: number
  /** Of the update's own samples, before it was made. */
  readonly loss: number
  readonly gradientNorm: number
  readonly learningRate: number
  /** Ends the run here. */
  stop(why?: string): void
}

/** What a callback is told after an epoch. */
export interface EpochEvent {
  /** With the weights that the rule works with, in training mode. */
  readonly model: Model
  readonly epoch: number
  readonly row: EpochRow
  readonly history: readonly EpochRow[]
  /** Ends the run here. */
  stop(why?: string): void
}

/** Functions that are called as the run goes on; a promise that one returns is waited for. */
export interface Callbacks {
  readonly update?: (event: UpdateEvent) => unknown
  readonly epoch?: (event: EpochEvent) => unknown
}

/** @throws TypeError for what is no function, or a name that is none of them. */
export function checkCallbacks(callbacks: Callbacks): void {
  known('train: callbacks', callbacks, ['update', 'epoch'])
  for (const [name, callback] of Object.entries(callbacks)) {
    if (callback === undefined || typeof callback === 'function') continue
    throw new TypeError(`train: callbacks.${name} is ${described(callback)}; it must be a function`)
  }
}
