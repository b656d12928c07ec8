import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { start } from './command.mjs'
import { nodeEnvironment } from './environment.mjs'
import { count } from './tally.mjs'

/**
 * A part of npm test.
 * @typedef {object} Part
 * @property {string} name as it is called on the command line
 * @property {string} title
 * @property {() => Promise<{ tally: import('./tally.mjs').Tally, output: string }>} run
 */

/**
 * The parts, in the order they run: what fails quickest comes first.
 * @param {import('./places.mjs').Places} places
 * @returns {Part[]}
 */
export function parts(places) {
  const module = (/** @type {string[]} */ ...path) => join(places.nodeModules, ...path)
  const biome = [module('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.']
  // By its path: tslab's own, older TypeScript brings a program of the same name.
  const tsc = module('typescript', 'bin', 'tsc')
  // The browser's tests run partly in a page, and what draws an exploration there does wholly: they have its types besides.
  const types = [
    [tsc, '--noEmit'],
    [tsc, '-p', 'test/browser'],
    [tsc, '-p', join('src', 'explore', 'page')],
  ]
  return [
    { name: 'lint', title: 'Lint', run: () => single(places, [biome]) },
    { name: 'types', title: 'Types', run: () => single(places, types) },
    { name: 'unit', title: 'Unit tests', run: () => vitest(places, 'unit') },
    { name: 'notebooks', title: 'Notebooks', run: () => vitest(places, 'notebooks') },
    { name: 'browser', title: 'Browser', run: () => vitest(places, 'browser') },
  ]
}

/** Programs that count as one test, run until one fails. @param {import('./places.mjs').Places} places @param {string[][]} programs */
async function single(places, programs) {
  let code
  let output = ''
  for (const words of programs) {
    const ended = await node(places, words)
    code = ended.code
    output += ended.output
    if (code !== 0) break
  }
  return { tally: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, output }
}

/** @param {import('./places.mjs').Places} places @param {string} project */
async function vitest(places, project) {
  const file = join(places.logs, `${project}.json`)
  rmSync(file, { force: true })
  const program = join(places.nodeModules, 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code, output } = await node(places, [program, 'run', '--project', project, ...reporters])
  const tally = { passed: 0, failed: 0, skipped: 0 }
  try {
    Object.assign(tally, count(JSON.parse(readFileSync(file, 'utf8'))))
  } catch {
    // Without a report the part has failed as a whole, as the exit code says.
  }
  // An error outside of any test fails the part too; and a part in which no test ran has shown nothing.
  if (tally.failed === 0 && (code !== 0 || tally.passed === 0)) tally.failed = 1
  return { tally, output }
}

/** @param {import('./places.mjs').Places} places @param {string[]} words */
function node({ folder, logs }, words) {
  const log = join(logs, 'test.log')
  return start([process.execPath, ...words], { folder, environment: nodeEnvironment(), log, grace: 15 }).ended
}
