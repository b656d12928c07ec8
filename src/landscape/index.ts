/** What can be found out about a surface, and made of it. */
export { type Convexity, type ConvexityOptions, type Counterexample, convexity } from './convexity.ts'
export { type Curvatures, conditionNumber, curvatures } from './curvatures.ts'
export type { Curved } from './curved.ts'
export { type NoisyOptions, noisy } from './noisy.ts'
export { quadraticModel } from './quadratic-model.ts'
export { type SliceOptions, slice } from './slice.ts'
export { type StationaryPoint, type StationaryPointsOptions, stationaryPoints } from './stationary-points.ts'
