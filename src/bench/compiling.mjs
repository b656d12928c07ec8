import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import * as library from 'fall-line'
import { median, turns } from './turns.mjs'

const { accumulate, adam, clipByNorm, decoupledDecay, lamb, lookahead, minimize, pipe, prodigy, rosenbrock } = library

/** What a slider moves, 60 times a second: each has other numbers every time, and none may be compiled again. */
const moved = {
  'adam({ learningRate })': () => adam({ learningRate: Math.random() }),
  'prodigy({ learningRate })': () => prodigy({ learningRate: Math.random() }),
  'pipe(clipByNorm, decoupledDecay, adam)': () =>
    pipe(clipByNorm(Math.random()), decoupledDecay(0.01), adam({ learningRate: Math.random() })),
  'pipe(accumulate, lamb, lookahead)': () =>
    pipe(accumulate(4), lamb({ learningRate: Math.random() }), lookahead({ alpha: Math.random() })),
}

/** Milliseconds from its text to a function, of every optimizer that is equations, each for the first time. */
function compiled() {
  const times = []
  for (const optimizer of Object.values(library)) {
    if (typeof optimizer !== 'function' || !('equations' in optimizer) || !('evaluations' in optimizer)) continue
    if (optimizer.equations === undefined) continue
    const begun = performance.now()
    const rule = /** @type {() => { source?: string }} */ (/** @type {unknown} */ (optimizer))()
    if (rule.source !== undefined) times.push(performance.now() - begun)
  }
  return times
}

/** Milliseconds that a new process takes for the import alone; the least of a few. */
function imported() {
  const code = "const begun = performance.now(); await import('fall-line'); console.log(performance.now() - begun)"
  const times = Array.from({ length: 5 }, () => {
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    })
    return Number(stdout)
  })
  return Math.min(...times)
}

/** What comes before the first step. */
export function bench() {
  const times = compiled()
  const once = [
    { name: "import of 'fall-line' in a new process", value: imported(), unit: 'ms', limit: 300 },
    { name: 'the first rule, from text to function', value: times[0], unit: 'ms', limit: 30 },
    { name: `each of ${times.length} rules, median`, value: median(times), unit: 'ms', limit: 3 },
  ]
  // Beside it, what a frame of a slider is for: a descent of 300 steps.
  const descent = () => minimize(rosenbrock, adam({ learningRate: 0.01 }), { steps: 300 })
  const again = Object.entries(moved).map(([name, make]) => {
    const { ours, peer, ratio } = turns(make, descent)
    return { name, value: ours * 1e3, unit: 'µs', peer: peer * 1e3, ratio, limit: 1 }
  })
  return [
    { title: 'Before the first step', rows: once },
    { title: 'A rule again with other numbers', peer: '300 steps', rows: again },
  ]
}
