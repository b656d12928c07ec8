import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { start } from '../../src/setup/command.mjs'
import { lock } from '../../src/setup/lock.mjs'
import { root } from '../../src/setup/places.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leash '))
})
afterEach(() => rmSync(folder, { recursive: true }))

const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A Node that says its process id and then does what it is told. */
const node = (code: string): [string, ...string[]] => [
  process.execPath,
  '-e',
  `console.log('pid', process.pid);${code}`,
]
const settings = (line?: (text: string) => void) => ({ folder, environment: process.env, grace: 0.2, line })

describe('a command on its leash', () => {
  test('says what it printed and how it ended', async () => {
    const log = join(folder, 'a log', 'x.log')
    const command = node(`console.error('ärger'); process.exitCode = 3`)
    const { code, output } = await start(command, { ...settings(), log }).ended
    expect(code).toBe(3)
    expect(output).toMatch(/pid \d+/)
    expect(output).toContain('ärger')
    await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain('ärger'))
  })

  test('that does not exist fails', async () => {
    const { code, output } = await start([join(folder, 'nothing')], settings()).ended
    expect(code).not.toBe(0)
    expect(output).toContain('ENOENT')
  })

  test.each([
    ['one that obeys', `setInterval(() => {}, 1000)`],
    ['one that ignores the signal', `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`],
    [
      'one with a child in a session of its own',
      `const c = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
       console.log('pid', c.pid); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`,
    ],
  ])('ends when it is let go: %s', async (_what, code) => {
    const pids: number[] = []
    const running = start(
      node(code),
      settings(text => pids.push(Number(/^pid (\d+)/.exec(text)?.[1]))),
    )
    await vi.waitFor(() => expect(pids.length).toBe(code.includes('detached') ? 2 : 1), 10_000)
    running.end()
    await running.ended
    await vi.waitFor(() => expect(pids.filter(alive)).toEqual([]), 5000)
  })

  test('ends when the one who holds it is killed', async () => {
    const module = pathToFileURL(join(root, 'src/setup/command.mjs')).href
    const code = `import { start } from ${JSON.stringify(module)}
      start([process.execPath, '-e', 'console.log(process.pid); setInterval(() => {}, 1000)'],
        { folder: '.', environment: process.env, grace: 0.2, line: text => console.log(text) })`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: folder })
    const pid = await new Promise<number>(resolve => holder.stdout.once('data', text => resolve(Number(text))))
    expect(alive(pid)).toBe(true)
    holder.kill('SIGKILL')
    await vi.waitFor(() => expect(alive(pid)).toBe(false), 5000)
  })
})

describe('the lock of a set-up', () => {
  test('lets one in at a time', async () => {
    const path = join(folder, 'lock')
    const giveBack = await lock(path, () => {})
    const waiting = vi.fn()
    let second = false
    const next = lock(path, waiting).then(back => {
      second = true
      return back
    })
    await vi.waitFor(() => expect(waiting).toHaveBeenCalledOnce(), 2000)
    expect(second).toBe(false)
    giveBack()
    ;(await next)()
    expect(second).toBe(true)
  })

  test('is taken over from one that was killed', async () => {
    const path = join(folder, 'lock')
    const killed = spawn(process.execPath, ['-e', ''])
    await new Promise(resolve => killed.on('exit', resolve))
    writeFileSync(path, String(killed.pid))
    const before = new Date(Date.now() - 6000)
    utimesSync(path, before, before)
    const giveBack = await lock(path, () => {})
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid))
    giveBack()
  })
})
