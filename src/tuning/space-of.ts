import { described } from '../display/described.ts'
import { suggestion } from '../equations/nearest.ts'
import type { Hyperparameters, Options } from '../optimizers/hyperparameter.ts'
import type { Dimension } from './dimension.ts'
import { type Space, space } from './space.ts'

/** What is known of an optimizer, as far as a search needs it. */
interface Tunable<H extends Hyperparameters, O extends Options> {
  readonly title: string
  readonly hyperparameters: H
  readonly options: O
}

/** The names that are searched unless others are asked for: hyperparameters that aren't optional. */
type Usual<H extends Hyperparameters> = {
  [K in keyof H]: H[K] extends { readonly optional: true } ? never : K
}[keyof H]

/** Settings with these names: numbers, and choices of the options among them. */
type SettingsWith<H extends Hyperparameters, O extends Options, K> = {
  readonly [N in K & (keyof H | keyof O)]: N extends keyof H ? number : O[N & keyof O]['choices'][number]
}

/**
 * The space of an optimizer's settings: every hyperparameter over its usual range, but for the optional ones, which are left out
 * unless they are asked for by name; so are the options that choose between forms of its equations.
 *
 * @param names the hyperparameters and options to search; all hyperparameters that aren't optional unless told otherwise.
 * @example spaceOf(adam, ['learningRate', 'beta1'])
 * @throws TypeError for what is no optimizer, or a name that it does not have.
 */
export function spaceOf<
  H extends Hyperparameters,
  O extends Options,
  const K extends (keyof H | keyof O) & string = Usual<H> & string,
>(optimizer: Tunable<H, O>, names?: readonly K[]): Space<SettingsWith<H, O, K>> {
  if (typeof optimizer?.hyperparameters !== 'object' || typeof optimizer.title !== 'string') {
    throw new TypeError(`spaceOf is given ${described(optimizer)}; it must be an optimizer or a wrapper, as adam`)
  }
  const { title, hyperparameters, options } = optimizer
  const all = { ...hyperparameters, ...options } as Readonly<Record<string, Dimension>>
  const usual = Object.keys(hyperparameters).filter(name => !hyperparameters[name].optional)
  const wanted: readonly string[] = names ?? usual
  if (!Array.isArray(wanted)) {
    throw new TypeError(`spaceOf: the names are ${described(names)}; they must be an array, as ['learningRate']`)
  }
  for (const name of wanted) {
    if (!Object.hasOwn(all, name)) {
      throw new TypeError(
        `spaceOf: ${title} has no hyperparameter ${described(name)}${suggestion(String(name), Object.keys(all))}`,
      )
    }
  }
  if (wanted.length === 0) throw new TypeError(`spaceOf: ${title} has nothing to search; name its hyperparameters`)
  return space(Object.fromEntries(wanted.map(name => [name, all[name]]))) as unknown as Space<SettingsWith<H, O, K>>
}
