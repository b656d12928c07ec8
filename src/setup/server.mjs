import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { start } from './command.mjs'
import { furnish, jupyterEnvironment } from './jupyter-home.mjs'
import { sentence, Trouble } from './trouble.mjs'

/**
 * A JupyterLab that answers.
 * @typedef {object} Server
 * @property {string} url its address without path and token, as 'http://127.0.0.1:8888/'
 * @property {string} token
 * @property {string} address where a browser goes: the page asked for, with the token
 * @property {number} port
 * @property {() => Promise<void>} stop ends it and its kernels
 * @property {Promise<boolean>} ended whether it did so by itself
 */

/**
 * Starts JupyterLab on the notebooks, for this machine alone, and waits until it answers.
 * @param {import('./places.mjs').Places} places
 * @param {object} [settings]
 * @param {string} [settings.home] folder of its configuration, data and settings
 * @param {number} [settings.port] where it must listen; else on the first free port from 8888 on
 * @param {string} [settings.page] notebook or page that the address leads to
 * @param {boolean} [settings.browser] whether Jupyter opens one
 * @returns {Promise<Server>}
 * @throws {Trouble} if it does not come up
 */
export async function startServer(places, { home = places.state, port, page, browser = false } = {}) {
  furnish(home, places)
  const token = randomBytes(24).toString('hex')
  const log = join(places.logs, home === places.state ? 'jupyterlab.log' : 'jupyterlab-test.log')
  const runtime = join(home, 'runtime')
  const path = page ? `/lab/tree/${encodeURIComponent(page)}` : '/lab'
  const words = [
    `--ServerApp.root_dir=${places.notebooks}`,
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port ?? 8888}`,
    `--ServerApp.port_retries=${port === undefined ? 100 : 0}`,
    `--ServerApp.open_browser=${browser ? 'True' : 'False'}`,
    `--LabApp.default_url=${path}`,
  ]
  // A Windows browser does not find the page in the Linux beside it that would lead it here.
  if (process.env.WSL_DISTRO_NAME) words.push('--ServerApp.use_redirect_file=False')
  // In a container one is root, and Jupyter asks whether that is meant.
  if (process.getuid?.() === 0) words.push('--allow-root')
  const running = start([places.python, '-m', 'jupyterlab', ...words], {
    folder: places.notebooks,
    // The token is not among the words, which everybody on the machine can read.
    environment: { ...jupyterEnvironment(home), JUPYTER_TOKEN: token },
    log,
    grace: 10,
  })
  let exited = false
  const ended = running.ended.then(result => {
    exited = true
    return result
  })
  const deadline = performance.now() + 60_000
  while (!exited && performance.now() < deadline) {
    const found = announced(runtime, token)
    if (found && (await answers(found.url, token))) {
      return {
        url: found.url,
        token,
        port: found.port,
        address: `${found.url}${path.slice(1)}?token=${token}`,
        ended: ended.then(() => !running.released),
        async stop() {
          running.end()
          await ended
        },
      }
    }
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  running.end()
  const { output } = await ended
  throw new Trouble(sentence('Starting JupyterLab', output, log))
}

/**
 * Where the server with that token says it listens: Jupyter leaves a note once it does.
 * @param {string} runtime
 * @param {string} token
 * @returns {{ url: string, port: number } | undefined}
 */
function announced(runtime, token) {
  for (const name of readdirSync(runtime).filter(name => /^jpserver-\d+\.json$/.test(name))) {
    try {
      const note = JSON.parse(readFileSync(join(runtime, name), 'utf8'))
      if (note.token === token) return note
    } catch {
      // Not written to its end yet.
    }
  }
  return undefined
}

/**
 * Whether the server answers, and knows the kernel.
 * @param {string} url
 * @param {string} token
 * @returns {Promise<boolean>}
 */
function answers(url, token) {
  return new Promise(resolve => {
    // An agent of its own: the machine's proxy is not for this address.
    const request = get(`${url}api/kernelspecs/tslab`, {
      agent: new Agent(),
      headers: { Authorization: `token ${token}` },
    })
    request.on('error', () => resolve(false))
    request.on('response', response => {
      response.resume()
      resolve(response.statusCode === 200)
    })
  })
}
