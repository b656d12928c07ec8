import { raster } from '../charts/raster.ts'
import { table } from '../charts/table.ts'
import { minimize } from '../descent/minimize.ts'
import type { Run } from '../descent/run.ts'
import { exact, number, point as place } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { point } from '../explore/point.ts'
import { slider } from '../explore/slider.ts'
import { type StationaryPoint, stationaryPoints } from '../landscape/stationary-points.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { nesterov } from '../optimizers/first-order/nesterov.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import { himmelblau } from '../surfaces/himmelblau.ts'
import type { Surface } from '../surfaces/surface.ts'
import { pointCode, ruleCode, surfaceCode } from './in-code.ts'

const optimizers = { momentum, 'gradient descent': gradientDescent, Nesterov: nesterov, RMSprop: rmsprop, Adam: adam }

/** A minimum counts as reached from within this part of the surface's box. */
const near = 0.02

/**
 * Where each start leads: every cell of the map is the start of a run, coloured by the minimum that it reaches, and by the steps that it takes.
 * The path of one start is drawn over both.
 *
 * @param options `surface` in two dimensions with at most seven minima; `cells` on each side of the map; `steps`, the budget of a run;
 * `optimizer`, the one that is chosen at first
 * @example explorations.basins({ surface: sixHumpCamel, cells: 60 })
 */
export function basins({
  surface = himmelblau,
  cells = 60,
  steps = 300,
  optimizer: first = 'momentum',
}: {
  readonly surface?: Surface
  readonly cells?: number
  readonly steps?: number
  readonly optimizer?: keyof typeof optimizers
} = {}): Exploration {
  const { domain } = surface
  const reach = near * Math.hypot(...domain.map(([low, high]) => high - low))
  let minima: readonly StationaryPoint[] | undefined
  /** The minimum that a run has come to. */
  const reached = ({ x, stopped }: Run): StationaryPoint | undefined => {
    minima ??= stationaryPoints(surface).filter(({ kind }) => kind === 'minimum')
    if (stopped === 'diverged') return undefined
    return minima.find(minimum => Math.hypot(x[0] - minimum.x[0], x[1] - minimum.x[1]) < reach)
  }
  const descend = (rule: ReturnType<typeof momentum>, start: readonly number[], path: boolean): Run =>
    minimize(surface, rule, { start, steps, path, stop: { gradient: 1e-3 } })
  const name = ({ x }: StationaryPoint): string => place(x)
  let known: { readonly set: string; readonly grid: readonly Cell[] } | undefined
  /** The runs of all cells: they stay while only the start moves. */
  const gridOf = (optimizer: keyof typeof optimizers, learningRate: number): readonly Cell[] => {
    const set = JSON.stringify([optimizer, learningRate])
    if (known?.set === set) return known.grid
    const rule = optimizers[optimizer]({ learningRate })
    const grid = Array.from({ length: cells * cells }, (_, i): Cell => {
      const at = [i % cells, Math.floor(i / cells)]
      const run = descend(
        rule,
        domain.map(([low, high], k) => low + ((at[k] + 0.5) / cells) * (high - low)),
        false,
      )
      const minimum = reached(run)
      return minimum === undefined
        ? { name: Number.NaN, steps: Number.NaN }
        : { minimum, name: name(minimum), steps: run.steps }
    })
    known = { set, grid }
    return grid
  }
  return explore(
    {
      start: point(surface.start, { domain }),
      optimizer: choice(Object.keys(optimizers) as (keyof typeof optimizers)[], { default: first }),
      learningRate: slider(gradientDescent.hyperparameters.learningRate, {
        min: 1e-3,
        default: 0.01,
        label: 'learning rate',
      }),
    },
    ({ start, optimizer, learningRate }) => {
      const grid = gridOf(optimizer, learningRate)
      const run = descend(optimizers[optimizer]({ learningRate }), start, true)
      const rows = <T>(of: (cell: Cell) => T): T[][] =>
        Array.from({ length: cells }, (_, row) => grid.slice(row * cells, (row + 1) * cells).map(of))
      const look = { domain, width: 430, runs: { [optimizer]: run } }
      const none = `none in ${steps} steps`
      const minimum = reached(run)
      const marks = { x: (minima ?? []).map(({ x }) => x[0]), y: (minima ?? []).map(({ x }) => x[1]), dots: true }
      const shared = { ...look, lines: { minima: marks }, none, axes: coordinates(surface) }
      return {
        minimum: raster(
          rows(cell => cell.name),
          { ...shared, classes: (minima ?? []).map(name), title: 'The minimum that each start leads to' },
        ),
        steps: grid.some(({ minimum: found }) => found)
          ? raster(
              rows(cell => cell.steps),
              {
                ...shared,
                name: 'steps',
                range: [0, Math.max(1, ...grid.map(cell => cell.steps || 0))],
                title: 'The steps that it takes',
              },
            )
          : `No start leads to a minimum in ${steps} steps.`,
        start: `From ${place(start)} ${optimizer} ${minimum ? `reaches ${name(minimum)} in ${number(run.steps)} steps` : `reaches no minimum in ${number(run.steps)} steps`}.`,
        shares: table([
          ...(minima ?? []).map(each =>
            row(
              name(each),
              grid.filter(cell => cell.minimum === each),
              grid.length,
            ),
          ),
          row(
            none,
            grid.filter(cell => cell.minimum === undefined),
            grid.length,
          ),
        ]),
      }
    },
    {
      title: `Which minimum of ${surface.name}?`,
      caption:
        'Drag the start over a border: a small step aside, another minimum. Gradient descent at a small rate falls into the valley it stands in, and the borders are smooth. Slide the rate up; choose a rule that carries its speed along.',
      code: ({ start, optimizer, learningRate }) =>
        `minimize(${surfaceCode(surface)}, ${ruleCode(optimizers[optimizer]({ learningRate: Number(exact(learningRate)) }))}, { start: ${pointCode(start)}, steps: ${steps}, stop: { gradient: 1e-3 } })`,
    },
  )
}

/** The run of one cell: the minimum it has reached, if it has. */
interface Cell {
  readonly minimum?: StationaryPoint
  readonly name: string | number
  readonly steps: number
}

const coordinates = ({ coordinates: names }: Surface): readonly [string, string] => [
  names?.[0] ?? 'x',
  names?.[1] ?? 'y',
]

function row(minimum: string, cells: readonly Cell[], of: number): Readonly<Record<string, number | string>> {
  const mean = cells.reduce((sum, { steps }) => sum + steps, 0) / cells.length
  return {
    minimum,
    'starts that lead there, %': (100 * cells.length) / of,
    'mean number of steps': Number.isFinite(mean) ? mean : '',
  }
}
