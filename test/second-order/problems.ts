import { readFileSync } from 'node:fs'
import { type LeastSquares, leastSquares } from '../../src/surfaces/least-squares.ts'
import { type Surface, surface } from '../../src/surfaces/surface.ts'

interface Given {
  readonly name: string
  readonly residuals: readonly string[]
  readonly start: readonly number[]
  /** The Hessian at the minimum is singular, so that a small gradient says little about the point. */
  readonly flat?: boolean
}

/** SciPy's end of one method on one problem. */
export interface Peer {
  readonly x: readonly number[]
  readonly value: number
  /** Iterations to each of the levels; null where it did not come there. */
  readonly iterations: readonly (number | null)[]
  /** After each of the first iterations, of methods that go the same way here, step by step. */
  readonly losses?: readonly number[]
}

const read = (file: string) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))

/** What SciPy made of the problems. */
export const scipy: {
  readonly levels: readonly number[]
  readonly results: Readonly<
    Record<string, { readonly minimum: readonly number[]; readonly methods: Readonly<Record<string, Peer>> }>
  >
} = read('scipy.json')

/** The problems as sums of squares, and as their halves that tell their residuals. */
export const problems: readonly (Given & { readonly sum: Surface; readonly halves: LeastSquares })[] = read(
  'problems.json',
).map((given: Given) => {
  const { name, residuals, start } = given
  const domain = start.map(() => [-3, 3] as const)
  const equation = residuals.map(r => `(${r})^2`).join(' + ')
  return {
    ...given,
    sum: surface({ name, equation, start, domain }) as Surface,
    halves: leastSquares({ name, residuals, start }),
  }
})

export const problem = (name: string) => problems.find(it => it.name === name)!
