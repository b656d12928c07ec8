import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { start } from './command.mjs'
import { furnish, jupyterEnvironment } from './jupyter-home.mjs'
import { contents, digest, stamp, stamped } from './stamp.mjs'
import { sentence, Trouble } from './trouble.mjs'

/**
 * The stage that signs the notebooks of the course, so that JupyterLab shows their committed charts: of a notebook it does not
 * trust it hides the HTML. What else lies in the folder is left for its owner to trust.
 * @param {import('./places.mjs').Places} places
 * @param {string} [home] where that Jupyter keeps its signatures
 * @returns {import('./stage.mjs').Stage}
 */
export function trust(places, home = places.state) {
  const notebooks = shipped(places.notebooks)
  const mark = join(home, 'data', 'trusted')
  const from = digest(...contents(places.notebooks, notebooks))
  return {
    title: 'Trust',
    done: () => stamped(mark, from),
    async work() {
      furnish(home, places)
      if (notebooks.length > 0) {
        const { code, output } = await start([places.python, '-m', 'nbformat.sign', ...notebooks], {
          folder: places.notebooks,
          environment: jupyterEnvironment(home),
        }).ended
        if (code !== 0) throw new Trouble(sentence('Trusting the notebooks', output))
      }
      stamp(mark, from)
      return notebooks.length === 1 ? '1 notebook' : `${notebooks.length} notebooks`
    },
  }
}

/** The notebooks that git knows; where there is no git, all. @param {string} folder */
function shipped(folder) {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z', '--', '*.ipynb'], { cwd: folder, encoding: 'utf8' })
  if (status === 0) return stdout.split('\0').filter(name => name !== '')
  return readdirSync(folder).filter(name => name.endsWith('.ipynb'))
}
