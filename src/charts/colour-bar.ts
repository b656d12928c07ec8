import { image, scale, text } from '@observablehq/plot'
import { fixed, textWidth } from './legend.ts'
import { type Palette, png } from './png.ts'
import { ticks } from './ticks.ts'

/** From a number to a colour of a ramp, and the bar that tells which is which. */
export interface ColourBar {
  readonly palette: Palette
  /** The place of a number's colour in the palette; what is beyond an end has the colour of that end. */
  colourOf(value: number): number
  readonly marks: readonly unknown[]
  readonly height: number
  /** Where it ends, in pixels from the left. */
  readonly right: number
}

const count = 64
const size = { width: 180, height: 10, top: 2, whole: 36 }

/**
 * Viridis: lighter is more, for every kind of colour vision and in grey (van der Walt & Smith 2015).
 *
 * @param name what the numbers are
 * @param left where the legend begins, in pixels
 */
export function colourBar(name: string, [low, high]: readonly [number, number], log: boolean, left: number): ColourBar {
  const ramp = scale({ color: { type: 'linear', scheme: 'viridis', domain: [0, count - 1] } } as never) as unknown as {
    apply(value: number): string
  }
  const palette: Palette = Array.from({ length: count }, (_, i) => rgb(ramp.apply(i)))
  const f = log ? Math.log : (value: number) => value
  const share = (value: number): number => {
    const part = (f(value) - f(low)) / (f(high) - f(low))
    return Number.isNaN(part) ? 0 : Math.min(1, Math.max(0, part))
  }
  const begin = left + (name ? textWidth(name) + 12 : 0)
  const marked = ticks({ domain: [low, high], log }, log ? 4 : 5)
  const bar = png(
    Uint8Array.from({ length: count }, (_, i) => i),
    count,
    palette,
  )
  const middle = size.top + size.height / 2
  return {
    palette,
    colourOf: value => Math.min(count - 1, Math.floor(share(value) * count)),
    marks: [
      text([name], { x: fixed(() => left), y: fixed(() => middle), textAnchor: 'start', fontWeight: 500 }),
      picture(bar, begin, size.top, size.width, size.height),
      text(marked.ticks, {
        x: fixed((value: number) => begin + size.width * share(value)),
        y: fixed(() => size.top + size.height + 9),
        text: marked.tickFormat,
      }),
    ],
    height: size.whole,
    right: begin + size.width,
  }
}

/** A picture of squares stretched over a rectangle in pixels. */
export const picture = (src: string, x: number, y: number, width: number, height: number): unknown =>
  image([src], {
    src: fixed(() => src),
    x: fixed(() => x + width / 2),
    y: fixed(() => y + height / 2),
    width,
    height,
    preserveAspectRatio: 'none',
    imageRendering: 'pixelated',
  } as never)

/** '#440154' or 'rgb(68, 1, 84)' as bytes. */
export function rgb(colour: string, opacity = 255): [number, number, number, number] {
  const [r, g, b] = colour.startsWith('#')
    ? [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/\d+/g) ?? []).map(Number)
  return [r, g, b, opacity]
}
