import { endAll } from './command.mjs'
import { sentence, Trouble } from './trouble.mjs'

/**
 * Runs a command to its exit code. If it fails, what it started is ended, and one sentence says why.
 * @param {string} what it does, for a failure that no one foresaw
 * @param {() => Promise<number>} main
 * @param {() => void} [failed] what is still to be done then
 */
export async function program(what, main, failed) {
  try {
    process.exitCode = await main()
  } catch (error) {
    await endAll()
    const { message } = /** @type {Error} */ (error)
    console.error(error instanceof Trouble ? message : sentence(what, message))
    process.exitCode = 1
    failed?.()
  }
}
