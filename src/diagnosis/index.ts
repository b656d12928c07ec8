/** The doctor: what is wrong with a run, and what to try. */
export { type DiagnoseOptions, diagnose } from './diagnose.ts'
export type { Diagnosis } from './diagnosis.ts'
export type { Finding, FindingName } from './finding.ts'
export type { Thresholds } from './thresholds.ts'
