import { type Field, field } from '../equations/field.ts'
import { whenNeeded } from '../equations/when-needed.ts'
import { checkSurface } from './check-surface.ts'
import type { Parameters, Surface } from './described-surface.ts'
import { Equated, type EquationSurface } from './equation-surface.ts'
import { Functional, type FunctionSurface } from './function-surface.ts'

export type { Coordinates, Parameters, Point, Surface } from './described-surface.ts'
export type { EquationSurface } from './equation-surface.ts'
export type { FunctionSurface } from './function-surface.ts'

/**
 * Makes a surface from an equation, or from functions.
 *
 * @example surface('x^2 + 3 * y^2')
 * @example surface({ equation: 'a * x^2', parameters: { a: 2 }, start: [1], domain: [[-2, 2]] })
 * @example surface({ name: 'corner', dimension: 1, value: x => Math.abs(x[0]) })
 * @throws EquationError for an equation that is not in the language; TypeError or RangeError for anything else that won't do.
 */
export function surface<const P extends Parameters = Record<never, number>>(
  given: string | EquationSurface<P>,
): Surface<P>
export function surface(given: FunctionSurface): Surface
export function surface<P extends Parameters>(given: string | EquationSurface<P> | FunctionSurface): Surface<P> {
  if (typeof given === 'string') return surface<P>({ equation: given })
  checkSurface(given)
  if ('equation' in given) {
    const { equation, parameters = {} as P } = given
    const name = given.name ?? equation
    const names = Object.keys(parameters)
    // An equation that is for any number of coordinates is one of two, unless told otherwise.
    const fields = new Map<number | undefined, () => Field>()
    const own = (n: number | undefined): (() => Field) =>
      whenNeeded(() => field(equation, names, name, n === undefined ? {} : { dimension: n }))
    const fieldIn = (n: number | undefined): Field => {
      const made = fields.get(n) ?? own(n)
      fields.set(n, made)
      return made()
    }
    fields.set(given.dimension, own(given.dimension))
    return new Equated(name, given, fieldIn, parameters)
  }
  return new Functional(given) as unknown as Surface<P>
}
