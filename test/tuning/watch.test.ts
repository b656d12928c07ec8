import { afterEach, expect, it } from 'vitest'
import { random, search, space } from '../../src/index.ts'

const key = Symbol.for('fall-line.frontEnd')
const place = globalThis as unknown as Record<symbol, unknown>
afterEach(() => {
  delete place[key]
})

const line = space({ x: { usual: [0, 1] } })

it('a search in a notebook shows one chart, which grows in its place', async () => {
  const shown: { bundle: Record<string, string>; id?: string; update?: boolean }[] = []
  place[key] = {
    display: (bundle: Record<string, string>, options: { id?: string; update?: boolean }) =>
      shown.push({ bundle, ...options }),
  }
  const evaluate = async ({ x }: { x: number }) => {
    await new Promise(resolve => setTimeout(resolve, 60))
    return x
  }
  const found = await search(line, evaluate, { method: random(), budget: 12, measure: 'loss' })
  expect(shown.length).toBeGreaterThan(1)
  // Not at every evaluation: it costs time to draw.
  expect(shown.length).toBeLessThan(12)
  expect(new Set(shown.map(({ id }) => id)).size).toBe(1)
  expect(shown.map(({ update }) => update)).toEqual([false, ...new Array(shown.length - 1).fill(true)])
  const last = shown.at(-1)!.bundle
  expect(last['text/html']).toContain('<svg')
  expect(last['text/plain']).toContain('12 of 12 full evaluations.')
  expect(found.trials).toHaveLength(12)
})

it('progress: false shows nothing, and neither does a program without a terminal', async () => {
  const shown: unknown[] = []
  await search(line, ({ x }) => x, { method: random(), budget: 3 })
  place[key] = { display: (bundle: unknown) => shown.push(bundle) }
  await search(line, ({ x }) => x, { method: random(), budget: 3, progress: false })
  expect(shown).toEqual([])
})
