/** `npm test`: sets up what is missing, then runs every part of the tests. `npm test -- unit types` runs these parts alone. */
import { parts } from './parts.mjs'
import { placesIn, root } from './places.mjs'
import { prepare } from './prepare.mjs'
import { program } from './program.mjs'
import { endOnSignals } from './signals.mjs'
import { runStage } from './stage.mjs'
import { inWords, sum } from './tally.mjs'
import { Trouble } from './trouble.mjs'

endOnSignals(() => false)
await program('The set-up', main, () => console.log(inWords({ passed: 0, failed: 1, skipped: 0 })))

/** @returns {Promise<number>} the exit code */
async function main() {
  const places = placesIn(root)
  const chosen = choose(parts(places), process.argv.slice(2))
  await prepare(places)
  /** @type {import('./tally.mjs').Tally[]} */
  const tallies = []
  for (const { title, run } of chosen) {
    let failure = ''
    await runStage({
      title,
      done: () => false,
      async work() {
        const { tally, output } = await run()
        tallies.push(tally)
        if (tally.failed > 0) failure = output
        return inWords(tally)
      },
    })
    if (failure !== '') console.log(failure)
  }
  const total = sum(tallies)
  console.log(inWords(total))
  return total.failed > 0 || total.passed === 0 ? 1 : 0
}

/**
 * @param {import('./parts.mjs').Part[]} all
 * @param {string[]} names
 */
function choose(all, names) {
  const known = all.map(({ name }) => name)
  for (const name of names) {
    if (!known.includes(name))
      throw new Trouble(`There is no part ${name} in the tests; there are ${known.join(', ')}.`)
  }
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name))
}
