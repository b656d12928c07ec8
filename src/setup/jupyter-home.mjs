import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeEnvironment, pythonEnvironment, without } from './environment.mjs'

/** The folders of a Jupyter that keeps to itself, by the variable that names each. */
const folders = {
  JUPYTER_CONFIG_DIR: 'config',
  JUPYTER_DATA_DIR: 'data',
  JUPYTER_RUNTIME_DIR: 'runtime',
  JUPYTERLAB_SETTINGS_DIR: 'settings',
  JUPYTERLAB_WORKSPACES_DIR: 'workspaces',
  IPYTHONDIR: 'ipython',
}

/**
 * The environment of a Jupyter program whose configuration, data and settings are all in that folder: the user's own Jupyter is
 * neither read nor changed.
 * @param {string} home
 * @param {NodeJS.ProcessEnv} [from]
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnvironment(home, from = process.env) {
  const neutral = without(nodeEnvironment(pythonEnvironment(from)), name => /^(JUPYTER|JPY_|IPYTHON)/.test(name))
  const own = Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, join(home, folder)]))
  return { ...neutral, ...own, JUPYTER_PREFER_ENV_PATH: '0', JUPYTER_PLATFORM_DIRS: '0' }
}

/**
 * Settings of JupyterLab's page. The news would be fetched from the network, and asked about in a pop-up. The course's pages are read, not
 * edited: Markdown opens rendered.
 */
const pageSettings = {
  '@jupyterlab/apputils-extension:notification': {
    fetchNews: 'false',
    checkForUpdates: false,
    doNotDisturbMode: false,
  },
  '@jupyterlab/docmanager-extension:plugin': { defaultViewers: { markdown: 'Markdown Preview' } },
}

/** The page's side of the language servers, which the server goes without, would ask for them in vain. */
const page = {
  disabledExtensions: {
    '@jupyterlab/lsp-extension': true,
    '@jupyterlab/notebook-extension:language-server': true,
    '@jupyterlab/fileeditor-extension:language-server': true,
  },
}

/**
 * Settings of the server, in so far as they do not change from one start to the next.
 * @param {import('./places.mjs').Places} places
 */
export function serverSettings(places) {
  const extensions = join(places.venv, 'share', 'jupyter', 'labextensions')
  return {
    ServerApp: {
      base_url: '/',
      certfile: '',
      keyfile: '',
      // No language server belongs to the project: looking for one takes time.
      jpserver_extensions: {
        jupyterlab: true,
        jupyter_server_terminals: true,
        notebook_shim: true,
        jupyter_lsp: false,
      },
    },
    // Only what the project brings, not what the machine has besides.
    LabApp: { labextensions_path: [extensions], extra_labextensions_path: [], extension_manager: 'readonly' },
    KernelSpecManager: { allowed_kernelspecs: ['tslab'], ensure_native_kernel: false },
    MultiKernelManager: { default_kernel_name: 'tslab' },
  }
}

/**
 * Settings that Python has to read, for modules beside this file: notebooks are saved without what lives in a kernel, by stills.py, and what
 * a kernel says goes to the page without delay, by at_once.py.
 */
const classes = `import sys

sys.path.insert(0, ${JSON.stringify(dirname(fileURLToPath(import.meta.url)))})
c.ServerApp.contents_manager_class = "stills.Notebooks"
c.ServerApp.kernel_websocket_connection_class = "at_once.Connection"
`

/**
 * Makes the folders and writes the settings.
 * @param {string} home
 * @param {import('./places.mjs').Places} places
 */
export function furnish(home, places) {
  for (const folder of Object.values(folders)) mkdirSync(join(home, folder), { recursive: true, mode: 0o700 })
  mkdirSync(join(home, 'config', 'labconfig'), { recursive: true })
  write(join(home, 'config', 'jupyter_server_config.json'), serverSettings(places))
  writeFileSync(join(home, 'config', 'jupyter_server_config.py'), classes)
  write(join(home, 'config', 'labconfig', 'page_config.json'), page)
  write(join(home, 'config', 'labconfig', 'default_setting_overrides.json'), pageSettings)
}

/** @param {string} path @param {unknown} value */
function write(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
