import { dot, text } from '@observablehq/plot'
import { arrowMark } from './arrow-mark.ts'
import { background } from './palette.ts'

/** One line of a legend: a mark and what it stands for. */
export interface Entry {
  readonly text: string
  readonly symbol: string
  readonly colour: string
  readonly dash?: string
  /** The symbol is drawn as an outline. */
  readonly hollow?: boolean
  /** It is drawn as small as it is in the chart. */
  readonly small?: boolean
  /** An arrow stands in the symbol's place. */
  readonly arrow?: boolean
  /** As many letters as it takes the room of, where its words change and what is beside them is to stay. */
  readonly room?: number
}

/** A legend laid out: the marks that draw it, and the pixels it takes from the top. */
export interface Legend {
  readonly marks: readonly unknown[]
  readonly height: number
}

const row = 18

/**
 * The pixels a text takes at the charts' size of letters: an estimate on the generous side, as there is no font to ask here, and the reader's
 * may be a wide one.
 */
export function textWidth(words: string): number {
  let width = 0
  for (const letter of words) width += /[mwMW@%]/.test(letter) ? 10 : /[iljtfrI1.,:;'()| ]/.test(letter) ? 4.3 : 6.8
  return width
}

/** Entries side by side, in as many rows as the width asks for, from `top` down. */
export function legend(entries: readonly Entry[], left: number, right: number, top = 0): Legend {
  if (entries.length === 0) return { marks: [], height: 0 }
  let x = left
  let y = top + row / 2
  const placed = entries.map(entry => {
    const width = 22 + Math.max(textWidth(entry.text), 5.8 * (entry.room ?? 0))
    if (x > left && x + width > right) {
      x = left
      y += row
    }
    // The symbol's middle.
    const at = { ...entry, x: x + 6, y }
    x += width + 6
    return at
  })
  const hollow = placed.filter(entry => entry.hollow && !entry.small)
  const small = placed.filter(entry => entry.small)
  const filled = placed.filter(entry => !entry.hollow && !entry.arrow)
  const pointing = placed.filter(entry => entry.arrow)
  return {
    marks: [
      symbolMark(filled, { fill: fixed('colour'), stroke: background, strokeWidth: 1 }),
      symbolMark(hollow, { stroke: fixed('colour'), strokeWidth: 1.5 }),
      ...(small.length > 0 ? [symbolMark(small, { stroke: fixed('colour'), strokeWidth: 1 }, 2)] : []),
      ...pointing.flatMap(({ x, y, colour, dash }) => arrowMark([x - 5, y + 4], [x + 7, y - 4], colour, dash)),
      text(placed, {
        x: fixed((entry: { x: number }) => entry.x + 10),
        y: fixed('y'),
        text: 'text',
        textAnchor: 'start',
      }),
    ],
    height: y - top + row / 2,
  }
}

/** Symbols at places in pixels. */
export function symbolMark(
  places: readonly { x: number; y: number; symbol: string }[],
  style: object,
  r = 4.5,
): unknown {
  return dot(places, { x: fixed('x'), y: fixed('y'), symbol: 'symbol', r, ...style })
}

/** A channel that is drawn as it stands: pixels or a colour, not a value to be scaled. */
export function fixed<T>(value: string | ((datum: T) => unknown)) {
  return { value, scale: null }
}
