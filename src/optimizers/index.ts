/** The catalogue of optimizers: one file each. */
export { adagrad } from './adagrad.ts'
export { adam } from './adam.ts'
export { gradientDescent } from './gradient-descent.ts'
export { momentum } from './momentum.ts'
export { nesterov } from './nesterov.ts'
export { rmsprop } from './rmsprop.ts'
