import type { Moving } from '../moving.ts'
import { wrapperReferences as right } from '../pipes.ts'
import { norm } from '../reference.ts'
import type { WrapperReference } from '../wrapper-reference.ts'

/** A mistake that a published wrapper has made, or that is easily made. */
export interface MistakenWrapper {
  readonly wrapper: string
  readonly what: string
  readonly reference: WrapperReference
}

type Wrap = WrapperReference['wrap']
const mistake = (wrapper: string, what: string, wrap: Wrap): MistakenWrapper => ({
  wrapper,
  what,
  reference: { ...right[wrapper], wrap },
})

/** The rule with something done before or after each step; n counts them. */
const around = (
  inner: Moving,
  before: (g: Float64Array, theta: Float64Array, n: number) => Float64Array,
  after: (theta: Float64Array, n: number) => void = () => {},
): Moving => {
  let n = 0
  return {
    ...inner,
    step: (theta, g, oracle) => {
      n++
      inner.step(theta, before(g.slice(), theta, n), oracle)
      after(theta, n)
    },
  }
}
/** The wrapper with one setting changed. */
const set =
  (wrapper: WrapperReference, changes: Record<string, (value: number) => number>): Wrap =>
  (inner, setting, form, theta) =>
    wrapper.wrap(
      inner,
      (name, t, otherwise) => (changes[name] ?? ((x: number) => x))(setting(name, t, otherwise)),
      form,
      theta,
    )

