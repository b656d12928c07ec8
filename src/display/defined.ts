import { type Definition, definitionBundle, definitionLine } from './definition.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from './display.ts'

/**
 * A function with what it tells of itself: a definition that can be called, listed and shown in a cell.
 * @param known what it is told by at once
 * @param asked what takes work, done when it is asked for
 */
export function defined<T extends Displayable>(
  call: (...given: never[]) => unknown,
  known: Readonly<Record<string, unknown>>,
  asked: Readonly<Record<string, () => unknown>> = {},
): T {
  const made = call as unknown as T
  for (const [name, value] of Object.entries(known)) Object.defineProperty(made, name, { value, enumerable: true })
  for (const [name, get] of Object.entries(asked)) Object.defineProperty(made, name, { get, enumerable: true })
  return Object.defineProperties(made, {
    [jupyterDisplay]: { value: () => definitionBundle(made as Definition) },
    [nodeDisplay]: { value: () => definitionLine(made as Definition) },
  })
}
