/**
 * `npm run bench`: how fast it is, as figures against their limits and as ratios to peers measured in turns with it. Times of a
 * shared machine prove little by themselves; the ratios hold. With names behind it (`npm run bench -- steps`) only these.
 */
import { asText, isOver } from './row.mjs'

const all = ['steps', 'descent', 'compiling', 'matrices', 'learning', 'kernel']
const asked = process.argv.slice(2)
const unknown = asked.find(name => !all.includes(name))
if (unknown !== undefined) throw new RangeError(`there is no bench '${unknown}'; there are ${all.join(', ')}`)

let missed = 0
for (const name of asked.length > 0 ? asked : all) {
  const { bench } = await import(`./${name}.mjs`)
  for (const table of /** @type {import('./row.mjs').Table[]} */ (await bench())) {
    console.log(`${asText(table)}\n`)
    missed += table.rows.filter(isOver).length
  }
}
if (missed > 0) {
  console.log(`${missed} above the limit`)
  process.exitCode = 1
}
