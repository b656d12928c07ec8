/**
 * `npm run notebooks`: sets up what is missing, runs every notebook through the kernel, and writes each in its normal form.
 * `npm run notebooks -- --check` compares and writes nothing; names of notebooks restrict it to these.
 */
import { join } from 'node:path'
import { start } from './command.mjs'
import { furnish, jupyterEnvironment } from './jupyter-home.mjs'
import { placesIn, root } from './places.mjs'
import { prepare } from './prepare.mjs'
import { program } from './program.mjs'
import { endOnSignals } from './signals.mjs'

endOnSignals(() => false)
await program('Running the notebooks', main)

/** @returns {Promise<number>} the exit code */
async function main() {
  const places = placesIn(root)
  await prepare(places)
  const home = join(places.state, 'notebooks')
  furnish(home, places)
  const runner = join(root, 'src', 'setup', 'notebooks.py')
  const { ended } = start([places.python, runner, ...process.argv.slice(2)], {
    folder: process.cwd(),
    environment: jupyterEnvironment(home),
    line: console.log,
  })
  return (await ended).code
}
