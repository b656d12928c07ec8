import { adam, clipByNorm, minimize, pipe, rosenbrock } from 'fall-line'
import { turns } from './turns.mjs'

const steps = 10_000
const plain = adam({ learningRate: 0.001 })
const clipped = pipe(clipByNorm(1), plain)

/** Rosenbrock in two dimensions and a rule, compiled as one function, with the path, losses and gradient norms kept. */
const fused = (/** @type {import('fall-line').Rule} */ rule) => () =>
  minimize(rosenbrock, rule, { start: [-1.2, 1], steps, stop: { gradient: false } })

/**
 * The same as one would write it by hand for this one pair: the same columns, the same limits, nothing else.
 * @param {number} limit the greatest norm of a gradient
 */
function byHand(limit) {
  const path = new Float64Array(2 * (steps + 1))
  const losses = new Float64Array(steps + 1)
  const norms = new Float64Array(steps + 1)
  let [x, y] = [-1.2, 1]
  let [mx, my, vx, vy] = [0, 0, 0, 0]
  let [power1, power2] = [1, 1]
  for (let k = 0; ; k++) {
    const across = y - x * x
    const off = 1 - x
    let gx = -2 * off - 400 * across * x
    let gy = 200 * across
    const loss = off * off + 100 * across * across
    const norm = Math.sqrt(gx * gx + gy * gy)
    path[2 * k] = x
    path[2 * k + 1] = y
    losses[k] = loss
    norms[k] = norm
    if (k === steps || !(Math.abs(loss) <= 1e12) || !(norm <= Number.MAX_VALUE)) return { path, losses, norms }
    if (norm > limit) {
      gx *= limit / norm
      gy *= limit / norm
    }
    power1 *= 0.9
    power2 *= 0.999
    mx = 0.9 * mx + (1 - 0.9) * gx
    my = 0.9 * my + (1 - 0.9) * gy
    vx = 0.999 * vx + (1 - 0.999) * gx * gx
    vy = 0.999 * vy + (1 - 0.999) * gy * gy
    const rate = 0.001 / (1 - power1)
    const scale = 1 / (1 - power2)
    x -= (rate * mx) / (Math.sqrt(scale * vx) + 1e-8)
    y -= (rate * my) / (Math.sqrt(scale * vy) + 1e-8)
  }
}

/** Nanoseconds a step of each. */
export function bench() {
  const row = (/** @type {string} */ name, /** @type {() => unknown} */ run, /** @type {number} */ limit) => {
    const { ours, peer, ratio } = turns(run, () => byHand(limit))
    const [value, beside] = [ours, peer].map(ms => (ms * 1e6) / steps)
    return { name, value, unit: 'ns', peer: beside, ratio, limit: 1.5 }
  }
  const rows = [row('Adam', fused(plain), Number.POSITIVE_INFINITY), row('clip by norm, Adam', fused(clipped), 1)]
  return [{ title: 'A step on Rosenbrock, rule and surface compiled together', peer: 'by hand', rows }]
}
