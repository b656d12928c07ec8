import { finiteNumber, known, wholeNumber } from '../display/described.ts'
import { normal } from '../surfaces/random.ts'
import { type Dataset, shown } from './dataset.ts'
import { stream } from './stream.ts'

/** How points in the plane are made. */
export interface ToyOptions {
  /** Number of points, half of them in each class; of an odd number the first class has one more. 200 unless told otherwise. */
  readonly samples?: number
  /** Standard deviation of what is added to each coordinate. */
  readonly noise?: number
  /** Another seed adds other noise. 1 unless told otherwise. */
  readonly seed?: number
}

/** A curve for each class: the point at the share s of it, from 0 to 1. */
type Curve = (s: number) => readonly [number, number]

/**
 * Points of two classes, each spread evenly on a curve of its own, with normal noise. Sample i is of class i mod 2, and its
 * noise is drawn by the seed and i.
 */
export function toy(
  name: string,
  about: string,
  curves: Readonly<Record<string, Curve>>,
  options: ToyOptions,
  usual: number,
  further: readonly string[] = [],
): Dataset {
  known(name, options, ['samples', 'noise', 'seed', ...further])
  const { samples = 200, noise = usual, seed = 1 } = options
  wholeNumber(name, 'samples', samples, 4, 1e7)
  wholeNumber(name, 'seed', seed, 0, 2 ** 32 - 1)
  finiteNumber(name, 'noise', noise, 0)
  const data = new Float64Array(2 * samples)
  const along = Object.values(curves)
  for (let i = 0; i < samples; i++) {
    const members = i % 2 === 0 ? Math.ceil(samples / 2) : Math.floor(samples / 2)
    const [x, y] = along[i % 2](Math.floor(i / 2) / (members - 1))
    const random = stream('points', seed, i)
    data[2 * i] = x + noise * normal(random)
    data[2 * i + 1] = y + noise * normal(random)
  }
  return shown({
    name,
    about,
    inputs: { data, shape: [samples, 2] },
    targets: Uint8Array.from({ length: samples }, (_, i) => i % 2),
    classes: Object.keys(curves),
    featureNames: ['x', 'y'],
    units: ['', ''],
    target: { name: 'class', unit: '' },
    source: `made by ${name}({ samples: ${samples}, noise: ${noise}, seed: ${seed} })`,
    licence: 'none needed',
  })
}
