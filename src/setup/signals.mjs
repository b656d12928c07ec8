import { endAll } from './command.mjs'

/**
 * Ends what is running, then this process, when the terminal says so: by Ctrl-C, by closing, or by npm's own end.
 * @param {() => boolean} expected whether an end now is as it should be: then the exit code is 0
 */
export function endOnSignals(expected) {
  let ending = false
  /** @param {number} code */
  const end = async code => {
    if (ending) return
    ending = true
    await endAll()
    process.exit(expected() ? 0 : code)
  }
  process.on('SIGINT', () => end(130))
  process.on('SIGTERM', () => end(143))
  process.on('SIGHUP', () => end(129))
  // npm, killed outright, passes nothing on: its child only gets another parent.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && end(129), 1000).unref()
  }
}
