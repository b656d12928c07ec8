import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * What Jupyter needs to know to start the kernel. Absolute paths: it runs whatever PATH says, and the same Node runs it that runs this.
 * @param {string} main the built kernel
 */
export function kernelSpec(main) {
  return {
    argv: [process.execPath, main, '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript',
    interrupt_mode: 'message',
  }
}

/**
 * The stage that registers the kernel in the private Python environment, under the name that notebooks ask for.
 * @param {import('./places.mjs').Places} places
 * @returns {import('./stage.mjs').Stage}
 */
export function kernelRegistration(places) {
  const file = join(places.kernelSpec, 'kernel.json')
  const text = `${JSON.stringify(kernelSpec(places.kernel), null, 2)}\n`
  return {
    title: 'Kernel',
    done: () => read(file) === text,
    async work() {
      mkdirSync(places.kernelSpec, { recursive: true })
      writeFileSync(file, text)
      // The Python kernel came along with JupyterLab; here it would only be a wrong choice to make.
      rmSync(join(dirname(places.kernelSpec), 'python3'), { recursive: true, force: true })
    },
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
