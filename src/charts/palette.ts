/**
 * Colours for runs. The first four are Okabe and Ito's (Color Universal Design, 2008), the blue a little lighter; the sixth is the
 * text's own, black or white. The others were chosen to stand furthest from these as seen with protanopia, deuteranopia
 * and full colour vision. Each has a contrast of 3 or more against white and against JupyterLab's dark #111, so that one
 * set serves both themes. A run has a symbol and a dash too: no chart is read by colour alone.
 */
export const colours = [
  '#0a7fc2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#8484fc',
  'currentColor',
  '#543cfc',
  '#b43c0c',
] as const

/** Symbols for where runs end: Plot's names. As many as there are dashes, but not as there are colours. */
export const symbols = ['circle', 'square', 'triangle', 'diamond', 'star', 'wye', 'hexagon'] as const

/** Dashes for curves, in pixels: the first is a plain line. */
export const dashes = ['none', '7 3', '2 3', '9 3 2 3', '5 2', '12 4', '1 5'] as const

/** The page's background, to set text and marks off from the lines below them. */
export const background = 'var(--jp-layout-color0, Canvas)'

/** The tint of high ground: it lies over itself once for each level, on white as on black. */
export const ground = '#5f7f9f'

/** How a run looks in a chart. */
export interface Look {
  readonly colour: string
  readonly symbol: string
  readonly dash: string
}

/** The look of the i-th of several runs; no two of the first 56 are alike. */
export function look(i: number): Look {
  return {
    colour: colours[i % colours.length],
    symbol: symbols[i % symbols.length],
    dash: dashes[i % dashes.length],
  }
}
