import { randomAt, uniform } from '../surfaces/random.ts'
import { type Dataset, dataset } from './dataset.ts'

/**
 * Sequences of pairs: a number, and a mark that is 1 at two places and 0 elsewhere. To be told is the sum of the two marked numbers.
 * Source: the adding problem of Hochreiter & Schmidhuber 1997, Long Short-Term Memory, section 5.4, with short sequences.
 */
export function adding(samples: number, length: number, seed: number): Dataset {
  const random = randomAt(seed, 0)
  const targets = new Float64Array(samples)
  const data = new Float64Array(samples * length * 2)
  for (let i = 0; i < samples; i++) {
    const places = [0, 1].map(half => Math.floor(uniform(random, (half * length) / 2, ((half + 1) * length) / 2)))
    for (let t = 0; t < length; t++) {
      const at = 2 * (i * length + t)
      data[at] = uniform(random, -1, 1)
      data[at + 1] = places.includes(t) ? 1 : 0
      targets[i] += data[at] * data[at + 1]
    }
  }
  return dataset({ name: 'adding', inputs: { data, shape: [samples, length, 2] }, targets })
}
