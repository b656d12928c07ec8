import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const leash = fileURLToPath(new URL('leash.mjs', import.meta.url))

/** What is running now. @type {Set<Running>} */
const all = new Set()

/**
 * A command that is running, on a leash: it ends when this process does, however that comes about.
 * @typedef {object} Running
 * @property {Promise<{ code: number, output: string }>} ended the exit code, and what it printed (the last 5000 lines)
 * @property {() => void} end lets go of it: it is told to end, and killed if it does not
 * @property {boolean} released whether it was let go of
 */

/**
 * @param {readonly [string, ...string[]]} command
 * @param {object} settings
 * @param {string} settings.folder where it runs
 * @param {NodeJS.ProcessEnv} settings.environment
 * @param {string} [settings.log] file for all it prints
 * @param {(line: string) => void} [settings.line] called with each line as it is printed
 * @param {number} [settings.grace] seconds it has to end by itself when told to
 * @returns {Running}
 */
export function start(command, { folder, environment, log, line, grace = 2 }) {
  const child = spawn(process.execPath, [leash, String(grace), ...command], {
    cwd: folder,
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A session of its own, so that Ctrl-C in the terminal reaches this process alone, which then ends things in order.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  child.stdin.on('error', () => {})
  const file = log === undefined ? undefined : logFile(log)
  /** @type {string[]} */
  const lines = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', text => {
      lines.push(text)
      if (lines.length > 5000) lines.shift()
      file?.write(`${text}\n`)
      line?.(text)
    })
  }
  /** @type {Running} */
  const running = {
    ended: new Promise((resolve, reject) => {
      child.on('error', reject)
      const done = (/** @type {number | null} */ code) => {
        all.delete(running)
        file?.end()
        resolve({ code: code ?? 1, output: lines.join('\n') })
      }
      child.on('close', done)
      // A process left behind by the command may hold its output open: that is not waited for.
      child.on('exit', code => setTimeout(done, 1000, code).unref())
    }),
    released: false,
    end() {
      running.released = true
      child.stdin.destroy()
    },
  }
  all.add(running)
  return running
}

/** Ends everything that is running, and waits until it has ended. */
export async function endAll() {
  const ending = [...all]
  for (const running of ending) running.end()
  await Promise.allSettled(ending.map(running => running.ended))
}

/** A log that cannot be written (a full disk) is done without. @param {string} path */
function logFile(path) {
  mkdirSync(dirname(path), { recursive: true })
  return createWriteStream(path).on('error', () => {})
}
