import { described } from '../display/described.ts'
import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { type Table, tableBundle, tableText } from '../display/table.ts'
import { suggestion } from '../equations/nearest.ts'
import { type Choice, checkDimension, type Dimension, isChoices, placeOf, sizeOf, valueAt } from './dimension.ts'

/** Hyperparameters to search, by name. */
export type Dimensions = Readonly<Record<string, Dimension>>

/** What a hyperparameter is set to: one of its choices, or a number; undefined where it is left out. */
type ValueOf<D extends Dimension> =
  | (D extends { readonly choices: readonly (infer C)[] } ? C : number)
  | (D extends { readonly when: object } ? undefined : never)

/** The settings that a space of these dimensions gives: each name with a number, or one of its choices. */
export type SearchSettings<D extends Dimensions> = { readonly [K in keyof D]: ValueOf<D[K]> }

/** Settings of any space. */
export type AnySettings = Readonly<Record<string, Choice | undefined>>

/** A space of settings. Each is a point of the cube whose sides go from 0 to 1, a side for each hyperparameter, in their order. */
export interface Space<S = AnySettings> extends Displayable {
  readonly names: readonly string[]
  readonly dimensions: Dimensions
  /** How many settings there are: Infinity unless every hyperparameter is whole or has choices. */
  readonly size: number
  /** The settings at a point of the cube. */
  at(point: ArrayLike<number>): S
  /** The point of the cube where settings stand; the middle of a side for what is left out. */
  pointOf(settings: S): Float64Array
  /** Whether a hyperparameter takes part, with the others set so. */
  takesPart(name: string, settings: S): boolean
}

/**
 * The space of settings to search, from the hyperparameters' own metadata (range, scale, whole numbers), or from ranges and
 * choices of your own.
 *
 * @example space({ learningRate: adam.hyperparameters.learningRate, beta1: adam.hyperparameters.beta1 })
 * @example space({ learningRate: { usual: [1e-5, 0.1], scale: 'log' }, width: { usual: [8, 64], scale: 'log', whole: true }, activation: { choices: ['relu', 'tanh'] } })
 * @example space({ rule: { choices: ['adam', 'momentum'] }, beta: { usual: [0, 0.99], when: { rule: 'momentum' } } })
 * @throws TypeError or RangeError naming the hyperparameter, what was given and what is allowed.
 */
export function space<const D extends Dimensions>(dimensions: D): Space<SearchSettings<D>> {
  if (typeof dimensions !== 'object' || dimensions === null || Object.keys(dimensions).length === 0) {
    throw new TypeError(
      `space is given ${described(dimensions)}; it must be hyperparameters by name, as { learningRate: adam.hyperparameters.learningRate }`,
    )
  }
  const entries = Object.entries<Dimension>(dimensions)
  for (const [name, dimension] of entries) checkDimension(name, dimension)
  checkConditions(entries)
  const names = entries.map(([name]) => name)
  const takesPart = (name: string, settings: AnySettings): boolean =>
    Object.entries(dimensions[name].when ?? {}).every(([other, values]) => {
      const value = settings[other]
      return Array.isArray(values) ? values.includes(value) : values === value
    })
  const made: Space<AnySettings> = {
    names,
    dimensions,
    size: entries.reduce((product, [, dimension]) => product * sizeOf(dimension), 1),
    at: point => {
      const settings: Record<string, Choice> = {}
      entries.forEach(([name, dimension], i) => {
        if (takesPart(name, settings)) settings[name] = valueAt(dimension, point[i])
      })
      return settings
    },
    pointOf: settings =>
      Float64Array.from(entries, ([name, dimension]) =>
        settings[name] === undefined ? 0.5 : placeOf(dimension, settings[name]),
      ),
    takesPart,
    [jupyterDisplay]: () => tableBundle(spaceTable(entries)),
  }
  Object.defineProperty(made, nodeDisplay, { value: () => tableText(spaceTable(entries)) })
  return made as unknown as Space<SearchSettings<D>>
}

/** A condition must be on a hyperparameter that stands before, and on choices that it has. */
function checkConditions(entries: readonly (readonly [string, Dimension])[]): void {
  entries.forEach(([name, { when = {} }], i) => {
    const before = entries.slice(0, i)
    for (const [other, values] of Object.entries(when)) {
      const dimension = before.find(([known]) => known === other)?.[1]
      if (dimension === undefined || !isChoices(dimension)) {
        const names = before.filter(([, one]) => isChoices(one)).map(([known]) => known)
        throw new TypeError(
          `space: ${name} takes part when '${other}' has a value; that must be choices that stand before it${suggestion(other, names)}`,
        )
      }
      const odd = [values].flat().find(value => !dimension.choices.includes(value as Choice))
      if (odd !== undefined) {
        throw new RangeError(
          `space: ${name} takes part when ${other} is ${described(odd)}, which is none of its choices ${dimension.choices.map(described).join(', ')}`,
        )
      }
    }
  })
}

function spaceTable(entries: readonly (readonly [string, Dimension])[]): Table {
  const columns = ['hyperparameter', 'values', 'scale', 'what it does'].map(title => ({ title }))
  const rows = entries.map(([name, dimension]) => {
    const when = Object.entries(dimension.when ?? {})
    const part = when.map(([other, values]) => `${other} is ${[values].flat().join(' or ')}`).join(', ')
    const about = [dimension.about ?? '', part && `Only when ${part}.`].filter(Boolean).join(' ')
    if (isChoices(dimension)) return [name, dimension.choices.join(', '), '', about]
    const { usual, scale = 'linear', whole } = dimension
    return [name, `${number(usual[0])} to ${number(usual[1])}`, whole ? `${scale}, whole` : scale, about]
  })
  return { columns, rows, caption: 'Space of a search' }
}
