import { number } from '../display/number.ts'
import type { GraphNode } from '../learning/graph-of.ts'
import { written } from '../learning/shape.ts'
import type { Numbers } from '../learning/workspace.ts'
import type { Layout } from './computation-graph-layout.ts'
import { textWidth } from './legend.ts'

/** Pixels from one line of words to the next. */
export const lineHeight = 15
const gap = { across: 34, down: 14 }

/** One node, placed: its box in pixels and the words in it. */
export interface Box {
  /** Undefined for a place that an edge goes through. */
  readonly node: GraphNode | undefined
  readonly lines: readonly string[]
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A box for every node, columns side by side, each in the middle of the height; and places of no size for edges to go through. */
export function boxesOf(nodes: readonly GraphNode[], { columns }: Layout): Box[] {
  const words = nodes.map(node => {
    const { name, shape, value, gradient } = node
    const title = value.length === 1 ? name : `${name} ${written(shape)}`
    return [title, summary('', value), ...(gradient ? [summary('d ', gradient)] : [])]
  })
  // The first line is bold, and wider for it.
  const widthOf = (id: number) =>
    id < nodes.length ? Math.max(56, textWidth(words[id][0]) * 1.12 + 14, ...words[id].map(w => textWidth(w) + 12)) : 0
  const heightOf = (id: number) => (id < nodes.length ? 6 + lineHeight * words[id].length : 0)
  const tallness = (column: readonly number[]) =>
    column.reduce((height, id) => height + heightOf(id) + gap.down, -gap.down)
  const tall = Math.max(...columns.map(tallness))
  const boxes: Box[] = []
  let left = 6
  for (const column of columns) {
    const width = Math.max(...column.map(widthOf))
    let top = 6 + (tall - tallness(column)) / 2
    for (const id of column) {
      const bottom = top + heightOf(id)
      boxes[id] = { node: nodes[id], lines: words[id] ?? [], left, right: left + width, top, bottom }
      top = bottom + gap.down
    }
    left += width + gap.across
  }
  return boxes
}

/** Where an edge goes: out of the right side of its first box, straight through the places kept free, to the left side of its last. */
export function pathOf(edge: readonly number[], boxes: readonly Box[]): [number, number][] {
  const middle = ({ top, bottom }: Box) => (top + bottom) / 2
  const [first, last] = [boxes[edge[0]], boxes[edge[edge.length - 1]]]
  const between = edge.slice(1, -1).flatMap((id): [number, number][] => {
    const box = boxes[id]
    return [
      [box.left, middle(box)],
      [box.right, middle(box)],
    ]
  })
  return [[first.right, middle(first)], ...between, [last.left - 3, middle(last)]]
}

/** A number as it is; of several the root of their mean square. */
export function summary(prefix: string, numbers: Numbers): string {
  if (numbers.length === 1) return `${prefix}${number(numbers[0])}`
  let squares = 0
  for (let i = 0; i < numbers.length; i++) squares += numbers[i] ** 2
  return `${prefix}rms ${number(Math.sqrt(squares / numbers.length))}`
}
