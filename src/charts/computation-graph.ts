import { line, rect, text } from '@observablehq/plot'
import { known } from '../display/described.ts'
import { type GraphNode, graphOf } from '../learning/graph-of.ts'
import type { Tensor } from '../learning/tensor.ts'
import { type Chart, type ChartOptions, draw } from './chart.ts'
import { checkSize } from './checks.ts'
import { type Box, boxesOf, lineHeight, pathOf, summary } from './computation-graph-boxes.ts'
import { layoutOf } from './computation-graph-layout.ts'
import { fixed } from './legend.ts'
import { background, colours } from './palette.ts'

/** The most nodes that can still be read. */
const most = 60

/**
 * How a loss was computed, drawn from left to right: each box a tensor with its value and, after `backward()`, its gradient. Of more
 * than one number it tells the shape and the root of the mean square. Parameters have a frame in colour, inputs a broken one.
 *
 * @example computationGraph(crossEntropy(model(x), y))
 * @throws RangeError where there are too many nodes to be read.
 */
export function computationGraph(loss: Tensor, options: ChartOptions = {}): Chart {
  known('computationGraph', options, ['title', 'caption', 'width', 'height'])
  const { nodes } = graphOf(loss)
  if (nodes.length > most) {
    throw new RangeError(
      `computationGraph: the loss was computed in ${nodes.length} nodes, and ${most} can be read; take a smaller model`,
    )
  }
  const differentiated = nodes[nodes.length - 1].gradient !== undefined
  const layout = layoutOf(nodes)
  const boxes = boxesOf(nodes, layout)
  const size = {
    width: Math.max(...boxes.map(box => box.right)) + 6,
    height: Math.max(...boxes.map(box => box.bottom)) + 6,
  }
  const { width, height } = { ...size, ...defined(checkSize('computationGraph', options)) }
  const edges = layout.edges.flatMap((edge, z) => pathOf(edge, boxes).map(([x, y]) => ({ x, y, z })))
  const shown = boxes.filter(box => box.node !== undefined)
  return draw(
    {
      title: 'How the loss is computed',
      caption: differentiated
        ? 'Values are computed from left to right, gradients of the loss (d) from right to left. rms: root of the mean square.'
        : 'Values are computed from left to right. After backward() the gradients are shown too. rms: root of the mean square.',
      alternative: `Computation graph of ${nodes.length} nodes. ${nodes.map(node => told(node, nodes)).join(' ')}`,
    },
    options,
    {
      width,
      height,
      // A larger picture is the same drawing, enlarged.
      x: { type: 'linear', domain: [0, size.width], range: [0, width], axis: null },
      y: { type: 'linear', domain: [0, size.height], range: [0, height], axis: null },
      margin: 0,
      marks: [
        line(edges, {
          x: 'x',
          y: 'y',
          z: 'z',
          curve: 'bump-x',
          stroke: 'currentColor',
          strokeOpacity: 0.5,
          markerEnd: 'arrow',
        } as never),
        ...shown.map(box =>
          rect([box], {
            x1: 'left',
            x2: 'right',
            y1: 'top',
            y2: 'bottom',
            rx: 4,
            fill: background,
            ...frameOf(box.node!, nodes.length),
          } as never),
        ),
        ...[0, 1, 2].map(k =>
          text(
            shown.filter(box => box.lines.length > k),
            {
              x: (box: Box) => (box.left + box.right) / 2,
              y: (box: Box) => box.top + 11 + lineHeight * k,
              text: (box: Box) => box.lines[k],
              fontWeight: k === 0 ? 600 : 400,
              fill: fixed(() => 'currentColor'),
              fillOpacity: k === 0 ? 1 : 0.8,
            } as never,
          ),
        ),
      ],
    },
  )
}

/** Parameters in colour, what is given with a broken line, the loss thick. */
function frameOf({ id, operation }: GraphNode, count: number): object {
  if (id === count - 1) return { stroke: colours[1], strokeWidth: 2 }
  if (operation === 'parameter') return { stroke: colours[0], strokeWidth: 1.75 }
  if (operation === 'input' || operation === 'constant')
    return { stroke: 'currentColor', strokeDasharray: '4 3', strokeOpacity: 0.7 }
  return { stroke: 'currentColor', strokeOpacity: 0.7 }
}

function told({ name, value, gradient, inputs }: GraphNode, nodes: readonly GraphNode[]): string {
  const of = inputs.length === 0 ? '' : ` of ${inputs.map(input => nodes[input].name).join(' and ')}`
  return `${name}${of}: ${summary('', value)}${gradient ? `, gradient ${summary('', gradient)}` : ''}.`
}

const defined = (size: { width?: number; height?: number }) =>
  Object.fromEntries(Object.entries(size).filter(([, value]) => value !== undefined))
