import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contents, digest, stamp, stamped } from '../../src/setup/stamp.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamp-'))
  mkdirSync(join(folder, 'src', 'deep'), { recursive: true })
  writeFileSync(join(folder, 'src', 'a.ts'), 'a')
  writeFileSync(join(folder, 'src', 'deep', 'b.ts'), 'b')
})
afterEach(() => rmSync(folder, { recursive: true }))

const state = () => digest(...contents(folder, ['src', 'missing.json']))

test('a thing counts as made only with the stamp of what it is made from', () => {
  const path = join(folder, '.set-up')
  expect(stamped(path, state())).toBe(false)
  stamp(path, state())
  expect(stamped(path, state())).toBe(true)
  // A stamp that was cut off while it was written.
  writeFileSync(path, state().slice(0, 10))
  expect(stamped(path, state())).toBe(false)
})

test('a digest changes with a file, its name, a new file and a deeper one, and with nothing else', () => {
  const states = new Set([state()])
  expect(states.has(state())).toBe(true)
  writeFileSync(join(folder, 'src', 'a.ts'), 'A')
  states.add(state())
  writeFileSync(join(folder, 'src', 'deep', 'b.ts'), 'B')
  states.add(state())
  writeFileSync(join(folder, 'src', 'c.ts'), '')
  states.add(state())
  rmSync(join(folder, 'src', 'c.ts'))
  writeFileSync(join(folder, 'src', 'd.ts'), '')
  states.add(state())
  writeFileSync(join(folder, 'missing.json'), '{}')
  states.add(state())
  expect(states.size).toBe(6)
})

test('parts do not run into each other', () => expect(digest('ab', 'c')).not.toBe(digest('a', 'bc')))
