import { backtracking } from './backtracking.ts'
import { exact } from './exact.ts'
import type { Line } from './line.ts'
import { strongWolfe } from './strong-wolfe.ts'

/** What a line search is told. */
export interface Demands {
  /** c_1: the part of the decrease that the slope promises which must be had. */
  readonly decrease: number
  /** c_2: the part of the slope that may be left. */
  readonly curvature: number
  /** rho: what a step that is too long is multiplied by. */
  readonly shrink: number
}

/**
 * Finds a step length along a line of descent, `first` being tried first; the line is left at it. 0 if there is none that
 * lowers the loss.
 */
export type LineSearch = (line: Line, first: number, demands: Demands) => number

/** The full step, as it is. */
const none: LineSearch = (line, first) => {
  line.value(first)
  return first
}

/** Every line search by its name as an option. */
export const lineSearches = { backtracking, strongWolfe, exact, none } as const satisfies Record<string, LineSearch>

/** What each line search looks at; a constant that is given to one that does not is refused. */
export const demandsOf: Readonly<Record<keyof typeof lineSearches, readonly (keyof Demands)[]>> = {
  backtracking: ['decrease', 'shrink'],
  strongWolfe: ['decrease', 'curvature'],
  exact: [],
  none: [],
}

/** The length of the step in LaTeX, by the line search: a line of an `aligned`. */
export const stepLength: Readonly<Record<keyof typeof lineSearches, string>> = {
  backtracking: String.raw`\alpha &= \alpha_0, \, \rho \alpha_0, \, \rho^2 \alpha_0, \dots \text{ until } f(\theta + \alpha d) \le f(\theta) + c_1 \alpha \, g^\top d`,
  strongWolfe: String.raw`\alpha &: \; f(\theta + \alpha d) \le f(\theta) + c_1 \alpha \, g^\top d, \quad \left| \nabla f(\theta + \alpha d)^\top d \right| \le c_2 \left| g^\top d \right|`,
  exact: String.raw`\alpha &= -\frac{g^\top d}{d^\top \nabla^2 f(\theta) \, d}`,
  none: String.raw`\alpha &= 1`,
}

/** Why a search that found nothing ends the run. */
export const nothingLower =
  'the line search found no lower point along its direction, not even close by: rounding hides what is left, or the gradient is not that of the loss'
