import type { Chart } from '../charts/chart.ts'
import { jupyterDisplay, type MimeBundle } from '../display/display.ts'
import { number } from '../display/number.ts'
import { escapeHtml, type Table, tableHtml, tableText } from '../display/table.ts'
import { visible } from './corpus.ts'
import type { Dataset } from './dataset.ts'
import { imageWall } from './image-wall.ts'
import { scatter } from './scatter.ts'

/** A data set in a cell: what it holds in a line, its samples as a picture or its columns as a table, where it is from. */
export function shownDataset(data: Dataset): MimeBundle {
  const picture = pictureOf(data)
  // A picture tells more than the means of what is in it.
  const table = picture ? undefined : tableOf(data)
  const origin = [data.about, `Source: ${data.source}.`, `Licence: ${data.licence}.`].filter(Boolean).join(' ')
  const [head, foot] = [escapeHtml(factsOf(data)), escapeHtml(origin)]
  const html = [
    `<p>${head}</p>`,
    picture?.html,
    table && tableHtml(table),
    `<p style="font-size:0.9em;opacity:0.8">${foot}</p>`,
  ]
  const text = [
    factsOf(data),
    picture && String(picture[jupyterDisplay]()['text/plain']),
    table && tableText(table),
    origin,
  ]
  return { 'text/html': html.filter(Boolean).join('\n'), 'text/plain': text.filter(Boolean).join('\n\n') }
}

/** 'digits: 1,797 samples of 64 numbers, 10 classes of 174 to 183'. */
function factsOf(data: Dataset): string {
  const { name, size, inputs, classes, targets, target, standardization } = data
  const shape = inputs.shape.slice(1).map(length => number(length))
  const samples = `${number(size)} ${size === 1 ? 'sample' : 'samples'} of ${shape.join(' by ')} ${shape.join() === '1' ? 'number' : 'numbers'}`
  return [
    `${name}: ${samples}`,
    ...(classes && targets.length === size ? [`${classes.length} classes of ${countsOf(data)}`] : []),
    ...(classes && targets.length > size ? [`${classes.length} characters`] : []),
    ...(classes ? [] : [`to tell: ${target.name}${target.unit && ` in ${target.unit}`}`]),
    ...(standardization ? ['standardized'] : []),
  ].join(', ')
}

function countsOf({ classes, targets }: Dataset): string {
  const counts = new Uint32Array(classes!.length)
  for (let i = 0; i < targets.length; i++) counts[targets[i]]++
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? number(least) : `${number(least)} to ${number(most)}`
}

function pictureOf(data: Dataset): Chart | undefined {
  const { image, classes, inputs, targets, size } = data
  if (classes === undefined || targets.length > size) return undefined
  if (image) return imageWall(data, {})
  return inputs.data.length === 2 * size ? scatter(data) : undefined
}

/** Its columns, or the first windows of a text. */
function tableOf(data: Dataset): Table | undefined {
  const { classes, targets, size, inputs, featureNames } = data
  if (classes && targets.length > size) return firstWindows(data)
  const features = inputs.data.length / size
  if (featureNames.length === 0 || features > 20) return undefined
  const columns = featureNames.map((name, f) => ({
    name,
    unit: data.units[f] ?? '',
    values: everyNth(inputs.data, f, features),
  }))
  const { standardization, target } = data
  const scaled = standardization ? columns.map(column => ({ ...column, unit: 'deviations' })) : columns
  const answers = { name: target.name, unit: standardization?.target ? 'deviations' : target.unit, values: targets }
  const rows = [...scaled, ...(classes ? [] : [answers])]
  return {
    columns: [
      { title: '' },
      { title: 'unit' },
      ...['mean', 'standard deviation', 'least', 'most'].map(title => ({ title, numbers: true })),
    ],
    rows: rows.map(({ name, unit, values }) => [name, unit, ...summary(values)]),
  }
}

function everyNth(data: Float64Array, first: number, n: number): Float64Array {
  return Float64Array.from({ length: data.length / n }, (_, i) => data[first + i * n])
}

function summary(values: ArrayLike<number>): string[] {
  const all = Array.from(values)
  const mean = all.reduce((a, b) => a + b) / all.length
  const deviation = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length)
  const [least, most] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))]
  // What is left of a mean by rounding is 0 to a reader.
  return [Math.abs(mean) < 1e-12 * deviation ? 0 : mean, deviation, least, most].map(x => number(x, 4))
}

function firstWindows({ inputs, targets, classes, size }: Dataset): Table {
  const context = inputs.shape[1]
  const told = (numbers: ArrayLike<number>, first: number): string =>
    Array.from({ length: context }, (_, k) => visible(classes![numbers[first + k]])).join('')
  return {
    columns: [{ title: 'given' }, { title: 'to tell at each place' }],
    rows: Array.from({ length: Math.min(4, size) }, (_, i) => [
      told(inputs.data, i * context),
      told(targets, i * context),
    ]),
  }
}
