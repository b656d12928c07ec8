import { number, point } from '../display/number.ts'
import type { Minimum } from '../surfaces/objective.ts'
import { type Arrow, toldArrow } from './arrows.ts'
import type { Words } from './chart.ts'
import type { Frame } from './frame.ts'
import type { Box, Isolines } from './isolines.ts'
import { type NamedRun, told, toldAt } from './runs.ts'
import { sentence } from './words.ts'

/** A contour map, as far as words tell of it. */
export interface Map {
  readonly surface: string
  readonly axes: readonly [string, string]
  readonly isolines: Isolines
  readonly box: Box
  readonly frame: Frame
  /** The known minima in the box. */
  readonly minima: readonly Minimum[]
  readonly runs: readonly NamedRun[]
  /** The step up to which the paths are shown. */
  readonly step?: number
  readonly arrows: readonly Arrow[]
  /** What went out of the picture. */
  readonly notes: readonly string[]
}

/** The title, caption and text alternative of a contour map. */
export function contourWords(map: Map): Words {
  return { title: title(map), caption: caption(map), alternative: alternative(map) }
}

/** A level's height: above the lowest if levels are counted from there, as +0.5. */
export function heightText(level: number, { log, base }: Isolines): string {
  return log && base !== 0 ? `+${number(Number((level - base).toPrecision(6)), 12)}` : number(level, 12)
}

function title({ surface, runs }: Map): string {
  if (runs.length === 0) return `The loss surface of ${surface}`
  return sentence(`${runs.length === 1 ? runs[0].name : `${number(runs.length)} runs`} on ${surface}`, '')
}

function caption({ isolines, box: [[x0, x1], [y0, y1]], frame, notes }: Map): string {
  const across = (frame.right - frame.left) / (x1 - x0)
  const up = (frame.bottom - frame.top) / (y1 - y0)
  const scales = 'The axes have different scales, so that steepest descent need not look square to the lines.'
  return [heights(isolines), ...(Math.abs(up / across - 1) < 0.02 ? [] : [scales]), ...notes].join(' ')
}

function heights(isolines: Isolines): string {
  const { values, log, base, lowest, highest } = isolines
  if (Number.isNaN(lowest)) return 'The loss is not a finite number anywhere here.'
  if (lowest === highest) return `The loss is ${number(lowest)} everywhere here: there is no way down.`
  if (values.length === 0) return `The loss runs from ${number(lowest)} to ${number(highest)} here.`
  const texts = values.map(value => heightText(value, isolines))
  const list = texts.length > 5 ? [...texts.slice(0, 3), '...', ...texts.slice(-1)] : texts
  const above = log && base !== 0 ? ` above the lowest, ${number(base)}` : ''
  const holes = isolines.blank ? ' Blank ground: the loss is not a number there.' : ''
  return `Lines of equal loss: ${list.join(', ')}${above}. Higher ground is tinted more.${holes}`
}

function alternative({ surface, axes, isolines, box, minima, runs, step, arrows, notes }: Map): string {
  const sides = box.map(([low, high], i) => `${axes[i]} from ${number(low)} to ${number(high)}`).join(', ')
  const where = minima.map(({ x }) => point(x)).join(', ')
  return [
    `Contour map of ${surface}, ${sides}; the loss runs from ${number(isolines.lowest)} to ${number(isolines.highest)}.`,
    ...(minima.length > 0 ? [`Known minim${minima.length > 1 ? 'a' : 'um'} at ${where}.`] : []),
    ...runs.map(told),
    ...(step === undefined ? [] : runs.map(run => toldAt(run, step))),
    ...arrows.map(toldArrow),
    ...notes,
  ].join(' ')
}
