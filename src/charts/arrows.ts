import { described, known } from '../display/described.ts'
import { point } from '../display/number.ts'
import { arrowMark } from './arrow-mark.ts'
import { clip } from './clip.ts'
import type { Frame } from './frame.ts'
import type { Entry } from './legend.ts'
import { looks } from './looks.ts'
import type { Look } from './palette.ts'
import { sentence } from './words.ts'

/** An arrow on a map, as a gradient, a velocity or a step. */
export interface Arrow {
  /** The point it begins at. */
  readonly from: ArrayLike<number>
  /** How far it goes along each coordinate, in the coordinates' own units. */
  readonly vector: ArrayLike<number>
  /** What the legend calls it; arrows of one name look alike. */
  readonly name: string
}

/** An arrow with its look. */
export interface LookedArrow extends Arrow {
  readonly colour: string
  readonly dash: string
}

/**
 * Reads the arrows a map was given.
 *
 * @param taken the looks of the runs: arrows have others
 * @throws TypeError for what is no arrow.
 */
export function lookedArrows(chart: string, arrows: unknown, taken: readonly Look[]): LookedArrow[] {
  const checked = checkArrows(chart, arrows)
  const names = [...new Set(checked.map(({ name }) => name))]
  const looked = looks(names, taken)
  return checked.map(arrow => {
    const { colour, dash } = looked[names.indexOf(arrow.name)]
    return { ...arrow, colour, dash }
  })
}

/** The arrows drawn. What leaves the frame is cut off there. */
export function arrowMarks(arrows: readonly LookedArrow[], f: Frame): unknown[] {
  return arrows.flatMap(({ from, vector, colour, dash }) => {
    const [x, y] = [from[0] + vector[0], from[1] + vector[1]]
    const [piece] = clip([f.x(from[0]), f.y(from[1]), f.x(x), f.y(y)], f).pieces
    if (piece === undefined || piece.length < 4) return []
    return arrowMark([piece[0], piece[1]], [piece[2], piece[3]], colour, dash, 2.25)
  })
}

/** Their legend: one entry a name. */
export function arrowKeys(arrows: readonly LookedArrow[]): Entry[] {
  const first = arrows.filter((arrow, i) => arrows.findIndex(({ name }) => name === arrow.name) === i)
  return first.map(({ name, colour, dash }) => ({ text: name, symbol: 'circle', arrow: true, colour, dash }))
}

/** An arrow in a sentence. */
export const toldArrow = ({ from, vector, name }: Arrow): string =>
  sentence(`${name} is an arrow from ${point(from)} by ${point(vector)}`)

function checkArrows(chart: string, arrows: unknown): readonly Arrow[] {
  if (!Array.isArray(arrows)) {
    throw new TypeError(
      `${chart}: arrows is ${described(arrows)}; it must be an array, as [{ from: [0, 0], vector: [1, 1], name: 'step' }]`,
    )
  }
  arrows.forEach((arrow: Partial<Arrow> | null, i) => {
    if (typeof arrow !== 'object' || arrow === null || typeof arrow.name !== 'string') {
      throw new TypeError(`${chart}: arrow ${i} is ${described(arrow)}; it must be { from, vector, name }`)
    }
    known(`${chart}: arrow ${i}`, arrow, ['from', 'vector', 'name'])
    for (const end of ['from', 'vector'] as const) {
      if (arrow[end]?.length !== 2 || typeof arrow[end][0] !== 'number' || typeof arrow[end][1] !== 'number') {
        throw new TypeError(
          `${chart}: ${end} of the arrow '${arrow.name}' is ${described(arrow[end])}; it must be two numbers`,
        )
      }
    }
  })
  return arrows as readonly Arrow[]
}
