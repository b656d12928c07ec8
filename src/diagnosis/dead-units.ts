import { number } from '../display/number.ts'
import { samplesOf } from '../learning/labelled.ts'
import type { Tensor } from '../learning/tensor.ts'
import type { Found } from './finding.ts'
import type { TrainingFacts } from './training-facts.ts'

/** The units of one layer of activations. */
interface Layer {
  readonly name: string
  readonly units: number
  readonly dead: number
}

/** At most so many samples are looked at. */
const most = 512
/** A tanh beyond this, or a sigmoid as near to its end, has less than 0.002 of its slope left. */
const end = 0.999

/**
 * Units that learn no more, whatever the sample: a relu that is 0 for all of them passes no gradient on, so that nothing moves it; a
 * tanh or sigmoid at its end for all of them next to none. A unit is a number of a layer, or a channel of an image. Needs the data.
 */
export function deadUnits({ training, data, limits }: TrainingFacts): Found[] {
  if (data === undefined || training.stopped === 'diverged') return []
  const layers = activations(training.model, data)
  const worst = layers.reduce<Layer | undefined>(
    (so, one) => (so && so.dead / so.units >= one.dead / one.units ? so : one),
    undefined,
  )
  if (worst === undefined || !(worst.dead / worst.units >= limits.dead)) return []
  const share = worst.dead / worst.units
  const all = layers.map(({ name, units, dead }) => `${name}: ${number(dead)} of ${number(units)}`)
  return [
    {
      name: 'dead units',
      evidence: `Units that give the same for every sample, and learn nothing: ${all.join(', ')}.`,
      numbers: { dead: worst.dead, units: worst.units, share },
      advice: `Train anew with a tenth of the rate, or a warmup: a large step early on is what kills. Weights begun by he; gelu or silu, which are nowhere quite level; normalization: 'batch'.`,
    },
  ]
}

function activations(model: TrainingFacts['training']['model'], data: NonNullable<TrainingFacts['data']>): Layer[] {
  const samples = samplesOf('diagnose', data, model.dtype)
  const some = Uint32Array.from({ length: Math.min(most, samples.count) }, (_, i) =>
    Math.floor((i * samples.count) / Math.min(most, samples.count)),
  )
  const found: Layer[] = []
  model.watch(
    (name, output) => {
      const kind = /(relu|tanh|sigmoid) \d+$/.exec(name)?.[1]
      if (kind !== undefined) found.push({ name, ...counted(output, kind) })
    },
    () => model(samples.take(some).inputs),
  )
  return found
}

/** Axis 1 are the channels of an image; else the last axis are the units. */
function counted({ data, shape }: Tensor, kind: string): { units: number; dead: number } {
  const image = shape.length === 4
  const units = image ? shape[1] : shape[shape.length - 1]
  const inner = image ? shape[2] * shape[3] : 1
  const alive = new Uint8Array(units)
  for (let i = 0; i < data.length; i++) {
    if (!isOff(data[i], kind)) alive[Math.floor(i / inner) % units] = 1
  }
  return { units, dead: units - alive.reduce((sum, one) => sum + one, 0) }
}

function isOff(y: number, kind: string): boolean {
  if (kind === 'relu') return y === 0
  return kind === 'tanh' ? Math.abs(y) > end : Math.abs(2 * y - 1) > end
}
