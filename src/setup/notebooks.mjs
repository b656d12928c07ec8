/**
 * `npm run notebooks`: sets up what is missing, runs every notebook through the kernel, and writes each in its normal form.
 * `npm run notebooks -- --check` compares and writes nothing; names of notebooks restrict it to these.
 */
import { join } from 'node:path'
import { endAll, start } from './command.mjs'
import { furnish, jupyterEnvironment } from './jupyter-home.mjs'
import { placesIn, root } from './places.mjs'
import { prepare } from './prepare.mjs'
import { endOnSignals } from './signals.mjs'
import { sentence, Trouble } from './trouble.mjs'

endOnSignals(() => false)
try {
  process.exitCode = await main()
} catch (error) {
  await endAll()
  const { message } = /** @type {Error} */ (error)
  console.error(error instanceof Trouble ? message : sentence('Running the notebooks', message))
  process.exitCode = 1
}

/** @returns {Promise<number>} the exit code */
async function main() {
  const places = placesIn(root)
  await prepare(places)
  const home = join(places.state, 'notebooks')
  furnish(home, places)
  const program = join(root, 'src', 'setup', 'notebooks.py')
  const { ended } = start([places.python, program, ...process.argv.slice(2)], {
    folder: process.cwd(),
    environment: jupyterEnvironment(home),
    line: console.log,
  })
  return (await ended).code
}
