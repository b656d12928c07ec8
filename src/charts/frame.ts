/** The rectangle a chart's data is drawn in, in pixels, and how values are placed in it. */
export interface Frame {
  /** The whole picture. */
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Where a value stands, in pixels from the left. */
  x(value: number): number
  /** Where a value stands, in pixels from the top. */
  y(value: number): number
}

/** One side's range of values. */
export interface Range {
  readonly domain: readonly [number, number]
  readonly log?: boolean
  /** Only whole numbers are marked, as of steps. */
  readonly whole?: boolean
}

/** The space around the data, in pixels. */
export interface Margins {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Lays out a picture of width by height pixels. */
export function frame(width: number, height: number, margins: Margins, x: Range, y: Range): Frame {
  const { left, top } = margins
  const right = width - margins.right
  const bottom = height - margins.bottom
  return { width, height, left, right, top, bottom, x: place(x, left, right), y: place(y, bottom, top) }
}

function place({ domain: [low, high], log }: Range, from: number, to: number): (value: number) => number {
  const of = log ? Math.log : (value: number) => value
  const start = of(low)
  const scale = (to - from) / (of(high) - start)
  return value => from + (of(value) - start) * scale
}

/** The same, said to Plot. */
export function plotFrame({ width, height, left, right, top, bottom }: Frame, x: Range, y: Range): object {
  return {
    width,
    height,
    marginLeft: left,
    marginRight: width - right,
    marginTop: top,
    marginBottom: height - bottom,
    x: { type: x.log ? 'log' : 'linear', domain: x.domain },
    y: { type: y.log ? 'log' : 'linear', domain: y.domain },
  }
}
