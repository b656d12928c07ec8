import type { Moving } from './moving.ts'
import type { WrapperReference } from './wrapper-reference.ts'

/** The mean of k gradients makes one update. */
export const accumulate: WrapperReference = {
  settings: { every: 4 },
  wrap: (inner, setting) => {
    let gathered: Float64Array[] = []
    return {
      ...inner,
      step: (theta, g, oracle) => {
        gathered.push(g.slice())
        if (gathered.length < setting('every', 1)) return
        inner.step(
          theta,
          g.map((_, i) => gathered.reduce((sum, h) => sum + h[i], 0) / gathered.length),
          oracle,
        )
        gathered = []
      },
      restart: theta => {
        gathered = []
        inner.restart(theta)
      },
    }
  },
}

/** A gradient that is not finite makes no update, unless more than `limit` came in a row: then it is no passing fault. */
export const skipIfNotFinite: WrapperReference = {
  settings: { limit: 5 },
  wrap: (inner, setting) => {
    let inARow = 0
    return {
      ...inner,
      step: (theta, g, oracle) => {
        inARow = g.every(Number.isFinite) ? 0 : inARow + 1
        if (inARow === 0 || inARow > setting('limit', 1)) inner.step(theta, g, oracle)
      },
      restart: theta => {
        inARow = 0
        inner.restart(theta)
      },
    }
  },
}

/** The first `after` updates by one rule, the rest by another that begins then (Keskar & Socher 2017 switch Adam to SGD). */
export function switching(first: Moving, second: Moving, after: number): Moving {
  let t = 0
  const now = () => (t < after ? first : second)
  let last = first
  return {
    step: (theta, g, oracle) => {
      last = now()
      if (t === after) second.restart(theta)
      last.step(theta, g, oracle)
      t++
    },
    point: theta => now().point(theta),
    result: theta => last.result(theta),
    rate: () => now().rate(),
    restart: theta => {
      t = 0
      first.restart(theta)
      second.restart(theta)
    },
  }
}
