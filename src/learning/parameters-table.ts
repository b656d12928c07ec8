import { number } from '../display/number.ts'
import type { Table } from '../display/table.ts'
import { type Segment, sizeOf } from '../surfaces/segment.ts'
import { written } from './shape.ts'

/** What a model learns: one segment a row. */
export function parametersTable(caption: string, segments: readonly Segment[]): Table {
  return {
    caption,
    columns: [{ title: 'parameters' }, { title: 'shape' }, { title: 'count', numbers: true }],
    rows: segments.map(({ name, shape }) => [name, written(shape), number(sizeOf(shape))]),
  }
}
