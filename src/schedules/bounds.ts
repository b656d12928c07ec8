/** The least and the greatest of the values between which a schedule stays. */
export const between = (...values: readonly number[]): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b)),
  values.reduce((a, b) => Math.max(a, b)),
]
