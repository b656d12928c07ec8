import type { Form, Oracle, Reference, Setting } from './reference.ts'

/** A rule in the middle of a run, which counts its own updates: what wrappers wrap. */
export interface Moving {
  step(theta: Float64Array, g: Float64Array, oracle?: Oracle): void
  /** Where the next gradient is taken. */
  point(theta: Float64Array): Float64Array
  /** The point that is returned after the last update. */
  result(theta: Float64Array): Float64Array
  /** The rule's step size in its next update. */
  rate(): number
  /** Forgets all, as if the run began at theta. */
  restart(theta: Float64Array): void
}

/** A reference at the start of a run from theta. */
export function moving(reference: Reference, setting: Setting, form: Form, theta: Float64Array): Moving {
  let t = 0
  let slots = reference.begin(theta, setting, form)
  let update = reference.update(setting, slots, form)
  return {
    step: (x, g, oracle) => update(x, g, ++t, oracle),
    point: x => reference.point?.(x, slots, setting, t + 1) ?? x.slice(),
    result: x => (reference.result ? slots[reference.result] : x).slice(),
    rate: () => setting('learningRate', t + 1),
    restart: x => {
      t = 0
      slots = reference.begin(x, setting, form)
      update = reference.update(setting, slots, form)
    },
  }
}
