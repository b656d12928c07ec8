/** An equation as it was written; its line, where there are several. */
export interface Written {
  readonly text: string
  readonly line?: number
}

/** An equation that can't be used: what is wrong, the equation it stands in, and what would be right. */
export class EquationError extends Error {
  override readonly name = 'EquationError'
  /** The rule, surface or schedule the equation belongs to. */
  readonly owner: string
  /** The equation as it was written, if one is to blame. */
  readonly equation: string | undefined

  constructor(owner: string, problem: string, equation?: string | Written) {
    const written: Written | undefined = typeof equation === 'string' ? { text: equation } : equation
    const line = written?.line === undefined ? '' : `line ${written.line}, `
    super(`${owner}: ${problem}${written === undefined ? '' : `, in ${line}"${written.text}"`}`)
    this.owner = owner
    this.equation = written?.text
  }
}
