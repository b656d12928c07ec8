import { references } from './index.ts'
import { type Moving, moving } from './moving.ts'
import type { Layer } from './reference.ts'
import { formOf, type Given, settingOf } from './settings.ts'
import type { WrapperReference } from './wrapper-reference.ts'
import * as after from './wrappers-after.ts'
import * as before from './wrappers-before.ts'
import { accumulate, skipIfNotFinite } from './wrappers-between.ts'

/** Rules and wrappers by their names, in the order of the library's pipe. */
export type Links = readonly (readonly [name: string, settings: Given])[]

/** All wrappers by their names in the library. */
export const wrapperReferences: Readonly<Record<string, WrapperReference>> = {
  ...before,
  accumulate,
  skipIfNotFinite,
  ...after,
}

/** A pipe by hand: left of the rule the last link is the innermost, right of it the first. */
export function byReferences(
  links: Links,
  layers: readonly Layer[],
  theta: Float64Array,
  known = wrapperReferences,
): Moving {
  const at = links.findIndex(([name]) => name in references)
  const [name, settings] = links[at]
  const reference = references[name]
  let inner = moving(reference, settingOf(reference, settings), formOf(reference, settings, layers), theta)
  for (const [wrapper, given] of [...links.slice(0, at).reverse(), ...links.slice(at + 1)]) {
    const { wrap, ...settable } = known[wrapper]
    inner = wrap(inner, settingOf(settable, given), formOf(settable, given, layers), theta)
  }
  return inner
}
