/** `npm start`: sets up what is missing, then runs JupyterLab on the notebooks until Ctrl-C. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { help, parseOptions } from './options.mjs'
import { placesIn, root } from './places.mjs'
import { refuseTaken } from './port.mjs'
import { prepare } from './prepare.mjs'
import { program } from './program.mjs'
import { startServer } from './server.mjs'
import { endOnSignals } from './signals.mjs'
import { runStage } from './stage.mjs'

/** What opens: the contents, from which the first chapter is one click away, and so is the one that somebody comes back to. */
const first = 'contents.md'

let serving = false
endOnSignals(() => serving)
await program('The set-up', main, () => process.exit())

/** @returns {Promise<number>} the exit code */
async function main() {
  const options = parseOptions(process.argv.slice(2), process.env)
  if (options.help) {
    console.log(help)
    return 0
  }
  if (options.port !== undefined) await refuseTaken(options.port)
  const places = placesIn(root)
  await prepare(places)
  const page = existsSync(join(places.notebooks, first)) ? first : undefined
  const browser = options.browser && !options.check && hasScreen()
  /** @type {import('./server.mjs').Server | undefined} */
  let server
  await runStage({
    title: 'Start',
    done: () => false,
    async work() {
      server = await startServer(places, { port: options.port, page, browser })
      return 'answers'
    },
  })
  const { address, port, ended, stop } = /** @type {import('./server.mjs').Server} */ (/** @type {unknown} */ (server))
  if (options.port === undefined && port !== 8888) console.log(`Port 8888 is taken: listening on ${port}.`)
  console.log(address)
  if (options.check) {
    await stop()
    return 0
  }
  serving = true
  console.log(
    browser
      ? 'JupyterLab opens in your browser. Ctrl-C ends it.'
      : 'Open this address in a browser. Ctrl-C ends JupyterLab.',
  )
  if (!(await ended)) return 0
  console.error(`JupyterLab has ended by itself; what it printed is in ${join(places.logs, 'jupyterlab.log')}.`)
  return 1
}

/** A Linux without a screen has no browser to open, or one that would fill the terminal. */
function hasScreen() {
  const { DISPLAY, WAYLAND_DISPLAY, BROWSER } = process.env
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY || BROWSER)
}
