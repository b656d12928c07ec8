/** The catalogue of schedules: one file each. */
export { constant } from './constant.ts'
export { cosine } from './cosine.ts'
export { exponentialDecay } from './exponential-decay.ts'
export { stepDecay } from './step-decay.ts'
