import { likeAdam } from './adam.ts'
import { afterAdam } from './after-adam.ts'
import type { Mistaken } from './mistake.ts'
import { others } from './others.ts'
import { simple } from './simple.ts'

export type { Mistaken } from './mistake.ts'
export { mistakenWrappers } from './wrappers.ts'
/** The mistakes in rules. */
export const mistaken: readonly Mistaken[] = [...simple, ...likeAdam, ...afterAdam, ...others]
