import { describe, expect, it } from 'vitest'
import { bayesian, fromModule, random, search, space } from '../../src/index.ts'

const plane = space({ x: { usual: [0, 1] }, y: { usual: [0, 1] } })
const own = (name?: string) => fromModule(new URL('./evaluate.mjs', import.meta.url), name)
const quiet = { progress: false }

describe('a search over worker threads', () => {
  it('finds what one thread finds with as many at a time, failures written down', async () => {
    const options = { method: bayesian({ initial: 5 }), budget: 14, parallel: 2, seeds: 2, ...quiet }
    const found = await search(plane, own(), options)
    const here = await search(
      plane,
      ({ x, y }, { budget, seed }) => {
        if (x > 0.9) throw new RangeError(`x is ${x}`)
        return (x - 0.3) ** 2 + (y - 0.6) ** 2 + seed / (100 * budget)
      },
      options,
    )
    const told = ({ trials }: typeof found) =>
      trials.map(({ settings, value, errors }) => ({ settings, value, errors }))
    expect(told(found)).toEqual(told(here))
    expect(found.trials).toHaveLength(7)
  })

  it('uses several threads', async () => {
    const found = await search(plane, own('slow'), { method: random(), budget: 8, parallel: 2, ...quiet })
    expect(new Set(found.trials.map(({ value }) => value)).size).toBe(2)
    // Each has cost half of what it might.
    expect(found.units).toBe(found.trials.length / 2)
  })

  it('can be ended though its evaluations never end', async () => {
    const found = await search(plane, own('endless'), { parallel: 2, signal: AbortSignal.timeout(300), ...quiet })
    expect(found.stopped).toBe('interrupted')
    expect(found.trials).toEqual([])
  })

  it('tells what is wrong with the module', async () => {
    const run = (evaluation: ReturnType<typeof own>) =>
      search(plane, evaluation, { method: random(), budget: 4, ...quiet })
    await expect(run(own('missing'))).rejects.toThrow(/evaluate\.mjs exports no function 'missing'/)
    await expect(run(own('text'))).rejects.toThrow(/evaluate\.mjs exports no function 'text'/)
    const broken = fromModule(new URL('./broken.mjs', import.meta.url))
    await expect(run(broken)).rejects.toThrow(/broken\.mjs cannot be loaded: broken when loaded/)
  })
})
