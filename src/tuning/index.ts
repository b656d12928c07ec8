/** Searches of hyperparameters: spaces, methods, what they find, and how they compare. */
export { type BayesianOptions, bayesian } from './bayesian.ts'
export { type CompareOptions, compareSearches } from './compare.ts'
export type { Comparison, Fared } from './comparison.ts'
export type { Dimension } from './dimension.ts'
export {
  type Evaluate,
  type EvaluationContext,
  fromModule,
  type ModuleEvaluation,
  type Outcome,
} from './evaluation.ts'
export { expectedImprovement } from './expected-improvement.ts'
export { type GridOptions, grid } from './grid.ts'
export { type HyperbandOptions, hyperband, hyperbandBrackets } from './hyperband.ts'
export { type Importance, type Importances, importance } from './importance.ts'
export type { SearchMethod } from './method.ts'
export type { SearchOptions } from './options.ts'
export { random } from './random.ts'
export { search } from './search.ts'
export type { Search } from './searched.ts'
export { type AnySettings, type Dimensions, type SearchSettings, type Space, space } from './space.ts'
export { spaceOf } from './space-of.ts'
export { type SuccessiveHalvingOptions, successiveHalving } from './successive-halving.ts'
export type { Trial } from './trial.ts'
