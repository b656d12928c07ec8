import { text } from '@observablehq/plot'
import { type Chart, type ChartOptions, draw } from '../charts/chart.ts'
import { fixed } from '../charts/legend.ts'
import { described, known, wholeNumber } from '../display/described.ts'
import { number } from '../display/number.ts'
import { checkDataset, type Dataset } from './dataset.ts'

/** What a wall of images may be told. */
export interface ImageWallOptions extends ChartOptions {
  /** Images at most. 48 unless told otherwise. */
  readonly count?: number
  /** Images in a row. 16 unless told otherwise. */
  readonly columns?: number
  /** What a model says each sample is: the numbers of classes. Where it is wrong, both are told. */
  readonly predictions?: ArrayLike<number>
  /** True: only those that the model has wrong. */
  readonly mistakes?: boolean
}

/** An image is drawn with this many pixels of the page for one of its own, and has this much room below it. */
const scale = 4
const below = 20
/** Shades of grey. */
const shades = 16
const wrong = '#d55e00'

/**
 * The first images of a data set, each with its class below; with predictions, what the model took it for.
 *
 * @example imageWall(digits())
 * @example imageWall(test, { predictions, mistakes: true })
 * @throws TypeError for samples that are no images; RangeError for another number of predictions than of samples, or one out of range.
 */
export function imageWall(data: Dataset, options: ImageWallOptions = {}): Chart {
  checkDataset('imageWall', 'the data', data)
  known('imageWall', options, ['title', 'caption', 'count', 'columns', 'predictions', 'mistakes'])
  const { count = 48, columns = 16, predictions, mistakes = false } = options
  wholeNumber('imageWall', 'count', count, 1, 1000)
  wholeNumber('imageWall', 'columns', columns, 1, 100)
  const { image, classes, targets } = data
  if (image === undefined || classes === undefined) {
    throw new TypeError(`imageWall: the samples of ${data.name} are no images with classes`)
  }
  if (predictions !== undefined) checkPredictions(predictions, data.size, classes.length)
  if (mistakes && predictions === undefined) throw new TypeError('imageWall: mistakes takes predictions')
  const missed = (i: number): boolean => predictions !== undefined && predictions[i] !== targets[i]
  const all = Array.from({ length: data.size }, (_, i) => i)
  const eligible = mistakes ? all.filter(missed) : all
  const chosen = eligible.slice(0, count)
  const [height, width] = image
  // '8, not 1' takes more room than '8'.
  const wide = chosen.some(missed)
  const cell = { width: width * scale + (wide ? 16 : 8), height: height * scale + below }
  const rows = Math.max(1, Math.ceil(chosen.length / columns))
  const places = chosen.map((i, k) => ({ i, x: (k % columns) * cell.width, y: Math.floor(k / columns) * cell.height }))
  const paths = shaded(data, places, image)
  const labels = places.map(({ i, x, y }) => ({
    x: x + (width * scale) / 2,
    y: y + height * scale + 3,
    text: missed(i) ? `${classes[targets[i]]}, not ${classes[predictions![i]]}` : classes[targets[i]],
    fill: missed(i) ? wrong : 'currentColor',
  }))
  return draw(
    {
      title: titleOf(data, chosen.length, eligible.length, mistakes),
      caption: wide ? 'Below each its class, and of a mistake what the model took it for.' : '',
      alternative: `${chosen.length} images of ${width} by ${height} pixels, with the classes ${labels.map(label => label.text).join(wide ? '; ' : ', ')}.`,
    },
    options,
    {
      width: columns * cell.width,
      height: rows * cell.height,
      margin: 0,
      x: { type: 'linear', domain: [0, columns * cell.width], range: [0, columns * cell.width] },
      y: { type: 'linear', domain: [0, rows * cell.height], range: [0, rows * cell.height] },
      marks: [
        paths,
        text(labels, {
          x: 'x',
          y: 'y',
          text: 'text',
          fill: fixed('fill'),
          lineAnchor: 'top',
          fontSize: wide ? 9 : 11,
        }),
      ],
    },
  )
}

function checkPredictions(predictions: ArrayLike<number>, size: number, classes: number): void {
  if (predictions?.length !== size) {
    throw new RangeError(`imageWall: there are ${described(predictions?.length)} predictions and ${size} samples`)
  }
  for (let i = 0; i < size; i++) {
    if (Number.isInteger(predictions[i]) && predictions[i] >= 0 && predictions[i] < classes) continue
    throw new RangeError(
      `imageWall: prediction ${i} is ${described(predictions[i])}; with ${classes} classes it must be a whole number from 0 to ${classes - 1}`,
    )
  }
}

function titleOf(data: Dataset, shown: number, of: number, mistakes: boolean): string {
  if (!mistakes) return `${data.name}: ${shown === of ? `all ${shown}` : `the first ${shown} of ${number(of)}`}`
  if (of === 0) return `${data.name}: no mistake in ${number(data.size)}`
  return `${data.name}: ${of} of ${number(data.size)} mistaken${shown === of ? '' : `, the first ${shown}`}`
}

/** The parts of an SVG document that are used here. */
interface Svg {
  createElementNS(
    space: string,
    name: string,
  ): { setAttribute(name: string, value: string): void; append(child: unknown): void }
}

/** One path for each shade, of little squares: a tenth of the text that a rectangle for each pixel would take. */
function shaded(
  data: Dataset,
  places: readonly { i: number; x: number; y: number }[],
  [height, width]: readonly [number, number],
) {
  const { inputs, standardization } = data
  const pixels = height * width
  const found = Array.from({ length: shades + 1 }, () => '')
  for (const { i, x, y } of places) {
    for (let p = 0; p < pixels; p++) {
      const { mean, deviation } = standardization?.inputs[p] ?? { mean: 0, deviation: 1 }
      const ink = inputs.data[i * pixels + p] * deviation + mean
      const shade = Math.round(Math.min(1, Math.max(0, ink)) * shades)
      if (shade === 0) continue
      found[shade] += `M${x + (p % width) * scale} ${y + Math.floor(p / width) * scale}h${scale}v${scale}h-${scale}z`
    }
  }
  return (_index: unknown, _scales: unknown, _values: unknown, _dimensions: unknown, context: { document: Svg }) => {
    const create = (name: string) => context.document.createElementNS('http://www.w3.org/2000/svg', name)
    const group = create('g')
    group.setAttribute('fill', 'currentColor')
    group.setAttribute('shape-rendering', 'crispEdges')
    found.forEach((d, shade) => {
      if (d === '') return
      const path = create('path')
      path.setAttribute('fill-opacity', String(Math.round((shade / shades) * 1000) / 1000))
      path.setAttribute('d', d)
      group.append(path)
    })
    return group
  }
}
