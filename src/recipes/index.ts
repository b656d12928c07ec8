/** Recipes: an optimizer and a schedule that belong together, for a run of a given length. */
export { baseline } from './baseline.ts'
export { competition } from './competition.ts'
export { language } from './language.ts'
export { vision } from './vision.ts'
