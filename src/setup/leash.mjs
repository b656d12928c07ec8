/**
 * Runs a command and does not let it outlive the process that asked for it: `node leash.mjs SECONDS COMMAND ARGUMENTS...`.
 * The one who asks holds the other end of standard input. When that closes, because it was closed or because its holder
 * died, even by kill -9, the command is told to end, and after that many seconds it is killed with everything below it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { descendants } from './descendants.mjs'

const [seconds, command, ...args] = process.argv.slice(2)
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true })

child.on('error', error => {
  console.error(error.message)
  process.exit(127)
})
child.on('exit', (code, signal) => {
  if (signal) console.error(`${command} was ended by ${signal}`)
  process.exit(code ?? 1)
})

// The signals of the terminal are for the holder to act on.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {})

process.stdin.resume()
process.stdin.on('error', () => {})
process.stdin.on('close', () => {
  const { pid } = child
  if (pid === undefined) return
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true })
    return
  }
  const below = descendants(pid)
  child.kill('SIGTERM')
  setTimeout(() => {
    for (const one of new Set([pid, ...below, ...descendants(pid)])) {
      try {
        process.kill(one, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
  }, Number(seconds) * 1000)
})
