import { Curvature } from '../descent/curvature.ts'
import { norm } from '../descent/gradient.ts'
import { decomposed } from '../landscape/curvatures.ts'
import { sharpness } from '../learning/measurements/sharpness.ts'
import type { Objective } from '../surfaces/objective.ts'

/** How an objective lies at a point. */
export interface Bend {
  readonly slope: number
  /** The Hessian's largest and smallest eigenvalue. */
  readonly highest: number
  readonly lowest: number
  /**
   * How much lower the quadratic around the point goes: g^T |H|^-1 g / 2, half the square of Newton's decrement (Boyd & Vandenberghe 2004,
   * Convex Optimization, section 9.5.1). Undefined where the dimensions are too many for the whole Hessian.
   */
  readonly gap: number | undefined
  /** How far Newton's step, H^-1 g, goes: to where the quadratic is stationary. Undefined in the same case. */
  readonly newton: number | undefined
  /** The slope there. */
  readonly slopeThere: number | undefined
}

/** Dimensions up to which the whole Hessian is taken; above, its two ends by power iteration. */
const most = 64

/** Slope and curvatures of a noiseless objective at x; undefined where they are not finite. */
export function bend(objective: Objective, x: Float64Array): Bend | undefined {
  const n = x.length
  const g = new Float64Array(n)
  objective.gradient(x, g)
  const slope = norm(g)
  if (!Number.isFinite(slope)) return undefined
  if (n > most) {
    const highest = sharpness(objective, x, { tolerance: 1e-3 }).value
    const lowest = -sharpness(upsideDown(objective), x, { tolerance: 1e-3 }).value
    return Number.isFinite(highest) && Number.isFinite(lowest)
      ? { slope, highest, lowest, gap: undefined, newton: undefined, slopeThere: undefined }
      : undefined
  }
  const flat = new Curvature(objective, n, true, { gradient: 0, hessian: 0 }).at(x, 0)
  if (!flat.every(Number.isFinite)) return undefined
  const rows = Array.from({ length: n }, (_, i) => [...flat.subarray(i * n, (i + 1) * n)])
  const { values, directions } = decomposed(rows)
  let gap = 0
  let squares = 0
  const there = x.slice()
  values.forEach((value, k) => {
    const along = directions[k].reduce((total, d, i) => total + d * g[i], 0)
    if (along === 0) return
    gap += along ** 2 / (2 * Math.abs(value))
    squares += (along / value) ** 2
    for (let i = 0; i < n; i++) there[i] -= (along / value) * directions[k][i]
  })
  objective.gradient(there, g)
  return { slope, highest: values[0], lowest: values[n - 1], gap, newton: Math.sqrt(squares), slopeThere: norm(g) }
}

const upsideDown = (objective: Objective): Objective => ({
  dimension: objective.dimension,
  value: x => -objective.value(x),
  gradient(x, out = new Float64Array(x.length)) {
    objective.gradient(x, out)
    for (let i = 0; i < out.length; i++) out[i] = -out[i]
    return out
  },
})
