import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { start } from './command.mjs'
import { nodeEnvironment } from './environment.mjs'
import { contents, digest, stamped } from './stamp.mjs'
import { sentence, Trouble } from './trouble.mjs'

const program = fileURLToPath(new URL('build.mjs', import.meta.url))

/**
 * The stage that builds the library and the kernel into dist.
 * @param {import('./places.mjs').Places} places
 * @returns {import('./stage.mjs').Stage}
 */
export function library(places) {
  return {
    title: 'Library',
    done: () => stamped(builtFrom(places), sources(places)),
    async work() {
      const log = join(places.logs, 'build.log')
      const environment = nodeEnvironment()
      const { code, output } = await start([process.execPath, program], { folder: places.folder, environment, log })
        .ended
      if (code !== 0) throw new Trouble(sentence('Building the library', output, log))
    },
  }
}

/** The file that says what dist was built from. @param {import('./places.mjs').Places} places */
export function builtFrom({ dist }) {
  return join(dist, '.set-up')
}

/** The digest of all that the build depends on; of the set-up that is the build alone. @param {import('./places.mjs').Places} places */
export function sources({ folder }) {
  const code = readdirSync(join(folder, 'src'))
    .filter(name => name !== 'setup')
    .map(name => join('src', name))
  const settings = [
    'src/setup/build.mjs',
    'src/setup/document.mjs',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
  ]
  return digest(...contents(folder, [...code, ...settings]))
}
