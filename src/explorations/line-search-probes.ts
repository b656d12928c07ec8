import { contours } from '../charts/contours.ts'
import { lines, type Points } from '../charts/lines.ts'
import { table } from '../charts/table.ts'
import { typeset } from '../charts/typeset.ts'
import { minimize } from '../descent/minimize.ts'
import type { Run } from '../descent/run.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { play } from '../explore/play.ts'
import { point } from '../explore/point.ts'
import { slider } from '../explore/slider.ts'
import type { Rule } from '../optimizers/rule.ts'
import { bfgs } from '../optimizers/second-order/bfgs.ts'
import { demandsOf } from '../optimizers/second-order/line-search.ts'
import { steepestDescent } from '../optimizers/second-order/steepest-descent.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import type { Surface } from '../surfaces/surface.ts'
import { pointCode, ruleCode, surfaceCode } from './in-code.ts'

const optimizers = { 'steepest descent': steepestDescent, BFGS: bfgs }
const searches = ['backtracking', 'strongWolfe', 'exact'] as const

/** What a line search looks at: a step is accepted where the loss has fallen enough and the slope has become flat enough. */
interface Set {
  readonly optimizer: keyof typeof optimizers
  readonly search: (typeof searches)[number]
  readonly decrease: number
  readonly curvature: number
}

function ruleOf({ optimizer, search, ...constants }: Set): Rule {
  const asked = demandsOf[search] as readonly string[]
  const given = Object.fromEntries(Object.entries(constants).filter(([name]) => asked.includes(name)))
  return optimizers[optimizer]({ lineSearch: search, ...given })
}

/**
 * What a line search tries before it takes a step: on the map, and along the line, where one sees why it stops where it does.
 *
 * @param options `surface` in two dimensions; `steps` to go through
 * @example explorations.lineSearchProbes({ surface: beale })
 */
export function lineSearchProbes({
  surface = rosenbrock,
  steps = 20,
}: {
  readonly surface?: Surface
  readonly steps?: number
} = {}): Exploration {
  const { decrease, curvature } = bfgs.hyperparameters
  return explore(
    {
      start: point(surface.start, { domain: surface.domain }),
      optimizer: choice(Object.keys(optimizers) as (keyof typeof optimizers)[]),
      search: choice(searches, { label: 'line search' }),
      step: play({ steps, at: 0, speed: 2, label: 'steps made' }),
      decrease: slider(decrease, { max: 0.09, label: 'decrease, c_1' }),
      curvature: slider(curvature, { label: 'curvature, c_2' }),
    },
    ({ start, step, ...set }) => {
      const rule = ruleOf(set)
      // One step more than have been made: its search is what is to be seen.
      const run = minimize(surface, rule, { start, steps: step + 1 })
      const tried = (run.probes ?? []).map(({ length }) => length)
      return {
        map: contours(surface, run, {
          probes: true,
          domain: surface.domain,
          width: 450,
          title: 'Every point that was tried',
          caption: '',
        }),
        line: alongLine(surface, run, set),
        table: table([
          {
            'steps made': Math.max(0, run.steps - 1),
            'points tried in the next': tried.at(-1) ?? 0,
            'in all steps': tried.reduce((sum, count) => sum + count, 0),
            'loss before': run.trajectory.value[Math.max(0, run.steps - 1)],
            'loss after': run.value,
          },
        ]),
        rule: typeset(rule),
      }
    },
    {
      title: 'What a line search tries',
      caption:
        'Step through it. On the right is the loss along the line of one step: backtracking takes the first point below the dashed line. The bar at the bottom is where the search may stop: strong Wolfe also wants the slope to have flattened. Compare how many points they try. The exact step trusts a parabola.',
      code: ({ start, step, ...set }) =>
        `minimize(${surfaceCode(surface)}, ${ruleCode(ruleOf(set))}, { start: ${pointCode(start)}, steps: ${step + 1} }).probes`,
    },
  )
}

/** The loss along the line of the last step, over the distance from where it began. */
function alongLine(surface: Surface, run: Run, { search, decrease, curvature }: Set) {
  const title = 'The loss along the line of the next step'
  const last = run.steps - 1
  if (last < 0) return `No step is to be made here: ${run.because}.`
  const [from, to] = [run.trajectory.point(last), run.trajectory.point(last + 1)]
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const u = [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
  const far = (x: ArrayLike<number>): number => (x[0] - from[0]) * u[0] + (x[1] - from[1]) * u[1]
  const at = (distance: number): number[] => [from[0] + distance * u[0], from[1] + distance * u[1]]
  const slopeAt = (distance: number): number => {
    const g = surface.gradient(at(distance))
    return g[0] * u[0] + g[1] * u[1]
  }
  const probes = run.probes?.[last] ?? []
  const end = 1.15 * Math.max(length, ...probes.map(({ x }) => far(x)))
  const places = Array.from({ length: 161 }, (_, i) => (end * i) / 160)
  const losses = places.map(place => surface.value(at(place)))
  const [before, slope] = [losses[0], slopeAt(0)]
  const asked = demandsOf[search] as readonly string[]
  const enough = (place: number): number => before + decrease * place * slope
  const series: Record<string, Points> = { loss: { x: places, y: losses } }
  if (asked.includes('decrease')) series['low enough: below this'] = { x: places, y: places.map(enough) }
  if (search === 'exact') {
    // The parabola of this height and slope at the start that has its lowest point where the step goes.
    series['the parabola'] = { x: places, y: places.map(place => before + slope * (place - place ** 2 / (2 * length))) }
  }
  // A first trial that went far too far may leave the picture: its height would flatten all else.
  const low = Math.min(...losses)
  const room = Math.max(before, run.trajectory.value[last + 1]) - low || 1
  const high = Math.min(low + 10 * room, Math.max(before, ...probes.map(({ value }) => value)))
  if (asked.length > 0) {
    const good = (place: number, i: number): boolean =>
      i > 0 &&
      losses[i] <= enough(place) &&
      (!asked.includes('curvature') || Math.abs(slopeAt(place)) <= curvature * Math.abs(slope))
    const bar = low - 0.06 * (high - low)
    series['it may stop over this'] = { x: places, y: places.map((place, i) => (good(place, i) ? bar : Number.NaN)) }
  }
  series.tried = { x: probes.map(({ x }) => far(x)), y: probes.map(({ value }) => value), dots: true }
  series.taken = { x: [length], y: [run.trajectory.value[last + 1]], dots: true }
  return lines(series, {
    title,
    x: 'distance along the line',
    y: 'loss',
    domain: { x: [0, end], y: [low - 0.1 * (high - low), high + 0.1 * (high - low)] },
    width: 470,
    height: 380,
  })
}
