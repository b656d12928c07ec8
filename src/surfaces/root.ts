/**
 * The root of a function of one variable that Newton's method comes to from a guess, to the last digits of a double:
 *
 *     x = x - f(x) / f'(x)
 *
 * It ends where a step is no shorter than the one before: only rounding is left then. Where known minima depend on a surface's
 * parameters, this is what finds them.
 *
 * @param f the function and its derivative at x
 */
export function root(f: (x: number) => readonly [value: number, slope: number], guess: number): number {
  let x = guess
  for (let last = Number.POSITIVE_INFINITY, k = 0; k < 200; k++) {
    const [value, slope] = f(x)
    const step = value / slope
    // The first steps from afar may grow; once they are short they must shrink.
    if (step === 0 || (Math.abs(step) >= last && last < 1e-6 * Math.max(1, Math.abs(x)))) break
    x -= step
    last = Math.abs(step)
  }
  return x
}
