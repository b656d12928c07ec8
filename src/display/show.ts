import { type Displayable, jupyterDisplay, type MimeBundle } from './display.ts'
import { frontEnd, frontEndKey } from './front-end.ts'
import { showLastValues } from './stock-tslab.ts'

// fall-line's own kernel shows them anyway.
if (!(frontEndKey in globalThis)) showLastValues()

/**
 * Shows a value in the middle of a cell, as its last expression would be shown. In a plain program its text is printed.
 * @param value anything that can show itself (a run, a race, a chart, a rule), a MIME bundle under `text/...` keys, or any other value, which is printed.
 */
export function show(value: unknown): void {
  const bundle = bundleOf(value)
  const notebook = frontEnd()
  if (bundle === undefined) console.log(value)
  else if (notebook === undefined) console.log(bundle['text/plain'] ?? value)
  else notebook.display(bundle)
}

function bundleOf(value: unknown): MimeBundle | undefined {
  if (value === null || value === undefined) return undefined
  const method = (value as Partial<Displayable>)[jupyterDisplay]
  if (typeof method === 'function') return method.call(value)
  const isBundle =
    Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).some(key => /^\w+\/[\w.+-]+$/.test(key))
  return isBundle ? (value as MimeBundle) : undefined
}
