/** An equation that can't be used: what is wrong, the equation it stands in, and what would be right. */
export class EquationError extends Error {
  override readonly name = 'EquationError'
  /** The rule, surface or schedule the equation belongs to. */
  readonly owner: string
  /** The equation as it was written, if one is to blame. */
  readonly equation: string | undefined

  constructor(owner: string, problem: string, equation?: string) {
    super(`${owner}: ${problem}${equation === undefined ? '' : `, in "${equation}"`}`)
    this.owner = owner
    this.equation = equation
  }
}
