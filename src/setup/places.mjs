import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

const windows = process.platform === 'win32'

/**
 * Where things are in a clone.
 * @param {string} folder the clone
 */
export function placesIn(folder) {
  const venv = join(folder, '.venv')
  const state = join(folder, '.jupyter')
  return {
    folder,
    notebooks: join(folder, 'notebooks'),
    nodeModules: join(folder, 'node_modules'),
    dist: join(folder, 'dist'),
    kernel: join(folder, 'dist', 'kernel', 'main.js'),
    requirements: join(folder, 'requirements.txt'),
    venv,
    python: windows ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python'),
    kernelSpec: join(venv, 'share', 'jupyter', 'kernels', 'tslab'),
    /** All that Jupyter reads and writes about itself, the logs and the lock. */
    state,
    logs: join(state, 'logs'),
    lock: join(state, 'set-up.lock'),
  }
}

/** @typedef {ReturnType<typeof placesIn>} Places */
