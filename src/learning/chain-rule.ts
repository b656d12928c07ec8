import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { number } from '../display/number.ts'
import { type Table, tableBundle, tableText } from '../display/table.ts'
import { type GraphNode, graphOf } from './graph-of.ts'
import { written } from './shape.ts'
import type { Tensor } from './tensor.ts'
import { allocated } from './workspace.ts'

/** One use of the chain rule: dL/d(to) += dL/d(from) * d(from)/d(to). */
export interface ChainRuleStep {
  /** What an operation made. */
  readonly from: string
  /** What it made it of. */
  readonly to: string
  /** dL/d(from). */
  readonly gradient: number
  /** d(from)/d(to). */
  readonly local: number
  /** Their product: what is added to dL/d(to). */
  readonly part: number
}

/** Backpropagation, one use of the chain rule after the other. Shows itself as a table. */
export interface ChainRule extends Displayable {
  readonly steps: readonly ChainRuleStep[]
}

/**
 * The backward pass through plain numbers, told step by step: from the loss back, each operation passes its gradient on to its
 * inputs, times its own derivative.
 *
 * @param loss computed of tensors of one number each, after `backward()` or before
 * @example
 * const w = tensor(3, [], { requiresGradient: true, name: 'w' })
 * chainRule(w.mul(2).sub(1).pow(2))
 * @throws RangeError for a computation with tensors of more than one number: `graphOf` shows those.
 */
export function chainRule(loss: Tensor): ChainRule {
  const { nodes } = graphOf(loss)
  const many = nodes.find(node => node.value.length !== 1)
  if (many !== undefined) {
    throw new RangeError(
      `chainRule: ${many.name} is ${written(many.shape)}; it is told for plain numbers only. computationGraph(loss) draws the others`,
    )
  }
  const kept = nodes.map(({ tensor }) => tensor.gradient)
  try {
    for (const { tensor } of nodes) if (tensor.requiresGradient) tensor.keepGradient(allocated(tensor.dtype, 1))
    // As backward finds them, but for parameters: those are not added to what was there before.
    loss.backward()
    const gradients = nodes.map(({ tensor }) => tensor.gradient?.[0] ?? 0)
    const steps = [...nodes].reverse().flatMap(node => stepsOf(node, nodes, gradients))
    return shown(steps, nodes[nodes.length - 1])
  } finally {
    nodes.forEach(({ tensor }, k) => {
      tensor.keepGradient(kept[k])
    })
  }
}

/** What one operation passes on, found by letting it pass on 1. */
function stepsOf(node: GraphNode, nodes: readonly GraphNode[], gradients: readonly number[]): ChainRuleStep[] {
  const { tensor, inputs, id } = node
  if (tensor.origin.passOn === undefined) return []
  // A number used twice by one operation gets both parts at once.
  const wanted = [...new Set(inputs)].filter(input => nodes[input].tensor.requiresGradient)
  for (const input of wanted) nodes[input].tensor.keepGradient(allocated(tensor.dtype, 1))
  tensor.keepGradient(allocated(tensor.dtype, 1).fill(1))
  tensor.origin.passOn()
  return wanted.map(input => {
    const local = nodes[input].tensor.gradient![0]
    return { from: node.name, to: nodes[input].name, gradient: gradients[id], local, part: gradients[id] * local }
  })
}

function shown(steps: readonly ChainRuleStep[], loss: GraphNode): ChainRule {
  const table: Table = {
    caption: `L = ${loss.name} = ${number(loss.value[0])}. Each line adds dL/dy dy/dx to dL/dx; the first begins with dL/dL = 1.`,
    columns: [
      { title: 'y' },
      { title: 'x' },
      ...['dL/dy', 'dy/dx', 'adds to dL/dx'].map(title => ({ title, numbers: true })),
    ],
    rows: steps.map(({ from, to, gradient, local, part }) => [
      from,
      to,
      ...[gradient, local, part].map(x => number(x)),
    ]),
  }
  return Object.defineProperties({ steps } as ChainRule, {
    [jupyterDisplay]: { value: () => tableBundle(table) },
    [Symbol.for('nodejs.util.inspect.custom')]: { value: () => tableText(table) },
  })
}
