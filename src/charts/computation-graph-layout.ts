/** A node of a graph without cycles: every node comes after its inputs. */
interface Ordered {
  readonly inputs: readonly number[]
}

/** Nodes in columns from left to right, each from top to bottom. */
export interface Layout {
  /** Ids of nodes; those from the number of nodes up are places that an edge goes through. */
  readonly columns: readonly (readonly number[])[]
  /** Each edge from an input to what is made of it, by the places between. */
  readonly edges: readonly (readonly number[])[]
}

/**
 * Nodes in columns, every input left of what is made of it, as near as it can be. An edge over several columns keeps a
 * place free in each, so that it passes no node from behind; and in every column the order is by the mean place of the neighbours, which
 * leaves few crossings (Sugiyama, Tagawa & Toda 1981).
 */
export function layoutOf(nodes: readonly Ordered[]): Layout {
  const behind = columnsFromRight(nodes)
  const last = Math.max(...behind)
  const columns: number[][] = Array.from({ length: last + 1 }, () => [])
  nodes.forEach((_, id) => {
    columns[last - behind[id]].push(id)
  })
  const edges: number[][] = []
  let next = nodes.length
  nodes.forEach(({ inputs }, id) => {
    for (const input of new Set(inputs)) {
      const edge = [input]
      for (let column = last - behind[input] + 1; column < last - behind[id]; column++) {
        columns[column].push(next)
        edge.push(next++)
      }
      edges.push([...edge, id])
    }
  })
  arrange(columns, edges, next)
  return { columns, edges }
}

/** How many columns each node is from the right: the loss is 0, and an input stands right before its first user. */
function columnsFromRight(nodes: readonly Ordered[]): number[] {
  const behind = nodes.map(() => 0)
  for (let id = nodes.length - 1; id >= 0; id--) {
    for (const input of nodes[id].inputs) behind[input] = Math.max(behind[input], behind[id] + 1)
  }
  return behind
}

/** Orders each column by the mean place of the neighbours, from right to left and back, a few times. */
function arrange(columns: readonly number[][], edges: readonly (readonly number[])[], count: number): void {
  const before: number[][] = Array.from({ length: count }, () => [])
  const after: number[][] = Array.from({ length: count }, () => [])
  for (const edge of edges) {
    for (let k = 1; k < edge.length; k++) {
      before[edge[k]].push(edge[k - 1])
      after[edge[k - 1]].push(edge[k])
    }
  }
  const place = new Array<number>(count).fill(0)
  const counted = (column: readonly number[]) => {
    column.forEach((id, k) => {
      place[id] = k - (column.length - 1) / 2
    })
  }
  columns.forEach(counted)
  const order = (column: number[], neighbours: readonly (readonly number[])[]) => {
    const mean = new Map(column.map(id => [id, meanPlace(neighbours[id], place, place[id])]))
    column.sort((a, b) => mean.get(a)! - mean.get(b)!)
    counted(column)
  }
  for (let sweep = 0; sweep < 4; sweep++) {
    for (const column of [...columns].reverse()) order(column, after)
    for (const column of columns) order(column, before)
  }
}

function meanPlace(ids: readonly number[], place: readonly number[], otherwise: number): number {
  if (ids.length === 0) return otherwise
  return ids.reduce((total, id) => total + place[id], 0) / ids.length
}
