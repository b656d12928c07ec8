import { performance } from 'node:perf_hooks'
import { adam, minimize, rosenbrock } from 'fall-line'

/** @typedef {{ name: string, value: number, unit: string, limit?: number }} Figure */

const steps = 1000
const rule = adam({ learningRate: 0.001 })

/** Adam on Rosenbrock in two dimensions, compiled as one function, with the path, losses and gradient norms kept. */
const fused = () => minimize(rosenbrock, rule, { start: [-1.2, 1], steps, stop: { gradient: false } })

/** The same as one would write it by hand for this one pair: the same columns, the same limits, nothing else. */
function byHand() {
  const path = new Float64Array(2 * (steps + 1))
  const losses = new Float64Array(steps + 1)
  const norms = new Float64Array(steps + 1)
  let [x, y] = [-1.2, 1]
  let [mx, my, vx, vy] = [0, 0, 0, 0]
  let [power1, power2] = [1, 1]
  for (let k = 0; ; k++) {
    const across = y - x * x
    const off = 1 - x
    const gx = -2 * off - 400 * across * x
    const gy = 200 * across
    const loss = off * off + 100 * across * across
    const norm = Math.sqrt(gx * gx + gy * gy)
    path[2 * k] = x
    path[2 * k + 1] = y
    losses[k] = loss
    norms[k] = norm
    if (k === steps || !(Math.abs(loss) <= 1e12) || !(norm <= Number.MAX_VALUE)) return { path, losses, norms }
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

/**
 * Nanoseconds a step of each, and their ratio. The two take turns, so that both meet the same noise: of the times the least
 * counts, which other programs disturbed least, of the ratios the median.
 * @returns {Promise<Figure[]>}
 */
export async function descentBench() {
  /** @type {[number[], number[]]} */
  const times = [[], []]
  const contestants = [fused, byHand]
  for (let round = 0; round < 60; round++) {
    contestants.forEach((run, which) => {
      const begun = performance.now()
      for (let i = 0; i < 20; i++) run()
      // The first rounds warm the compiler up.
      if (round >= 20) times[which].push(((performance.now() - begun) * 1e6) / (20 * steps))
    })
  }
  const [compiled, written] = times.map(figures => Math.min(...figures))
  const ratio = median(times[0].map((time, i) => time / times[1][i]))
  return [
    { name: 'Adam on Rosenbrock, compiled, a step', value: compiled, unit: 'ns', limit: 40 },
    { name: 'the same written by hand', value: written, unit: 'ns' },
    { name: 'compiled / by hand', value: ratio, unit: '', limit: 1.5 },
  ]
}

/** @param {number[]} values */
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
