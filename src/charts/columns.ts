import { distanceToMinimum } from '../descent/results.ts'
import { described } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { NamedRun } from './runs.ts'

/** What curves draw of a run. */
export type Column = 'value' | 'gradientNorm' | 'distance' | 'learningRate'

/** What curves draw it against. */
export type Unit = 'step' | 'work' | 'epoch'

/** A number to take from the loss, or the lowest known minimum of each run's objective. */
export type Above = number | 'minimum'

const titles: Readonly<Record<Column, string>> = {
  value: 'loss',
  gradientNorm: 'gradient norm |g|',
  distance: 'distance to the nearest known minimum',
  learningRate: 'learning rate',
}

/** The units, as an axis and as a sentence name them. */
export const units: Readonly<Record<Unit, { readonly axis: string; readonly many: string }>> = {
  step: { axis: 'step', many: 'steps' },
  work: { axis: 'work, in gradients of one sample', many: 'gradients' },
  epoch: { axis: 'epoch', many: 'epochs' },
}

/** Refuses a column or a unit that does not exist. */
export function checkNames(y: Column, x: Unit): void {
  const given = [
    ['y', y, Object.keys(titles)],
    ['x', x, Object.keys(units)],
  ] as const
  for (const [name, value, allowed] of given) {
    if (!allowed.includes(value)) {
      const list = allowed.map(one => `'${one}'`).join(', ')
      throw new RangeError(`curves: ${name} is ${described(value)}; it must be ${list}`)
    }
  }
}

/** What a column is called. */
export function titleOf(y: Column, above: Above): string {
  if (y !== 'value' || above === 0) return titles[y]
  return `loss above ${above === 'minimum' ? 'the minimum' : number(above)}`
}

/** What is drawn of a run, one number a row of its trajectory. */
export function columnOf({ name, run }: NamedRun, y: Column, above: Above): Float64Array {
  const { trajectory, objective } = run
  switch (y) {
    case 'gradientNorm':
      return trajectory.gradientNorm
    case 'learningRate': {
      // The last row's rate was not used: no update left it.
      const used = trajectory.learningRate.subarray(0, Math.max(1, trajectory.length - 1))
      if (used.every(Number.isNaN)) throw new TypeError(`curves: ${name} has no learning rate`)
      return used
    }
    case 'distance': {
      checkMinima({ name, run }, 'from which it could have a distance')
      if (trajectory.x.length === 0) {
        throw new TypeError(
          `curves: the path of ${name} was not kept; leave path: false out of minimize to draw its distance`,
        )
      }
      const far = (_: unknown, k: number) => distanceToMinimum(objective, trajectory.point(k)) as number
      return Float64Array.from({ length: trajectory.length }, far)
    }
    case 'value':
      return above === 0 ? trajectory.value : raisedBy({ name, run }, above)
  }
}

/** The loss above a number or the minimum; a difference that is only rounding is 0. */
function raisedBy({ name, run }: Pick<NamedRun, 'name' | 'run'>, above: Above): Float64Array {
  if (above !== 'minimum' && !Number.isFinite(above)) {
    throw new RangeError(`curves: above is ${described(above)}; it must be a number or 'minimum'`)
  }
  if (above === 'minimum') checkMinima({ name, run }, 'above which it could be')
  const base = above === 'minimum' ? Math.min(...(run.objective.minima ?? []).map(({ value }) => value)) : above
  const rounding = 4 * Number.EPSILON * Math.abs(base)
  return run.trajectory.value.map(value => (Math.abs(value - base) <= rounding ? 0 : value - base))
}

function checkMinima({ name, run: { objective } }: Pick<NamedRun, 'name' | 'run'>, why: string): void {
  if (objective.minima?.length) return
  throw new TypeError(
    `curves: ${name} has no known minimum, ${why}: none is known of ${objective.name ?? 'the objective'}`,
  )
}

/** How far a step goes to the right. */
export function perStep({ name, run }: NamedRun, x: Unit): number {
  if (x === 'step') return 1
  const { gradientsPerUpdate, updatesPerEpoch } = run.objective
  const per = x === 'work' ? gradientsPerUpdate : updatesPerEpoch && 1 / updatesPerEpoch
  if (per === undefined) {
    throw new TypeError(`curves: x is '${x}', but the objective of ${name} is no loss over samples: use x: 'step'`)
  }
  return per
}
