/** The value of a cell as the notebook shows it: a MIME bundle. */
import { inspect } from 'node:util'
import { jupyterDisplay, type MimeBundle } from '../display/display.ts'

/** How many items of an array are printed, and how many characters of a text. */
const printing = { depth: 3, maxArrayLength: 20, maxStringLength: 10_000, breakLength: 100 }

/** The bundle of a value. Throws what the value's own display throws. */
export async function bundleOf(value: unknown): Promise<MimeBundle> {
  const method = (value as { [jupyterDisplay]?: unknown } | null)?.[jupyterDisplay]
  if (typeof method !== 'function') return { 'text/plain': readable(value) }
  const bundle = await method.call(value)
  if (typeof bundle !== 'object' || bundle === null) {
    throw new TypeError(
      `[Symbol.for('Jupyter.display')]() returned ${inspect(bundle)}; it must return an object of MIME types`,
    )
  }
  return inJson('text/plain' in bundle ? bundle : { ...bundle, 'text/plain': readable(value) })
}

/** A bundle as it can be sent: bytes, as of a PNG, in base64. */
export function inJson(bundle: MimeBundle): MimeBundle {
  const entries = Object.entries(bundle)
  return Object.fromEntries(
    entries.map(([type, data]) => [type, data instanceof Uint8Array ? Buffer.from(data).toString('base64') : data]),
  )
}

/** A value in words and numbers. */
export function readable(value: unknown): string {
  try {
    return inspect(value, printing)
  } catch (error) {
    return `[a value that cannot be printed: ${error}]`
  }
}