export const mistakenWrappers: readonly MistakenWrapper[] = [
  mistake('lookahead', 'the two points joined one step late', (inner, setting, _, first) => {
    let slow: Float64Array = first.slice()
    const watched = around(
      inner,
      g => g,
      (theta, n) => {
        if (n === 1 || (n - 1) % setting('every', 1) !== 0) return
        slow = slow.map((x, i) => x + setting('alpha', n) * (theta[i] - x))
        theta.set(slow)
      },
    )
    return { ...watched, result: () => slow.slice() }
  }),
  mistake('lookahead', 'a slow point that begins after the first step', (inner, setting, _, first) => {
    let slow: Float64Array = first.slice()
    const watched = around(
      inner,
      g => g,
      (theta, n) => {
        if (n === 1) slow = theta.slice()
        if (n % setting('every', 1) !== 0) return
        slow = slow.map((x, i) => x + setting('alpha', n) * (theta[i] - x))
        theta.set(slow)
      },
    )
    return { ...watched, result: () => slow.slice() }
  }),
  mistake('lookahead', 'the share of the way the wrong way round', set(right.lookahead, { alpha: x => 1.01 - x })),
  mistake('l2', 'a penalty without its half: twice the decay', set(right.l2, { weightDecay: x => 2 * x })),
  mistake('l2', 'the decay after the step', (inner, setting) =>
    around(
      inner,
      g => g,
      (theta, n) => {
        for (let i = 0; i < theta.length; i++) theta[i] *= 1 - inner.rate() * setting('weightDecay', n)
      },
    ),
  ),
  mistake('decoupledDecay', 'the decay multiplied by the rate twice', (inner, setting, form, theta) =>
    set(right.decoupledDecay, { weightDecay: x => x * inner.rate() })(inner, setting, form, theta),
  ),
  mistake('decoupledDecay', 'the decay not multiplied by the rate', (inner, setting, form, theta) =>
    set(right.decoupledDecay, { weightDecay: x => x / inner.rate() })(inner, setting, form, theta),
  ),
  mistake('decoupledDecay', 'the decay in the gradient', right.l2.wrap),
  mistake('clipByValue', 'the sign lost', (inner, setting) =>
    around(inner, (g, _, n) => g.map(x => Math.min(Math.abs(x), setting('limit', n)))),
  ),
  mistake('clipByValue', 'cut on one side only', (inner, setting) =>
    around(inner, (g, _, n) => g.map(x => Math.min(x, setting('limit', n)))),
  ),
  mistake('clipByNorm', 'always scaled to the limit', (inner, setting) =>
    around(inner, (g, _, n) => g.map(x => (x * setting('limit', n)) / norm(g))),
  ),
  mistake('clipByNorm', 'the square of the norm', (inner, setting) =>
    around(inner, (g, _, n) => g.map(x => x * Math.min(1, setting('limit', n) / norm(g) ** 2))),
  ),
  mistake('clipByNorm', "PyTorch's 1e-6 left out, or put in", (inner, setting, form, theta) => {
    const other = form.option('form') === 'pytorch' ? 'paper' : 'pytorch'
    return right.clipByNorm.wrap(inner, setting, { ...form, option: () => other }, theta)
  }),
  mistake('adaptiveClip', 'the norm of all in place of rows', (inner, setting, form, theta) =>
    right.adaptiveClip.wrap(inner, setting, { ...form, layers: [{ offset: 0, shape: [theta.length] }] }, theta),
  ),
  mistake('centralize', 'vectors centred too', (inner, setting, form, theta) =>
    right.centralize.wrap(
      inner,
      setting,
      {
        ...form,
        layers: form.layers.map(({ offset, shape }) => ({ offset, shape: shape.length === 1 ? [1, ...shape] : shape })),
      },
      theta,
    ),
  ),
  mistake('sam', 'a step not divided by the norm', (inner, setting) => {
    let n = 0
    return {
      ...inner,
      step: (theta, g, oracle) => {
        n++
        inner.step(theta, oracle!.gradient(oracle!.point.map((x, i) => x + setting('radius', n) * g[i])), oracle)
      },
    }
  }),
  mistake('sam', 'a step downhill', set(right.sam, { radius: x => -x })),
  mistake('accumulate', 'the sum in place of the mean', (inner, setting, form, theta) =>
    right.accumulate.wrap(
      around(inner, g => g.map(x => x * setting('every', 1))),
      setting,
      form,
      theta,
    ),
  ),
  mistake('accumulate', 'a step after the first gradient', (inner, setting, form, theta) => {
    const late = right.accumulate.wrap(inner, setting, form, theta)
    let n = 0
    return {
      ...late,
      step: (x, g, oracle) => {
        if (n++ === 0) inner.step(x, g, oracle)
        else late.step(x, g, oracle)
      },
    }
  }),
  mistake('ema', 'an average that begins at zero, uncorrected', (inner, setting, _, first) => {
    let a: Float64Array = first.map(() => 0)
    const watched = around(
      inner,
      g => g,
      (theta, n) => {
        a = a.map((x, i) => setting('decay', n) * x + (1 - setting('decay', n)) * theta[i])
      },
    )
    return { ...watched, result: () => a.slice() }
  }),
  mistake('ema', 'an average that begins at the start', (inner, setting, _, first) => {
    let a: Float64Array = first.slice()
    const watched = around(
      inner,
      g => g,
      (theta, n) => {
        a = a.map((x, i) => setting('decay', n) * x + (1 - setting('decay', n)) * theta[i])
      },
    )
    return { ...watched, result: () => a.slice() }
  }),
  mistake('polyakAverage', 'one point too few', set(right.polyakAverage, { from: x => x + 1 })),
  mistake('polyakAverage', 'one point too many', (inner, setting, form, first) => {
    const mean = right.polyakAverage.wrap(inner, setting, form, first)
    let n = 0
    return {
      ...mean,
      step: (theta, g, oracle) => {
        n++
        mean.step(theta, g, oracle)
      },
      result: theta => mean.result(theta).map((x, i) => x + (first[i] - x) / (Math.max(1, n) + 1)),
    }
  }),
  mistake('swa', 'one point too few', set(right.swa, { from: x => x + 1 })),
  mistake('swa', 'every point', set(right.swa, { every: () => 1 })),
  mistake('skipIfNotFinite', 'one more in a row', set(right.skipIfNotFinite, { limit: x => x + 1 })),
]
