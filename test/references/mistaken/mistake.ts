import type { Plain, Reference, Setting } from '../reference.ts'

/** A mistake that a published implementation has made, or that is easily made. The comparisons must refuse each, or they prove nothing. */
export interface Mistaken {
  readonly rule: string
  readonly what: string
  readonly reference: Reference
}

/** The rule with another update. */
export const mistake = (rule: string, right: Reference, what: string, update: Plain): Mistaken => ({
  rule,
  what,
  reference: { ...right, update },
})

/** The rule with its time, or the time of one setting, moved. */
export const late =
  ({ update }: Reference, only?: string): Plain =>
  (setting, slots, form) => {
    const moved: Setting = (name, t, otherwise) =>
      setting(name, only === undefined || name === only ? Math.max(1, t - 1) : t, otherwise)
    const right = update(only === undefined ? setting : moved, slots, form)
    return (theta, g, t, oracle) => right(theta, g, only === undefined ? Math.max(1, t - 1) : t, oracle)
  }
/** The rule in another of its forms. */
export const inForm =
  ({ update }: Reference, option: string, choice: string | boolean): Plain =>
  (setting, slots, form) =>
    update(setting, slots, { ...form, option: name => (name === option ? choice : form.option(name)) })
/** The rule after a change of its gradient. */
export const changed =
  (
    { update }: Reference,
    change: (g: Float64Array, theta: Float64Array, set: (name: string) => number) => Float64Array,
  ): Plain =>
  (setting, slots, form) => {
    const right = update(setting, slots, form)
    return (theta, g, t, oracle) =>
      right(
        theta,
        change(g, theta, name => setting(name, t, 0)),
        t,
        oracle,
      )
  }
