import { normal, randomAt } from '../surfaces/random.ts'
import { isChoices } from './dimension.ts'
import { halton } from './halton.ts'
import type { Space } from './space.ts'

/** Points looked at everywhere, and around each of the best. */
const [everywhere, around] = [512, 24]
/** How far around: the deviation, as a share of the side. */
const nearby = [0.2, 0.05, 0.01]
/** Points that are climbed from, and the steps of the climb: the first and the least. */
const [climbs, first, least] = [4, 0.08, 1e-3]

/**
 * The point of the cube where something is highest: the best of many points that fill the cube, and of some around the points given,
 * each of the first few then moved along one side after the other while that helps, in steps that are halved when it does not.
 * Source: Hooke & Jeeves 1961, "Direct Search" Solution of Numerical and Statistical Problems, without its pattern moves.
 *
 * @param height what is to be high; a point where it is -Infinity is not taken.
 * @param good points around which it looks more closely.
 */
export function highest(
  space: Space,
  height: (point: Float64Array) => number,
  good: readonly Float64Array[],
  seed: number,
): Float64Array | undefined {
  const sides = space.names.length
  const fill = halton(sides, seed)
  const random = randomAt(seed, 0)
  const candidates = [
    ...Array.from({ length: everywhere }, (_, k) => fill(k)),
    ...good.flatMap(point =>
      Array.from({ length: around }, (_, k) => point.map(u => inside(u + nearby[k % nearby.length] * normal(random)))),
    ),
  ].map(point => ({ point, height: height(point) }))
  candidates.sort((a, b) => b.height - a.height)
  const tops = candidates.slice(0, climbs).map(({ point, height: from }) => climbed(space, height, point, from))
  const best = tops.reduce((a, b) => (b.height > a.height ? b : a))
  return best.height === Number.NEGATIVE_INFINITY ? undefined : best.point
}

/** Sides are 0 to 1; what goes beyond an end stays there, so that the ends themselves are tried. */
const inside = (u: number): number => Math.min(1, Math.max(0, u))

function climbed(space: Space, height: (point: Float64Array) => number, from: Float64Array, begun: number) {
  let [point, top] = [from, begun]
  for (let step = first; step >= least; ) {
    let moved = false
    for (let j = 0; j < point.length; j++) {
      if (isChoices(space.dimensions[space.names[j]])) continue
      for (const by of [step, -step]) {
        const tried = Float64Array.from(point)
        tried[j] = inside(point[j] + by)
        const reached = height(tried)
        if (reached <= top) continue
        ;[point, top, moved] = [tried, reached, true]
        break
      }
    }
    if (!moved) step /= 2
  }
  return { point, height: top }
}
