import { described } from '../display/described.ts'
import type { Objective } from '../surfaces/objective.ts'

/** A function whose second derivatives are known, as every surface's are. */
export interface Curved extends Objective {
  hessian(x: ArrayLike<number>): number[][]
}

/** Complains of what has no Hessian, and of a point that is none of its. */
export function checkCurved(where: string, f: Curved, x?: ArrayLike<number>): void {
  for (const method of ['value', 'gradient', 'hessian'] as const) {
    if (typeof f?.[method] !== 'function')
      throw new TypeError(`${where}: the surface is ${described(f)}; it must have value(x), gradient(x) and hessian(x)`)
  }
  if (x !== undefined) checkPoint(where, 'the point', x, f.dimension)
}

/** Complains of what is no point of n finite numbers. */
export function checkPoint(where: string, what: string, x: ArrayLike<number>, n: number): void {
  if (x?.length !== n || !Array.from(x).every(Number.isFinite))
    throw new RangeError(`${where}: ${what} is ${described(x)}; it must be ${n} finite number${n === 1 ? '' : 's'}`)
}

/** The box to look at: the one that is asked for, or the surface's own. */
export function boxOf(
  where: string,
  f: Objective,
  asked: readonly (readonly [number, number])[] | undefined,
): readonly (readonly [number, number])[] {
  const box = asked ?? f.domain
  if (box === undefined)
    throw new TypeError(
      `${where}: ${f.name ?? 'the function'} has no domain of its own: give one, as domain: [[-2, 2], [-1, 3]]`,
    )
  const fits =
    Array.isArray(box) &&
    box.length === f.dimension &&
    box.every(([low, high]) => Number.isFinite(high - low) && low < high)
  if (!fits)
    throw new RangeError(`${where}: domain is ${described(box)}; it must be ${f.dimension} ranges [lowest, highest]`)
  return box
}
