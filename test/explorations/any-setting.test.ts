import { expect, test, vi } from 'vitest'
import * as explorations from '../../src/explorations/index.ts'
import { Exhibit } from '../../src/explore/exhibit.ts'
import type { Exploration } from '../../src/explore/explore.ts'
import { randomAt, uniform } from '../../src/index.ts'

/** A control as the page is told of it. */
interface Told {
  readonly kind: string
  readonly name: string
  readonly raw: unknown
  readonly min: number
  readonly max: number
  readonly scale: string
  readonly whole: boolean
  readonly steps: number
  readonly choices: readonly string[]
  readonly domain?: readonly (readonly [number, number])[]
  readonly range?: readonly [number, number]
}

type Random = ReturnType<typeof randomAt>

/** From an end, or from between. */
function share(random: Random): number {
  const u = uniform(random, -0.25, 1.25)
  return Math.min(1, Math.max(0, u))
}

/** Somewhere where a hand may leave a control, its ends more often than others. */
function moved({ kind, raw, min, max, scale, whole, steps, choices, domain, range }: Told, random: Random): unknown {
  const between = (low: number, high: number): number => {
    const u = share(random)
    return u === 1 ? high : low + u * (high - low)
  }
  switch (kind) {
    case 'slider': {
      const value = scale === 'log' ? Math.exp(between(Math.log(min), Math.log(max))) : between(min, max)
      const inside = Math.min(max, Math.max(min, value))
      return whole ? Math.round(inside) : inside
    }
    case 'choice':
      return choices[Math.floor(uniform(random, 0, choices.length))]
    case 'toggle':
      return uniform(random, 0, 1) < 0.5
    case 'play':
      return Math.round(between(0, steps))
    case 'point':
      return (raw as number[]).map((value, i) => (domain ? between(...domain[i]) : value + uniform(random, -1, 1)))
    case 'drawing':
      return range ? (raw as [number, number][]).map(([x]) => [x, between(...range)]) : raw
    default:
      return raw
  }
}

test.each(Object.entries(explorations) as [string, () => Exploration][])(
  '%s draws whatever its controls are set to',
  async (_, make) => {
    const draw = vi.spyOn(Exhibit.prototype, 'draw')
    try {
      await make().still()
      const exhibit = draw.mock.contexts[0] as Exhibit
      const { controls } = (exhibit.state('x') as { exploration: { controls: readonly Told[] } }).exploration
      const random = randomAt(7, 0)
      for (let k = 0; k < 8; k++) {
        const set = Object.fromEntries(controls.map(control => [control.name, moved(control, random)]))
        const setting = JSON.stringify(set)
        exhibit.heard({ page: 'p', stamp: k, set })
        await exhibit.work().catch((error: Error) => {
          throw new Error(`${setting}: ${error.message}`, { cause: error })
        })
        const state = (exhibit.state('x') as { exploration: { controls: readonly Told[] } }).exploration
        for (const { name, raw } of state.controls) expect(raw, `${name} is refused: ${setting}`).toEqual(set[name])
        const drawn = exhibit.still.replace(/base64,[^"]*/g, '')
        expect(drawn, setting).not.toMatch(/<[^>]*\b(NaN|undefined|Infinity)\b[^>]*>/)
        expect(drawn, setting).not.toContain('undefined')
        expect(exhibit.still.length, setting).toBeLessThan(250_000)
        expect(exhibit.code, setting).not.toMatch(/undefined|NaN/)
      }
    } finally {
      draw.mockRestore()
    }
  },
  60_000,
)
