/** The catalogue of test surfaces: one file each. */
export { beale } from './beale.ts'
export { bowl } from './bowl.ts'
export { himmelblau } from './himmelblau.ts'
export { parabola } from './parabola.ts'
export { ravine } from './ravine.ts'
export { rosenbrock } from './rosenbrock.ts'
export { saddle } from './saddle.ts'
