/** The surface as triangles, coloured by height and light as in the still picture. */
import { BackSide, BufferAttribute, BufferGeometry, FrontSide, Group, Mesh, MeshBasicMaterial } from 'three'
import { groundColour } from '../../charts/relief-colours.ts'
import { box } from '../../charts/relief-view.ts'
import type { Scene } from '../../charts/scene.ts'

/** How much darker it is from below. */
const underside = 0.62

export class GroundMesh {
  readonly group = new Group()
  #geometry = new BufferGeometry()
  readonly #front = new MeshBasicMaterial({ vertexColors: true, side: FrontSide, ...behindLines })
  readonly #back = new MeshBasicMaterial({ vertexColors: true, side: BackSide, color: 0xffffff, ...behindLines })

  constructor() {
    this.#back.color.setScalar(underside)
  }

  show({ columns, rows, heights }: Pick<Scene, 'columns' | 'rows' | 'heights'>): void {
    this.#geometry.dispose()
    this.group.clear()
    this.#geometry = new BufferGeometry()
    this.#geometry.setAttribute('position', new BufferAttribute(positions(columns, rows, heights), 3))
    this.#geometry.setAttribute('color', new BufferAttribute(colours(columns, rows, heights), 3))
    this.#geometry.setIndex(triangles(columns, rows, heights))
    for (const material of [this.#front, this.#back]) {
      const mesh = new Mesh(this.#geometry, material)
      mesh.frustumCulled = false
      this.group.add(mesh)
    }
  }

  dispose(): void {
    this.#geometry.dispose()
    this.#front.dispose()
    this.#back.dispose()
  }
}

/** Lines that lie on the surface are in front of it. */
const behindLines = { polygonOffset: true, polygonOffsetFactor: 2, polygonOffsetUnits: 6 } as const

/** Where the points are in the world. */
export function positions(columns: number, rows: number, heights: Float32Array): Float32Array {
  const out = new Float32Array(3 * columns * rows)
  for (let j = 0, at = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++, at++) {
      out[3 * at] = (2 * i) / (columns - 1) - 1
      out[3 * at + 1] = box.top * (Number.isNaN(heights[at]) ? 0 : heights[at])
      out[3 * at + 2] = 1 - (2 * j) / (rows - 1)
    }
  }
  return out
}

/** Two triangles for each cell whose four corners have a height, counted from above against the clock. */
export function triangles(columns: number, rows: number, heights: Float32Array): number[] {
  const out: number[] = []
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const a = j * columns + i
      const [b, c, d] = [a + 1, a + columns, a + columns + 1]
      if (Number.isNaN(heights[a] + heights[b] + heights[c] + heights[d])) continue
      out.push(a, b, d, a, d, c)
    }
  }
  return out
}

/** Each point's colour, from 0 to 1, by its height and the slope around it. */
export function colours(columns: number, rows: number, heights: Float32Array): Float32Array {
  const out = new Float32Array(3 * columns * rows)
  const rgb: [number, number, number] = [0, 0, 0]
  const height = (i: number, j: number, instead: number): number => {
    const h = heights[j * columns + i]
    return Number.isNaN(h) ? instead : h
  }
  for (let j = 0, at = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++, at++) {
      const h = heights[at]
      if (Number.isNaN(h)) continue
      const [left, right] = [Math.max(0, i - 1), Math.min(columns - 1, i + 1)]
      const [low, high] = [Math.max(0, j - 1), Math.min(rows - 1, j + 1)]
      const across = (2 * (right - left)) / (columns - 1)
      const along = (2 * (high - low)) / (rows - 1)
      const slopeX = (box.top * (height(right, j, h) - height(left, j, h))) / across
      const slopeY = (box.top * (height(i, high, h) - height(i, low, h))) / along
      groundColour(h, -slopeX, 1, slopeY, rgb)
      for (let k = 0; k < 3; k++) out[3 * at + k] = rgb[k] / 255
    }
  }
  return out
}
