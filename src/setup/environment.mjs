/**
 * The environments that commands get. What the user has set for his own Python, pip, Node and Jupyter must not reach into
 * the project's; what he has set about the network (proxies, registries, certificates) must.
 */

/** Variables that send Python or pip to other places or packages than the project's. */
const astray = [
  'PYTHONPATH',
  'PYTHONHOME',
  'PYTHONSTARTUP',
  'PYTHONOPTIMIZE',
  'PYTHONDONTWRITEBYTECODE',
  'PYTHONINSPECT',
  '__PYVENV_LAUNCHER__',
  'VIRTUAL_ENV',
  'PIP_TARGET',
  'PIP_PREFIX',
  'PIP_ROOT',
  'PIP_CONSTRAINT',
  'PIP_REQUIREMENT',
  'PIP_REQUIRE_HASHES',
  'PIP_NO_DEPS',
  'PIP_DRY_RUN',
  'PIP_QUIET',
  'PIP_PYTHON',
  'PIP_LOG',
]

/**
 * For Python and pip.
 * @param {NodeJS.ProcessEnv} [from]
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnvironment(from = process.env) {
  const own = without(from, name => astray.includes(name) || name === 'NODE_OPTIONS')
  // PIP_USER=0 stands above `user = true` in a pip.conf, which fails in a virtual environment.
  return {
    ...own,
    PYTHONNOUSERSITE: '1',
    PYTHONUTF8: '1',
    PIP_USER: '0',
    PIP_NO_INPUT: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  }
}

/**
 * For npm: NODE_OPTIONS stays, since it may say which certificates are trusted.
 * @param {NodeJS.ProcessEnv} [from]
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment(from = process.env) {
  return without(from, name => /^npm_config_(global|location|omit|only|dry_run|workspaces?|prefix)$/i.test(name))
}

/**
 * For the project's own Node programs.
 * @param {NodeJS.ProcessEnv} [from]
 * @returns {NodeJS.ProcessEnv}
 */
export function nodeEnvironment(from = process.env) {
  return without(from, name => name === 'NODE_OPTIONS' || name === 'NODE_ENV')
}

/**
 * @param {NodeJS.ProcessEnv} from
 * @param {(name: string) => boolean} unwanted
 * @returns {NodeJS.ProcessEnv}
 */
export function without(from, unwanted) {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !unwanted(name)))
}
