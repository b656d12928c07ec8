import { spawnSync } from 'node:child_process'
import { pythonEnvironment } from './environment.mjs'
import { Trouble } from './trouble.mjs'

/**
 * A Python on this machine.
 * @typedef {object} Python
 * @property {string} path its executable; from within a virtual environment, the one that was made from
 * @property {readonly [major: number, minor: number]} version
 * @property {boolean} venv whether it can make a virtual environment with pip in it
 */

/** Where the pinned packages come ready-made: from this Python to that one. Later ones are taken if there is nothing else. */
const oldest = 9
const newest = 14

/** Parsed by Python 2 too. Debian leaves ensurepip out of its Python, and brings it with the package python3-venv. */
const question = `
import json, sys
try:
    import venv, ensurepip
    able = True
except ImportError:
    able = False
path = getattr(sys, '_base_executable', None) or sys.executable
print(json.dumps({'path': path, 'version': list(sys.version_info[:2]), 'venv': able}))
`

/**
 * @param {NodeJS.ProcessEnv} [environment] PATH decides what is found
 * @returns {Python}
 * @throws {Trouble} says what to install
 */
export function findPython(environment = process.env) {
  return choose(look(environment))
}

/**
 * @param {readonly Python[]} found in the order of preference
 * @returns {Python}
 */
export function choose(found) {
  const fits = found.filter(({ version: [major, minor] }) => major === 3 && minor >= oldest)
  const able = fits.filter(({ venv }) => venv)
  const best = able.find(({ version: [, minor] }) => minor <= newest) ?? able[0]
  if (best) return best
  if (fits.length > 0) {
    const name = fits[0].version.join('.')
    throw new Trouble(
      `Python ${name} has no venv module here: install it (on Debian and Ubuntu: sudo apt install python3-venv), then run it again.`,
    )
  }
  if (found.length > 0) {
    const versions = [...new Set(found.map(({ version }) => version.join('.')))].join(' and ')
    throw new Trouble(
      `JupyterLab needs Python 3.${oldest} or later, and here is only Python ${versions}: install a newer one from https://www.python.org, then run it again.`,
    )
  }
  throw new Trouble(
    `There is no Python here, and JupyterLab needs one: install Python 3.${oldest} or later from https://www.python.org (on Debian and Ubuntu: sudo apt install python3-venv), then run it again.`,
  )
}

/** Asks each likely command what it is. @param {NodeJS.ProcessEnv} environment @returns {Python[]} */
function look(environment) {
  const versions = Array.from({ length: newest - oldest + 1 }, (_, i) => newest - i)
  /** @type {[string, ...string[]][]} */
  const commands =
    process.platform === 'win32'
      ? [['py', '-3'], ['python'], ['python3']]
      : [['python3'], ['python'], ...versions.map(minor => /** @type {[string]} */ ([`python3.${minor}`]))]
  /** @type {Python[]} */
  const found = []
  for (const command of commands) {
    const [program, ...args] = command
    const { status, stdout } = spawnSync(program, [...args, '-c', question], {
      encoding: 'utf8',
      env: pythonEnvironment(environment),
      timeout: 20_000,
      windowsHide: true,
    })
    if (status !== 0) continue
    /** @type {Python} */
    const python = JSON.parse(stdout)
    found.push(python)
    // The first that will do is taken: the others need not be asked.
    const [major, minor] = python.version
    if (python.venv && major === 3 && minor >= oldest && minor <= newest) break
  }
  return found
}
