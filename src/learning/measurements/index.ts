/** What is claimed of training and of landscapes, measured: small enough for a cell of a notebook. */
export { type BackwardCost, backwardCost } from './backward-cost.ts'
export {
  type CriticalPoint,
  type CriticalPoints,
  type CriticalPointsOptions,
  criticalPoints,
} from './critical-points.ts'
export { type DecayByNoise, decayByNoise } from './decay-by-noise.ts'
export { type GradientNoiseScale, gradientNoiseScale } from './gradient-noise-scale.ts'
export { type GradientVariance, type GradientVarianceOptions, gradientVariance } from './gradient-variance.ts'
export { type MinimumReached, minimaReached } from './minima-reached.ts'
export { type RandomFunctionOptions, randomFunction } from './random-function.ts'
export { type Sharpness, type SharpnessOptions, sharpness } from './sharpness.ts'
export { type StudyResult, studyResult } from './study-result.ts'
export { type TrialRun, type Trials, type TrialsOptions, trials, type Variant } from './trials.ts'
