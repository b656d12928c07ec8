import { known } from '../display/described.ts'
import { readDataFile } from './data-file.ts'
import { type Dataset, shown } from './dataset.ts'

/** How the digits are given. */
export interface DigitsOptions {
  /** True for [1797, 1, 8, 8], as a convolution takes them; otherwise [1797, 64]. */
  readonly images?: boolean
}

/**
 * 1,797 handwritten digits as 8 by 8 images, in ten classes of 174 to 183 each. A form was scanned at 32 by 32 pixels; each
 * number is the share of 16 of these that has ink, from 0 to 1 in steps of 1/16, row by row from the top left. No writer's
 * digits are marked as theirs, so that a split at random has the same 13 writers on both sides.
 *
 * Source: Alpaydin & Kaynak 1998, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, CC BY 4.0.
 * @example const { train, test } = split(digits(), { test: 0.2, seed: 1, stratified: true })
 */
export function digits(options: DigitsOptions = {}): Dataset {
  known('digits', options, ['images'])
  const { lines, about, source, licence } = readDataFile('digits')
  const pixels = 64
  const data = new Float64Array(lines.length * pixels)
  const targets = new Uint8Array(lines.length)
  lines.forEach((line, i) => {
    targets[i] = Number(line[0])
    for (let p = 0; p < pixels; p++) data[i * pixels + p] = Number.parseInt(line[2 + p], 17) / 16
  })
  return shown({
    name: 'digits',
    about,
    inputs: { data, shape: options.images ? [lines.length, 1, 8, 8] : [lines.length, pixels] },
    targets,
    classes: Array.from('0123456789'),
    featureNames: Array.from({ length: pixels }, (_, p) => `row ${Math.floor(p / 8)}, column ${p % 8}`),
    units: new Array(pixels).fill('share of ink'),
    target: { name: 'digit', unit: '' },
    image: [8, 8],
    source,
    licence,
  })
}
