import { number } from '../display/number.ts'
import type { Begun } from './options.ts'

/** What tells searches apart whose trials do not belong together. */
export function identity({
  space,
  plan,
  resource,
  seeds,
  summary,
  goal,
  seed,
}: Begun): Readonly<Record<string, string>> {
  const dimensions = Object.entries(space.dimensions).map(([name, dimension]) => {
    if ('choices' in dimension) return [name, dimension.choices, dimension.when]
    const { usual, scale = 'linear', whole = false, when } = dimension
    return [name, usual, scale, whole, when]
  })
  return {
    space: JSON.stringify(dimensions),
    method: plan.told,
    resource: number(resource),
    seeds: seeds.join(', '),
    summary,
    goal,
    seed: String(seed),
  }
}
