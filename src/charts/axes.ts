import { axisX, axisY, text } from '@observablehq/plot'
import type { Ticks } from './ticks.ts'

/** Pixels between the legend and the frame, where the name of the vertical axis stands. */
export const axisRoom = 26

/** Ticks along the left and the bottom, and the axes' names at their ends: Plot puts the upper name at the top of the picture, over the legend. */
export function axes(xName: string, yName: string, x: Ticks, y: Ticks): unknown[] {
  const name = { fill: 'currentColor', fontWeight: 500 }
  return [
    axisX({ label: null, ...x }),
    axisY({ label: null, ...y }),
    text([xName], { ...name, frameAnchor: 'bottom-right', textAnchor: 'end', lineAnchor: 'top', dy: 22 }),
    text([yName], {
      ...name,
      frameAnchor: 'top-left',
      textAnchor: 'start',
      lineAnchor: 'bottom',
      dx: -40,
      dy: -9,
    }),
  ]
}
