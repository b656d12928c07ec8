/** Lines and marks of a scene, as wide in pixels from near as from far. */
import {
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  type Material,
  type Object3D,
  Points,
  PointsMaterial,
  Sprite,
  SpriteMaterial,
} from 'three'
import { LineMaterial } from 'three/addons/lines/LineMaterial.js'
import { LineSegments2 } from 'three/addons/lines/LineSegments2.js'
import { LineSegmentsGeometry } from 'three/addons/lines/LineSegmentsGeometry.js'
import { box, floorHeight } from '../../charts/relief-view.ts'

/** How a line looks. */
export interface LineLook {
  readonly colour: string
  readonly width: number
  readonly opacity?: number
  /** It is seen through the surface. */
  readonly through?: boolean
  /** What is drawn later lies over it. */
  readonly order: number
}

/** The ends of each piece of a line in the world, from points of the scene; NaN interrupts it. */
export function segments(points: Float32Array, floor = false): Float32Array {
  const out: number[] = []
  for (let k = 3; k < points.length; k += 3) {
    const piece = points.subarray(k - 3, k + 3)
    if (!piece.every(Number.isFinite)) continue
    for (let end = 0; end < 6; end += 3) {
      out.push(2 * piece[end] - 1, box.top * (floor ? floorHeight : piece[end + 2]), 1 - 2 * piece[end + 1])
    }
  }
  return Float32Array.from(out)
}

/** A line along pieces in the world. */
export function fatLine(
  pieces: Float32Array,
  { colour, width, opacity = 1, through = false, order }: LineLook,
): Object3D {
  const geometry = new LineSegmentsGeometry()
  geometry.setPositions(pieces)
  const material = new LineMaterial({
    linewidth: width,
    transparent: true,
    opacity,
    depthWrite: false,
    depthTest: !through,
  })
  material.color.setStyle(colour)
  const line = new LineSegments2(geometry, material)
  line.renderOrder = order
  line.frustumCulled = false
  return line
}

/** Round dots at points of the scene. */
export function dots(points: Float32Array, colour: string, order: number): Object3D {
  const places: number[] = []
  for (let k = 0; k < points.length; k += 3) {
    if (Number.isFinite(points[k + 2])) places.push(2 * points[k] - 1, box.top * points[k + 2], 1 - 2 * points[k + 1])
  }
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(places), 3))
  const material = new PointsMaterial({
    size: 5 * Math.min(2, window.devicePixelRatio || 1),
    sizeAttenuation: false,
    alphaMap: round(),
    transparent: true,
    depthWrite: false,
  })
  material.color.setStyle(colour)
  const made = new Points(geometry, material)
  made.renderOrder = order
  made.frustumCulled = false
  return made
}

/** How a symbol is filled and outlined. */
export interface SymbolLook {
  readonly fill?: string
  readonly stroke?: string
}

const size = 64

/** A symbol at a point of the scene, always facing the eye, and of so many pixels in a picture so many high. */
export function symbol(at: Float32Array, name: string, look: SymbolLook, pixels: number, order: number): Sprite {
  const material = new SpriteMaterial({
    map: texture(name, look),
    depthTest: false,
    depthWrite: false,
    sizeAttenuation: false,
  })
  const made = new Sprite(material)
  made.position.set(2 * at[0] - 1, box.top * (Number.isFinite(at[2]) ? at[2] : 1), 1 - 2 * at[1])
  made.userData.pixels = pixels
  made.renderOrder = order
  made.frustumCulled = false
  return made
}

/** Frees what objects hold of the graphics memory. */
export function freed(objects: readonly Object3D[]): void {
  for (const object of objects) {
    object.traverse(each => {
      const { geometry, material } = each as Partial<{
        geometry: BufferGeometry
        material: Material & { map?: CanvasTexture; alphaMap?: CanvasTexture }
      }>
      if (!(each instanceof Sprite)) geometry?.dispose()
      material?.map?.dispose()
      material?.alphaMap?.dispose()
      material?.dispose()
    })
    object.removeFromParent()
  }
}

function texture(name: string, { fill, stroke }: SymbolLook): CanvasTexture {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = canvas.getContext('2d')!
  pen.translate(size / 2, size / 2)
  pen.lineWidth = size / 9
  pen.lineJoin = 'round'
  const r = size * 0.38
  pen.beginPath()
  outline(pen, name, r)
  if (fill) {
    pen.fillStyle = fill
    pen.fill()
  }
  if (stroke) {
    pen.strokeStyle = stroke
    pen.stroke()
  }
  return new CanvasTexture(canvas)
}

/** White where a dot is, black around it: made smaller, it has no rim of another colour. */
function round(): CanvasTexture {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const pen = canvas.getContext('2d')!
  pen.fillStyle = '#000000'
  pen.fillRect(0, 0, size, size)
  pen.fillStyle = '#ffffff'
  pen.arc(size / 2, size / 2, size * 0.44, 0, 2 * Math.PI)
  pen.fill()
  return new CanvasTexture(canvas)
}

/** Corners of a regular shape, the first at the top; of a star every other lies further in. */
const shapes: Readonly<Record<string, readonly [corners: number, turn: number, inner: number]>> = {
  square: [4, Math.PI / 4, 1],
  triangle: [3, 0, 1],
  diamond: [4, 0, 1],
  star: [10, 0, 0.42],
  wye: [6, Math.PI, 0.4],
  hexagon: [6, 0, 1],
}

function outline(pen: CanvasRenderingContext2D, name: string, r: number): void {
  if (name === 'times' || name === 'plus') {
    const arms =
      name === 'plus'
        ? [
            [1, 0],
            [0, 1],
          ]
        : [
            [0.75, 0.75],
            [0.75, -0.75],
          ]
    for (const [x, y] of arms) {
      pen.moveTo(-x * r, -y * r)
      pen.lineTo(x * r, y * r)
    }
    return
  }
  const shape = shapes[name]
  if (shape === undefined) {
    pen.arc(0, 0, r, 0, 2 * Math.PI)
    return
  }
  const [corners, turn, inner] = shape
  for (let k = 0; k < corners; k++) {
    const angle = turn + (2 * Math.PI * k) / corners - Math.PI / 2
    const far = k % 2 === 0 ? r : inner * r
    pen.lineTo(far * Math.cos(angle), far * Math.sin(angle))
  }
  pen.closePath()
}
