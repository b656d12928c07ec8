import { contours } from '../charts/contours.ts'
import { table } from '../charts/table.ts'
import { exact, number, point as written } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { point } from '../explore/point.ts'
import { toggle } from '../explore/toggle.ts'
import { curvatures } from '../landscape/curvatures.ts'
import { bowl } from '../surfaces/bowl.ts'
import { himmelblau } from '../surfaces/himmelblau.ts'
import type { Minimum } from '../surfaces/objective.ts'
import { rastrigin } from '../surfaces/rastrigin.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import { saddle } from '../surfaces/saddle.ts'
import { styblinskiTang } from '../surfaces/styblinski-tang.ts'
import type { Surface } from '../surfaces/surface.ts'

/** One box for all of them, so that the point stays where it is when another surface is chosen. */
const box = [
  [-4.5, 4.5],
  [-4.5, 4.5],
] as const

const names: Readonly<Record<string, Surface>> = { himmelblau, bowl, rosenbrock, rastrigin, saddle, styblinskiTang }

/** How long the arrow is drawn, in the surfaces' coordinates. */
const length = 1

/**
 * A walk on a loss surface in two dimensions: drag the point, and read the loss, the gradient, how the ground bends there, and how far
 * the nearest minimum is.
 *
 * @example explorations.walk({ start: [-2, 1] })
 */
export function walk({ start = [-1.5, 0.5] }: { readonly start?: readonly number[] } = {}): Exploration {
  return explore(
    {
      at: point(start, { domain: box, label: 'where you stand' }),
      surface: choice(Object.fromEntries(Object.values(names).map(each => [each.name, each]))),
      arrow: toggle(true, { label: 'the way straight down' }),
    },
    ({ at, surface, arrow }) => {
      const g = surface.gradient(at)
      const norm = Math.hypot(...g)
      const { nearest, distance } = nearestMinimum(surface, at)
      const down = {
        from: at,
        vector: Array.from(g, each => (-length * each) / norm),
        name: 'straight down: minus the gradient',
      }
      return {
        map: contours(surface, [], {
          domain: box,
          arrows: arrow && norm > 0 ? [down] : [],
          title: `A walk on ${surface.name}`,
        }),
        here: table(
          [
            ['position', written(at)],
            ['loss', number(surface.value(at))],
            ['gradient', written(g)],
            ['its length', number(norm)],
            ['nearest minimum', nearest ? `${written(nearest.x)}, loss ${number(nearest.value)}` : 'none is known'],
            ['distance to it', distance === undefined ? '' : number(distance)],
          ].map(([what, value]) => ({ here: what, [surface.name]: value })),
        ),
        words: `${ground(surface, at, norm)} ${steps(norm)}`,
      }
    },
    {
      title: 'Walk on a loss surface',
      caption:
        'Drag the point, or move it with the arrow keys. Where lines are close the ground is steep. Straight down is square to the lines, and seldom points at the minimum. Find a place where the gradient is almost 0 and that is no minimum.',
      code: ({ at, surface }) => {
        const name = Object.keys(names).find(each => names[each] === surface)
        const x = `[${at.map(exact).join(', ')}]`
        return `const x = ${x}\n${name}.value(x)\n${name}.gradient(x)\ncurvatures(${name}, x)`
      },
    },
  )
}

/** The known minimum that is nearest, of those in the picture or out of it. */
function nearestMinimum(
  surface: Surface,
  x: readonly number[],
): { readonly nearest?: Minimum; readonly distance?: number } {
  const far = (minimum: Minimum): number => Math.hypot(...minimum.x.map((each, i) => each - x[i]))
  const [nearest] = [...surface.minima].sort((a, b) => far(a) - far(b))
  return nearest ? { nearest, distance: far(nearest) } : {}
}

/** How the ground bends, in words. */
function ground(surface: Surface, x: readonly number[], norm: number): string {
  const { values } = curvatures(surface, x)
  const flat = norm < 1e-2 * (1 + Math.max(...values.map(Math.abs)))
  const shape = values.every(each => each > 0)
    ? ['up in every direction', 'a minimum']
    : values.every(each => each < 0)
      ? ['down in every direction', 'a maximum']
      : values.some(each => each < 0) && values.some(each => each > 0)
        ? ['up in one direction and down in another', 'a saddle']
        : ['flat in a direction', 'a plateau or a valley’s floor']
  const bends = `Here the ground bends ${shape[0]} (curvatures ${values.map(each => number(each)).join(' and ')}).`
  return flat ? `${bends} The gradient is almost 0: this is close to ${shape[1]}.` : bends
}

const steps = (norm: number): string =>
  `A step of gradient descent with rate 0.01 is ${number(0.01 * norm)} long: the rate is fixed, the step is not.`
