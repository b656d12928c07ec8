import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { start } from './command.mjs'
import { pythonEnvironment } from './environment.mjs'
import { findPython } from './python.mjs'
import { contents, digest, stamp, stamped } from './stamp.mjs'
import { sentence, Trouble } from './trouble.mjs'

/**
 * The two stages that make the private Python environment: itself, then JupyterLab and what belongs to it.
 * Half an environment is not mended but made anew: pip does not notice a package that was cut off in the middle.
 * @param {import('./places.mjs').Places} places
 * @returns {import('./stage.mjs').Stage[]}
 */
export function pythonPackages(places) {
  const { folder, venv, python, requirements, logs } = places
  const mark = join(venv, '.set-up')
  const done = () => {
    const from = origin(places)
    return from !== undefined && stamped(mark, from)
  }
  return [
    {
      title: 'Python',
      done,
      async work() {
        const { path, version } = findPython()
        rmSync(venv, { recursive: true, force: true, maxRetries: 3 })
        const log = join(logs, 'python.log')
        const environment = pythonEnvironment()
        const { code, output } = await start([path, '-m', 'venv', venv], { folder, environment, log }).ended
        if (code !== 0) throw new Trouble(sentence('Making the Python environment', output, log))
        // Else Node takes the helper scripts of JupyterLab in there for ES modules, as the project's package.json says.
        writeFileSync(join(venv, 'package.json'), '{}\n')
        return `Python ${version.join('.')} in .venv`
      },
    },
    {
      title: 'JupyterLab',
      done,
      async work(progress) {
        const log = join(logs, 'python-packages.log')
        let met = 0
        const { code, output } = await start([python, '-m', 'pip', 'install', '--requirement', requirements], {
          folder,
          environment: pythonEnvironment(),
          log,
          line(text) {
            if (text.startsWith('Collecting ')) progress(`${++met} packages`)
            if (text.startsWith('Installing collected')) progress(`installing ${met} packages`)
          },
        }).ended
        if (code !== 0) throw new Trouble(sentence('Installing JupyterLab', output, log))
        stamp(mark, /** @type {string} */ (origin(places)))
        return `${/\bjupyterlab-(\d+\.\d+\.\d+)\b/i.exec(output)?.[1] ?? ''} and ${met - 1} packages`
      },
    },
  ]
}

/**
 * What the environment is made from: the pins, the place (its scripts hold it), and the Python behind it, which an upgrade of
 * the machine replaces. Undefined if there is no Python behind it (any more).
 * @param {import('./places.mjs').Places} places
 */
function origin({ folder, venv, python }) {
  try {
    const made = readFileSync(join(venv, 'pyvenv.cfg'), 'utf8')
    return digest(venv, realpathSync(python), made, ...contents(folder, ['requirements.txt']))
  } catch {
    return undefined
  }
}
