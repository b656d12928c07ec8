import { type Expression, namesIn } from './expression.ts'
import type { Program } from './program.ts'
import { typeset, typesetName } from './typeset.ts'

/**
 * A rule's equations in LaTeX, with the index of time that the order of the lines gives: a slot or theta is x_{t-1} above its
 * equation and x_t below it. What is assigned twice in a step has no index and an arrow. A scheduled hyperparameter is the
 * schedule's value after t - 1 updates.
 */
export function typesetRule(program: Program): string {
  const scheduled = new Set(program.scheduled)
  const hyperparameters = new Set([...program.constants, ...program.scheduled])
  const slots = new Map(program.slots.map(slot => [slot.name, slot]))
  const assignments = new Map<string, number>()
  for (const { equation } of program.lines) assignments.set(equation.name, (assignments.get(equation.name) ?? 0) + 1)
  const twice = (name: string): boolean => (assignments.get(name) ?? 0) > 1
  const below = new Set<string>()

  const time = (name: string): string | undefined => {
    if (twice(name) || name === 't' || name === 'n') return undefined
    if (scheduled.has(name)) return 't-1'
    if (hyperparameters.has(name)) return undefined
    if (slots.has(name) && !assignments.has(name)) return undefined
    if (name === 'theta' || slots.has(name)) return below.has(name) ? 't' : 't-1'
    if (name === 'g') return 't'
    return program.lines.find(line => line.equation.name === name)?.value.kind === 'constant' ? undefined : 't'
  }
  const show = (name: string) => ({ tex: typesetName(name, time(name)) })

  // b^t, where b is scheduled, runs as the product of the steps' values, and is shown as one.
  const runningProduct = (part: Expression): string | undefined => {
    if (part.kind !== 'apply' || part.operator.name !== 'power') return undefined
    const [base, exponent] = part.of
    if (exponent.kind !== 'name' || exponent.name !== 't' || ![...namesIn(base)].some(name => scheduled.has(name)))
      return undefined
    const factor = typeset(base, name => ({ tex: typesetName(name, scheduled.has(name) ? 's-1' : undefined) }))
    return `\\prod_{s=1}^{t} ${factor}`
  }
  const lines = program.lines.map(({ equation }) => {
    const right = typeset(equation.right, show, runningProduct)
    below.add(equation.name)
    const left = typesetName(equation.name, time(equation.name))
    return `${left} &${twice(equation.name) || equation.name === 'g' ? '\\leftarrow' : '='} ${right}`
  })
  return `\\begin{aligned} ${lines.join(' \\\\ ')} \\end{aligned}`
}
