import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../src/setup/places.mjs'

/** A clone in which nothing is installed, with a space and an umlaut in its path. */
let clone: string
beforeAll(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'clone ü-')), 'fall-line')
  mkdirSync(join(clone, 'notebooks'), { recursive: true })
  cpSync(join(root, 'src', 'setup'), join(clone, 'src', 'setup'), { recursive: true })
  for (const file of ['package.json', 'package-lock.json', 'requirements.txt'])
    cpSync(join(root, file), join(clone, file))
})
afterAll(() => rmSync(join(clone, '..'), { recursive: true }))

function run(program: string, words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(clone, 'src', 'setup', program), ...words], {
    encoding: 'utf8',
    // No program at all is on the PATH: no Python.
    env: { PATH: join(clone, 'nothing'), HOME: clone },
  })
  return { status, said: stdout.trim(), complaint: stderr.trim() }
}

test('--help lists the options and starts nothing', () => {
  const { status, said } = run('start.cjs', ['--help'])
  expect(status).toBe(0)
  expect(said).toContain('--no-browser')
})

test('an unknown option is refused by its name', () => {
  const { status, complaint } = run('start.cjs', ['--prot', '9000'])
  expect(status).toBe(1)
  expect(complaint).toBe('There is no option --prot; npm start -- --help lists what there is.')
})

test('without a Python it ends at once, with one sentence that says what to do', () => {
  const { status, said, complaint } = run('start.cjs', [])
  expect(status).toBe(1)
  expect(said).toBe('')
  expect(complaint).toMatch(/^There is no Python here, .*: install Python .*\.$/)
})

test('npm test says the same, and ends with its count', () => {
  const { status, said, complaint } = run('test.cjs', [])
  expect(status).toBe(1)
  expect(said).toBe('0 passed, 1 failed')
  expect(complaint).toMatch(/^There is no Python here/)
})

test('npm test refuses a part it does not have', () => {
  const { status, complaint } = run('test.cjs', ['units'])
  expect(status).toBe(1)
  expect(complaint).toContain('no part units in the tests; there are lint, types, unit')
})
