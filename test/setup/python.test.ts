import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findPython } from '../../src/setup/python.mjs'

// The fakes are shell scripts.
describe.skipIf(process.platform === 'win32')('which Python is taken', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'python-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Puts a Python on the PATH that answers like this. */
  function fake(name: string, version: [number, number], venv: boolean) {
    const path = join(folder, name)
    writeFileSync(path, `#!/bin/sh\necho '${JSON.stringify({ path, version, venv })}'\n`)
    chmodSync(path, 0o755)
  }
  const found = () => findPython({ PATH: folder })

  test('none: says what to install', () => {
    expect(found).toThrow(/^There is no Python here.*Python 3\.9 or later/)
  })
  test('only old ones: says which', () => {
    fake('python', [2, 7], false)
    fake('python3', [3, 8], true)
    expect(found).toThrow(/needs Python 3\.9 or later, and here is only Python 3\.8 and 2\.7/)
  })
  test('one without venv: says which package brings it', () => {
    fake('python3', [3, 11], false)
    expect(found).toThrow(/^Python 3\.11 has no venv module here.*python3-venv/)
  })
  test('one that fails when asked is as good as none', () => {
    writeFileSync(join(folder, 'python3'), '#!/bin/sh\nexit 9\n', { mode: 0o755 })
    expect(found).toThrow(/^There is no Python here/)
  })
  test('python3 before python', () => {
    fake('python', [3, 13], true)
    fake('python3', [3, 9], true)
    expect(found().version).toEqual([3, 9])
  })
  test('a numbered one where python3 will not do', () => {
    fake('python3', [3, 8], true)
    fake('python3.12', [3, 12], true)
    expect(found().version).toEqual([3, 12])
  })
  test('one for which the packages come ready-made before a newer one', () => {
    fake('python3', [3, 15], true)
    fake('python3.10', [3, 10], true)
    expect(found().version).toEqual([3, 10])
    rmSync(join(folder, 'python3.10'))
    expect(found().version).toEqual([3, 15])
  })
})
