import { type Displayable, jupyterDisplay, nodeDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { type Table, tableBundle, tableText } from '../display/table.ts'
import { derivatives } from './derivatives.ts'
import { type GraphNode, graphOf } from './graph-of.ts'
import { written } from './shape.ts'
import type { Tensor } from './tensor.ts'
import { allocated, type Numbers } from './workspace.ts'

/** One use of the chain rule: what the operation that made y of x adds to dL/dx, given dL/dy. */
export interface ChainRuleStep {
  /** y: what an operation made. */
  readonly from: string
  /** x: what it made it of. */
  readonly to: string
  /** The rule in words, with G for dL/dy: 'G (1 - y^2)'. */
  readonly rule: string
  /** dL/dy; of more than one number the root of the mean of their squares. */
  readonly gradient: number
  /** dy/dx, where all are plain numbers: then part = gradient * local. */
  readonly local: number | undefined
  /** What is added to dL/dx; of more than one number the root of the mean of their squares. */
  readonly part: number
}

/** Backpropagation, one use of the chain rule after the other. Shows itself as a table. */
export interface ChainRule extends Displayable {
  readonly steps: readonly ChainRuleStep[]
}

/**
 * The backward pass told step by step, layer by layer: from the loss back, each operation passes its gradient on to its inputs, times
 * its own derivative. Of plain numbers it shows the product, dL/dy times dy/dx; of tensors the rule by which they are multiplied.
 *
 * @param loss one number, after `backward()` or before: no gradient is changed
 * @example
 * const w = tensor(3, [], { requiresGradient: true, name: 'w' })
 * chainRule(w.mul(2).sub(1).pow(2))
 * @throws RangeError or TypeError for what `backward` can't begin at.
 */
export function chainRule(loss: Tensor): ChainRule {
  const { nodes } = graphOf(loss)
  const plain = nodes.every(({ value }) => value.length === 1)
  const kept = nodes.map(({ tensor }) => tensor.gradient)
  try {
    for (const { tensor } of nodes) tensor.keepGradient(zeros(tensor))
    loss.backward()
    const gradients = nodes.map(({ tensor }) => tensor.gradient)
    const steps = [...nodes].reverse().flatMap(node => stepsOf(node, nodes, gradients, plain))
    return shown(steps, nodes, plain)
  } finally {
    nodes.forEach(({ tensor }, k) => {
      tensor.keepGradient(kept[k])
    })
  }
}

const zeros = ({ requiresGradient, dtype, size }: Tensor): Numbers | undefined =>
  requiresGradient ? allocated(dtype, size) : undefined

/** What one operation passes on, found by letting it do so alone. */
function stepsOf(
  { tensor, inputs, id, name }: GraphNode,
  nodes: readonly GraphNode[],
  gradients: readonly (Numbers | undefined)[],
  plain: boolean,
): ChainRuleStep[] {
  const { passOn, operation } = tensor.origin
  if (passOn === undefined) return []
  // A tensor used twice by one operation gets both parts at once.
  const wanted = [...new Set(inputs)].filter(input => nodes[input].tensor.requiresGradient)
  for (const input of wanted) nodes[input].tensor.keepGradient(zeros(nodes[input].tensor))
  const gradient = gradients[id]!
  tensor.keepGradient(gradient)
  passOn()
  const parts = wanted.map(input => size(nodes[input].tensor.gradient!))
  const locals = plain ? locally(tensor, wanted, nodes, passOn) : []
  return wanted.map((input, k) => {
    const rules = inputs.flatMap((of, place) => (of === input ? [derivatives[operation]?.[place] ?? ''] : []))
    const rule = [...new Set(rules)].join(' and ')
    return { from: name, to: nodes[input].name, rule, gradient: size(gradient), local: locals[k], part: parts[k] }
  })
}

/** dy/dx for each input: what is passed on where dL/dy is 1. */
function locally(y: Tensor, wanted: readonly number[], nodes: readonly GraphNode[], passOn: () => void): number[] {
  for (const input of wanted) nodes[input].tensor.keepGradient(zeros(nodes[input].tensor))
  y.keepGradient(allocated(y.dtype, 1).fill(1))
  passOn()
  return wanted.map(input => nodes[input].tensor.gradient![0])
}

/** A number as it is; of several the root of the mean of their squares. */
function size(numbers: Numbers): number {
  if (numbers.length === 1) return numbers[0]
  return Math.sqrt(numbers.reduce((total, x) => total + x * x, 0) / numbers.length)
}

function shown(steps: readonly ChainRuleStep[], nodes: readonly GraphNode[], plain: boolean): ChainRule {
  const loss = nodes[nodes.length - 1]
  const shapes = new Map(nodes.map(({ name, shape }) => [name, shape.length === 0 ? '' : ` ${written(shape)}`]))
  const table: Table = {
    caption: plain
      ? `L = ${loss.name} = ${number(loss.value[0])}. Each line adds dL/dy times dy/dx to dL/dx; the first begins with dL/dL = 1.`
      : `L = ${loss.name} = ${number(loss.value[0])}. Each line makes, of G = dL/dy, what is added to dL/dx; the first begins with dL/dL = 1. Sizes are roots of the mean square.`,
    columns: plain
      ? [
          { title: 'y' },
          { title: 'x' },
          ...['dL/dy', 'dy/dx', 'adds to dL/dx'].map(title => ({ title, numbers: true })),
        ]
      : [
          ...['y', 'x', 'adds to dL/dx'].map(title => ({ title })),
          ...['size of dL/dy', 'of what is added'].map(title => ({ title, numbers: true })),
        ],
    rows: steps.map(({ from, to, rule, gradient, local, part }) =>
      plain
        ? [from, to, ...[gradient, local ?? Number.NaN, part].map(x => number(x))]
        : [from + shapes.get(from), to + shapes.get(to), rule, number(gradient), number(part)],
    ),
  }
  return Object.defineProperties({ steps } as ChainRule, {
    [jupyterDisplay]: { value: () => tableBundle(table) },
    [nodeDisplay]: { value: () => tableText(table) },
  })
}
