import { asMatrix, type Segment, sizeOf } from '../surfaces/segment.ts'

/** Groups of neighbouring parameters: layers, or rows of matrices. */
export interface Groups {
  readonly count: number
  /** Where each begins; one more at the end. */
  readonly begin: Int32Array
  /** Of each: number of parameters, and the rank, rows and columns of its layer. */
  readonly n: Float64Array
  readonly rank: Float64Array
  readonly rows: Float64Array
  readonly columns: Float64Array
}

/** How n parameters are divided into layers, and these into rows; a vector is one row. */
export interface Partition {
  readonly n: number
  readonly layer: Groups
  readonly row: Groups
  /** The first row of each layer; one more at the end. */
  readonly rowsOf: Int32Array
}

/** The partition that segments make: worked out when a rule first asks for it, as most rules never do. */
export function partition(segments: readonly Segment[]): Partition {
  const n = segments.reduce((size, { shape }) => size + sizeOf(shape), 0)
  let made: ReturnType<typeof divided> | undefined
  const get = () => {
    made ??= divided(segments, n)
    return made
  }
  return {
    n,
    get layer() {
      return get().layer
    },
    get row() {
      return get().row
    },
    get rowsOf() {
      return get().rowsOf
    },
  }
}

function divided(segments: readonly Segment[], n: number): Omit<Partition, 'n'> {
  const layers = segments.map(({ offset, shape }) => ({ begin: offset, rank: shape.length, ...asMatrix(shape) }))
  const rows = layers.flatMap(layer =>
    Array.from({ length: layer.rows }, (_, k) => ({ ...layer, begin: layer.begin + k * layer.columns })),
  )
  let first = 0
  const rowsOf = Int32Array.from([0, ...layers.map(layer => (first += layer.rows))])
  return { layer: groups(layers, n), row: groups(rows, n), rowsOf }
}

function groups(list: readonly { begin: number; rank: number; rows: number; columns: number }[], n: number): Groups {
  const begin = Int32Array.from([...list.map(group => group.begin), n])
  return {
    count: list.length,
    begin,
    n: Float64Array.from(list, (_, k) => begin[k + 1] - begin[k]),
    rank: Float64Array.from(list, group => group.rank),
    rows: Float64Array.from(list, group => group.rows),
    columns: Float64Array.from(list, group => group.columns),
  }
}

/** What a group can be asked: the names that an equation reads, as 'n of the layer'. */
export function groupRead(name: string): { of: 'layer' | 'row'; what: 'n' | 'rank' | 'rows' | 'columns' } | undefined {
  const found = /^(n|rank|rows|columns) of the (layer|row)$/.exec(name)
  return found ? { what: found[1] as 'n', of: found[2] as 'layer' } : undefined
}
