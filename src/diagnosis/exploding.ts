import { lines } from '../charts/lines.ts'
import { number } from '../display/number.ts'
import { median } from '../learning/measurements/median.ts'
import type { DescentFacts } from './descent-facts.ts'
import type { Found } from './finding.ts'
import type { TrainingFacts } from './training-facts.ts'

/** What the loss and the gradient did, as columns. */
interface Grown {
  readonly loss: ArrayLike<number>
  readonly norm: ArrayLike<number>
  /** The last entry that is finite in both. */
  readonly last: number
  readonly unit: 'step' | 'update'
}

/**
 * The numbers grew without bound, or until they were not finite; or one step from a wall (a gradient ten times as long as all
 * before) threw the run away, and it never came back (Pascanu, Mikolov & Bengio 2013).
 */
export function exploding({ run, last }: DescentFacts): Found[] {
  const { value, gradientNorm } = run.trajectory
  const grown: Grown = { loss: value, norm: gradientNorm, last, unit: 'step' }
  if (run.stopped === 'diverged')
    return value[last] > value[0] || (value[last] === value[0] && gradientNorm[last] > gradientNorm[0])
      ? [found(grown, last, true)]
      : []
  const wall = run.stopped === 'target' ? undefined : thrown(grown)
  return wall === undefined ? [] : [found(grown, wall, false)]
}

/** The same of a network's training. */
export function trainingExploded({ training, updates, last }: TrainingFacts): Found[] {
  const grown: Grown = { loss: updates.loss, norm: updates.gradientNorm, last, unit: 'update' }
  return training.stopped === 'diverged' && last >= 0 ? [found(grown, last, true)] : []
}

/** The step before which a wall was hit, with the loss above what it was there to the end. */
function thrown({ loss, norm, last }: Grown): number | undefined {
  let before = norm[0]
  for (let k = 1; k < last; k++) {
    if (norm[k] > 10 * before && loss[k + 1] > Math.max(loss[k], loss[0])) {
      const back = Array.from({ length: last - k }, (_, j) => loss[k + 1 + j]).some(later => later <= loss[k])
      if (!back && before > 0) return k
    }
    before = Math.max(before, norm[k])
  }
  return undefined
}

function found({ loss, norm, last, unit }: Grown, at: number, away: boolean): Found {
  const calm = median(Array.from({ length: Math.max(1, Math.min(at, 100)) }, (_, k) => norm[k]))
  const [from, to] = [loss[0], loss[last]]
  const evidence = away
    ? `In ${number(last)} ${unit}s the loss went from ${number(from)} to ${number(to)} and |g| from ${number(norm[0])} to ${number(norm[last])}, its last finite values.`
    : `At ${unit} ${number(at)} |g| was ${number(norm[at])}, more than ten times all before (median ${number(calm)}); the step threw the loss from ${number(loss[at])} to ${number(loss[at + 1])}, and it never came back.`
  const clip = Number((away ? norm[0] : calm).toPrecision(1))
  return {
    name: 'exploding',
    evidence,
    numbers: { step: at, from, to, gradientFrom: norm[0], gradientTo: norm[away ? last : at], usualGradient: calm },
    advice: `Clip the gradient: pipe(clipByNorm(${clip}), rule), as ${number(clip)} is about its length ${away ? 'at the start' : 'before'}; or take a smaller rate.`,
    chart: () => {
      const k = Array.from({ length: last + 1 }, (_, i) => i)
      const points = (y: ArrayLike<number>) => ({ x: k, y: k.map(i => (y[i] > 0 ? y[i] : Number.NaN)) })
      return lines(
        { loss: points(loss), 'gradient norm': points(norm) },
        {
          x: unit,
          y: 'size',
          log: true,
          height: 260,
          title: 'Exploding',
          caption: `The last finite values are those of ${unit} ${number(last)}. On a log scale, a line that bends upwards grows faster at each ${unit}.`,
        },
      )
    },
  }
}
