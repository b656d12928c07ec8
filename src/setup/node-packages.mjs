import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { start } from './command.mjs'
import { npmEnvironment } from './environment.mjs'
import { contents, digest, stamp, stamped } from './stamp.mjs'
import { sentence, Trouble } from './trouble.mjs'

/**
 * The stage that brings the node packages of the lockfile.
 * @param {import('./places.mjs').Places} places
 * @returns {import('./stage.mjs').Stage}
 */
export function nodePackages({ folder, nodeModules, logs }) {
  const mark = join(nodeModules, '.set-up')
  // Some packages are made for one platform.
  const from = digest(process.platform, process.arch, ...contents(folder, ['package-lock.json']))
  return {
    title: 'Node packages',
    done: () => stamped(mark, from),
    async work(progress) {
      const log = join(logs, 'node-packages.log')
      let fetched = 0
      const { code, output } = await start([...npm(), ...words], {
        folder,
        environment: npmEnvironment(),
        log,
        line(text) {
          if (/http (fetch GET 200|cache) .*\.tgz/.test(text)) progress(`${++fetched} packages`)
          else if (/attempt \d+ failed/.test(text)) progress('no answer from the registry, trying again')
        },
      }).ended
      if (code !== 0) throw new Trouble(sentence('Installing the node packages', output, log))
      stamp(mark, from)
      return fetched === 0 ? '' : `${fetched} packages`
    },
  }
}

const words = [
  'ci',
  // No package's script runs, and none is left out, whatever npm is set to do elsewhere.
  '--ignore-scripts',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  // The lockfile says what each file must be: what is at hand need not be asked for again.
  '--prefer-offline',
  // Without a network npm would try for minutes before it says so.
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  '--loglevel=http',
]

/**
 * npm, as a command that needs no shell: the one that runs this, or the one beside Node.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {[string, ...string[]]}
 */
export function npm(environment = process.env) {
  const beside = dirname(process.execPath)
  const candidates = [
    environment.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const script = candidates.find(path => path && basename(path) === 'npm-cli.js' && existsSync(path))
  return script ? [process.execPath, script] : ['npm']
}
