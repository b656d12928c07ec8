/** Modules of this page by their text: what several widgets load is one module, with one picture unit for all of them. */
const key = Symbol.for('fall-line modules')
const page = globalThis as unknown as Record<symbol, Map<string, Promise<unknown>>>
page[key] ??= new Map()

/** The module with that text. */
export function imported(text: string): Promise<unknown> {
  const known = page[key].get(text)
  if (known) return known
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  const module = import(/* webpackIgnore: true */ url).finally(() => URL.revokeObjectURL(url))
  page[key].set(text, module)
  return module
}
