import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * A stamp is a small file inside a thing that was made (node_modules, dist, .venv). It holds the digest of what the thing
 * was made from, and is written last: no stamp, or another digest, and the thing is made again.
 */

/** @param {...string} parts @returns {string} */
export function digest(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part)
  return hash.digest('hex')
}

/**
 * Whether the stamp holds that digest.
 * @param {string} path
 * @param {string} expected
 */
export function stamped(path, expected) {
  try {
    return readFileSync(path, 'utf8') === expected
  } catch {
    return false
  }
}

/** @param {string} path @param {string} value */
export function stamp(path, value) {
  writeFileSync(path, value)
}

/**
 * The files' names and contents, to be digested. A folder counts with everything below it.
 * @param {string} root
 * @param {readonly string[]} paths relative to root; one that does not exist counts as empty
 * @returns {string[]}
 */
export function contents(root, paths) {
  return paths.flatMap(path => {
    const full = join(root, path)
    /** @type {string[]} */
    let files
    try {
      files = readdirSync(full, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
        .sort()
    } catch {
      files = [full]
    }
    return files.flatMap(file => [relative(root, file), read(file)])
  })
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
