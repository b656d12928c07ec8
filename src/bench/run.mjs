/**
 * `npm run bench`: how fast it is, as figures against their limits and as ratios against peers measured in the same run.
 * Times of a shared machine prove little by themselves; the ratios hold.
 */
import { descentBench } from './descent.mjs'
import { kernelBench } from './kernel.mjs'

/** @typedef {import('./descent.mjs').Figure} Figure */

const benches = [descentBench, kernelBench]
let missed = 0
for (const bench of benches) {
  for (const { name, value, unit, limit } of await bench()) {
    const over = limit !== undefined && value > limit
    if (over) missed++
    const shown = `${value.toFixed(value < 10 ? 2 : 0)}${unit && ` ${unit}`}`
    const bound = limit === undefined ? '' : `  (limit ${limit}${unit && ` ${unit}`}${over ? ', MISSED' : ''})`
    console.log(`${name.padEnd(48)} ${shown.padStart(10)}${bound}`)
  }
}
if (missed > 0) {
  console.log(`${missed} above the limit`)
  process.exitCode = 1
}
