/** The optimizers that use curvature, or search along lines: one file each. */
export { bfgs } from './bfgs.ts'
export { conjugateGradient } from './conjugate-gradient.ts'
export { lbfgs } from './lbfgs.ts'
export { levenbergMarquardt } from './levenberg-marquardt.ts'
export { nelderMead } from './nelder-mead.ts'
export { newton } from './newton.ts'
export { newtonCg } from './newton-cg.ts'
export { trustRegion } from './trust-region.ts'
