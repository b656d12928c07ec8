/** Explorations that are ready to use: each a short composition of controls and charts. */
export { batchSize } from './batch-size.ts'
export { drawnSchedule } from './drawn-schedule.ts'
export { earlyStopping } from './early-stopping.ts'
export { initialization } from './initialization.ts'
export { regularization } from './regularization.ts'
export { scheduleEffect } from './schedule-effect.ts'
export { schedulePicker } from './schedule-picker.ts'
