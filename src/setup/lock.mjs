import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A holder touches its lock every second; one untouched for this long (ms) has no holder any more. */
const forgotten = 15_000

/** What a holder that was killed had running ends within this time (ms). */
const settling = 4_000

/**
 * One set-up at a time: waits while another process works in this clone. The lock of a process that was killed is taken over.
 * @param {string} path
 * @param {() => void} waiting called once, if there is one
 * @returns {Promise<() => void>} gives the lock back
 */
export async function lock(path, waiting) {
  mkdirSync(dirname(path), { recursive: true })
  let told = false
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') {
        rmSync(path, { force: true })
        throw error
      }
    }
    if (abandoned(path)) {
      rmSync(path, { force: true })
      continue
    }
    if (!told && alive(holder(path))) {
      waiting()
      told = true
    }
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date())
    } catch {
      // Taken away by hand: nothing to keep alive.
    }
  }, 1000)
  beat.unref()
  return () => {
    clearInterval(beat)
    rmSync(path, { force: true })
  }
}

/** @param {string} path */
function abandoned(path) {
  try {
    const age = Date.now() - statSync(path).mtimeMs
    return age > forgotten || (age > settling && !alive(holder(path)))
  } catch {
    // Given back between the two looks.
    return false
  }
}

/** The process that holds the lock; NaN if there is none (any more). @param {string} path */
function holder(path) {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return Number.NaN
  }
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
