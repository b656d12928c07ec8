import {
  normal,
  type Optimizer,
  optimizers,
  pipe,
  type Rule,
  randomAt,
  type Setting,
  type Wrapping,
  wrappers,
} from '../../src/index.ts'
import type { Oracle as Asked } from '../../src/optimizers/oracle.ts'
import type { Segment } from '../../src/surfaces/segment.ts'
import type { Links } from './pipes.ts'
import type { Problem } from './problems.ts'
import type { Layer, Oracle, Slots } from './reference.ts'
import type { Given } from './settings.ts'

/** The library's optimizers by name. */
export const made = optimizers as unknown as Readonly<Record<string, Optimizer>>

export const rule = (name: string, given: Given): Rule => made[name](given as Record<string, Setting>)

const around = wrappers as unknown as Readonly<Record<string, (settings: Given) => Wrapping>>

/** The library's pipe of these. */
export const piped = (links: Links): Rule =>
  pipe(...links.map(([name, settings]) => (name in around ? around[name](settings) : rule(name, settings))))

/** A problem's layers as the library's segments. */
export const segments = (layers: readonly Layer[]): Segment[] =>
  layers.map((layer, k) => ({ name: `layer ${k}`, ...layer }))

/** What the library may ask of a problem in update t. */
export function asked(problem: Problem, t: number): Asked {
  const none = (): never => {
    throw new Error('this problem has no value and no whole Hessian')
  }
  return {
    objective: { dimension: problem.start.length, value: none, gradient: none },
    value: none,
    gradient: (x, out) => out.set(problem.gradient(x, t)),
    hessianProduct: (x, u, out) => out.set(problem.hessianProduct(x, u)),
    hessian: none,
  }
}

/** The library's random vectors: which ones does not matter, but both sides must have the same. */
export function random(seed: number): Pick<Oracle, 'signs' | 'normals'> {
  return {
    signs: (t, n) => {
      const source = randomAt(seed, t)
      return Float64Array.from({ length: n }, () => (source.next() < 0 ? -1 : 1))
    },
    normals: (t, n) => {
      const source = randomAt(seed, t)
      return Float64Array.from({ length: n }, () => normal(source))
    },
  }
}

/** A saved state's slots as the references have them. */
export const arrays = (slots: Readonly<Record<string, number | readonly number[]>>): Slots =>
  Object.fromEntries(
    Object.entries(slots).map(([name, value]) => [
      name,
      Float64Array.from(typeof value === 'number' ? [value] : value),
    ]),
  )
