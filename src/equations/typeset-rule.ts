import { type Expression, namesIn } from './expression.ts'
import { linksOf } from './link.ts'
import type { Line, Link, Program } from './program.ts'
import { type Shown, typeset, typesetName } from './typeset.ts'

/** What is the same for all links. */
const shared = new Set(['theta', 'g', 't', 'n', 'f', 'rank', 'rows', 'columns'])

/**
 * A rule's equations in LaTeX, those of its wrappers before and after them in the order in which they run. The index of time
 * follows from the order of the lines: a slot or theta is x_{t-1} above its equation and x_t below it. What is assigned twice
 * in a step has no index and an arrow. A scheduled hyperparameter is the schedule's value after t - 1 updates. Where two links
 * have the same symbol, the wrapper's carries the wrapper's name. What runs under a condition counts its own steps, and says so.
 */
export function typesetRule(program: Program): string {
  const assignments = new Map<string, number>()
  const owned = (link: Link, name: string): string => (name === 'theta' || name === 'g' ? name : `${link.key}${name}`)
  for (const { link, equation } of program.lines) {
    const name = owned(link, equation.name)
    assignments.set(name, (assignments.get(name) ?? 0) + 1)
  }
  // The step of a rule that is a function is one more equation of theta.
  for (const part of program.parts)
    if (part.is === 'step') assignments.set('theta', (assignments.get('theta') ?? 0) + 1)
  const moved = program.parts.some(part => part.is === 'line' && part.line.equation === part.line.link.at)
  // The gradient that the step is given counts as an equation of g where a link changes it.
  if (moved || assignments.has('g')) assignments.set('g', (assignments.get('g') ?? 0) + 1)
  const twice = (link: Link, name: string): boolean => (assignments.get(owned(link, name)) ?? 0) > 1
  const below = new Set<string>()

  const time = (link: Link, name: string): string | undefined => {
    const { definition, scheduled, initial } = link
    if (twice(link, name) || (shared.has(name) && name !== 'theta' && name !== 'g')) return undefined
    if (scheduled.has(name)) return 't-1'
    if (definition.hyperparameters.includes(name)) return undefined
    const own = owned(link, name)
    if (initial.has(name) && !assignments.has(own)) return undefined
    if (name === 'theta' || initial.has(name)) return below.has(own) ? 't' : 't-1'
    if (name === 'g') return 't'
    const line = program.lines.find(l => l.link === link && l.equation.name === name)
    return line?.value.kind === 'constant' ? undefined : 't'
  }
  const ambiguous = (link: Link, name: string): boolean =>
    link.key !== '' && !shared.has(name) && program.links.some(other => other !== link && symbols(other).has(name))
  const named = (link: Link, name: string): string => {
    if (name === 'rate') return rateName(link)
    if (name === 'point') return moved ? pointName() : typesetName('theta', twice(link, 'theta') ? undefined : 't-1')
    const plain = typesetName(name, time(link, name))
    return ambiguous(link, name) ? `${plain}^{\\text{${wordsOf(link)}}}` : plain
  }
  const pointName = (): string => {
    const { link, equation } = program.lines.find(line => line.equation === line.link.at)!
    return named(link, equation.name)
  }
  const rateName = (link: Link): string => {
    let rule = link
    while (rule.inner.length === 1) rule = rule.inner[0]
    return named(rule, rule.definition.rate!)
  }

  /** An expression as it stands in a link. */
  const shown = (link: Link, e: Expression): string => {
    const show = (name: string): Shown => ({ tex: named(link, name) })
    // b^t, where b is scheduled, runs as the product of the steps' values, and is shown as one.
    const runningProduct = (part: Expression): string | undefined => {
      if (part.kind !== 'apply' || part.operator.name !== 'power') return undefined
      const [base, exponent] = part.of
      const isScheduled = [...namesIn(base)].some(name => link.scheduled.has(name))
      if (exponent.kind !== 'name' || exponent.name !== 't' || !isScheduled) return undefined
      const at = (name: string): Shown => ({ tex: typesetName(name, link.scheduled.has(name) ? 's-1' : undefined) })
      return `\\prod_{s=1}^{t} ${typeset(base, at)}`
    }
    return typeset(e, show, runningProduct)
  }
  const equation = ({ link, equation }: Line): string[] => {
    const { name } = equation
    const right = shown(link, equation.right)
    below.add(owned(link, name))
    const arrow = twice(link, name)
    const rows = [`${named(link, name)} &${arrow ? '\\leftarrow' : '='} ${right}`]
    if (equation === link.at)
      rows.push(
        `${named(link, 'g')} &${twice(link, 'g') ? '\\leftarrow' : '='} \\nabla f\\left(${named(link, name)}\\right)`,
      )
    return rows
  }

  // What runs under a condition stands behind a brace of its own.
  const blocks: string[][] = [[]]
  const counted: Link[] = []
  const put = (...lines: string[]): void => {
    blocks[blocks.length - 1].push(...lines)
  }
  for (const part of program.parts) {
    if (part.is === 'line') put(...equation(part.line))
    else if (part.is === 'step') {
      const of = ['theta', 'g'].map(name => named(part.link, name)).join(', ')
      below.add('theta')
      const arrow = twice(part.link, 'theta') ? '\\leftarrow' : '='
      put(`${named(part.link, 'theta')} &${arrow} \\text{${part.link.definition.owner}}\\left(${of}\\right)`)
    } else if (part.is === 'begin') {
      put(part.otherwise ? '\\text{otherwise:}' : `\\text{if } ${shown(part.link, part.condition)}\\text{:}`)
      blocks.push([])
      counted.push(part.link.inner[part.otherwise ? 1 : 0])
    } else if (part.is === 'end') {
      const inside = aligned(blocks.pop()!)
      const block = blocks[blocks.length - 1]
      const clock = linksOf(counted.pop()!).some(usesTime) ? ' \\quad t \\text{ counts these steps}' : ''
      block.push(`${block.pop()!} & \\left\\{ ${inside} \\right.${clock}`)
    } else put(`\\text{if } ${shown(part.link, part.condition)}\\text{:} & \\quad \\text{the rule begins anew}`)
  }
  const { result } = program
  if (result !== undefined) put(`\\text{returned:} & \\quad ${shown(result.link, result.link.result!)}`)
  return aligned(blocks[0])
}

/** What tells a link's symbols from another's: 'lookahead', and of a second one 'lookahead 2'; # would be a command. */
const wordsOf = ({ key }: Link): string => key.slice(0, -1).replace('#', ' ')

const aligned = (rows: readonly string[]): string => `\\begin{aligned} ${rows.join(' \\\\ ')} \\end{aligned}`

const linesOf = ({ before, update, after, at }: Link) => [...before, ...update, ...after, ...(at ? [at] : [])]

/** The names that a link has for itself. */
const symbols = (link: Link): Set<string> =>
  new Set([...link.definition.hyperparameters, ...link.initial.keys(), ...linesOf(link).map(line => line.name)])

/** Whether a link's own count of steps is seen in its equations. */
const usesTime = (link: Link): boolean =>
  link.scheduled.size > 0 || linesOf(link).some(line => namesIn(line.right).has('t'))
