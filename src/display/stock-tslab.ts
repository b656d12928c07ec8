/**
 * A tslab without fall-line's kernel. It prints the last value of a cell with console.log and knows nothing of
 * `Symbol.for('Jupyter.display')`. But it runs in this very process, so what it loaded can be found among the loaded modules.
 */
import { jupyterDisplay, type MimeBundle } from './display.ts'
import type { FrontEnd } from './front-end.ts'

type Write = (content: object, update: boolean) => void

/** The modules loaded so far, by file; empty where there are no such things, as in a browser. */
function loadedModules(): Readonly<Record<string, { readonly exports: unknown } | undefined>> {
  const node = (globalThis as { process?: NodeJS.Process }).process?.getBuiltinModule?.('node:module')
  return node?.createRequire(import.meta.url).cache ?? {}
}

let jupyter: { readonly lastWriteDisplayData: Write | null } | undefined

/** tslab's front end, if this program runs in a stock tslab kernel. */
export function stockTslab(): FrontEnd | undefined {
  if (jupyter === undefined) {
    const modules = loadedModules()
    const file = Object.keys(modules).find(name => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name))
    jupyter = file === undefined ? undefined : (modules[file]!.exports as typeof jupyter)
  }
  const write = jupyter?.lastWriteDisplayData
  if (!write) return undefined
  return {
    display: (data, { id, update = false } = {}) =>
      write({ data, metadata: {}, transient: id === undefined ? {} : { display_id: id } }, update),
  }
}

/**
 * Makes a stock tslab show the last value of a cell as the picture it gives of itself. tslab stores that value as the property tsLastExpr of
 * the object that holds all variables, and prints it if it finds it there. A setter that this object inherits takes pictures out on the way.
 */
export function showLastValues(): void {
  const variables = (globalThis as { __tslab__?: { exports?: object } }).__tslab__?.exports
  if (variables === undefined || stockTslab() === undefined) return
  Object.setPrototypeOf(variables, {
    set tsLastExpr(value: unknown) {
      const method = (value as { [jupyterDisplay]?: unknown } | null | undefined)?.[jupyterDisplay]
      if (typeof method === 'function') {
        Promise.resolve(method.call(value) as MimeBundle).then(bundle => stockTslab()?.display(bundle), console.error)
      } else if (value !== undefined) {
        Object.defineProperty(this, 'tsLastExpr', { value, writable: true, enumerable: true, configurable: true })
      }
    },
  })
}
