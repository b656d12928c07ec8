/** A hyperparameter that changes with the number of updates already made: 0 at the first update. */
export interface Schedule {
  (t: number): number
  /** Its definition's name, as 'cosine'. */
  readonly title: string
  /** The equation in t that is computed. */
  readonly equation: string
  /** The same, typeset in LaTeX. */
  readonly tex: string
  /** The numbers it was made with, by argument name. */
  readonly parameters: Readonly<Record<string, number>>
}
