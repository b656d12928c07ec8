/** Changes made to samples while they are trained on. */
export type { Augmentation } from './augmentation.ts'
export { type NoiseOptions, noise } from './noise.ts'
export { type ShiftsOptions, shifts } from './shifts.ts'
