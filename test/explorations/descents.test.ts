import { expect, test } from 'vitest'
import { contours } from '../../src/charts/contours.ts'
import { number, point } from '../../src/display/number.ts'
import { basins } from '../../src/explorations/basins.ts'
import { batchPath } from '../../src/explorations/batch-path.ts'
import { lineSearchProbes } from '../../src/explorations/line-search-probes.ts'
import { modernOptimizers } from '../../src/explorations/modern-optimizers.ts'
import { raceFromStart } from '../../src/explorations/race-from-start.ts'
import { drawnStarts, scored, tuned, usualValues } from '../../src/explorations/tuned.ts'
import * as library from '../../src/index.ts'
import { words } from './read.ts'

const { adam, beale, gradientDescent, himmelblau, lion, minimize, momentum, race, rmsprop, rosenbrock, sixHumpCamel } =
  library

/** What code makes, with the library at hand. */
const made = (code: string, extra: object = {}): unknown =>
  new Function(...Object.keys(library), ...Object.keys(extra), `return ${code}`)(
    ...Object.values(library),
    ...Object.values(extra),
  )

test('the race shows the runs of race from where the start is dragged to, of those that are in it', async () => {
  const shown = raceFromStart({ steps: 100 })
  shown.set({ start: [0.4, 2.1], rms: false, adamRate: 0.2, descentRate: 1e-4 } as never)
  const rules = {
    'gradient descent': gradientDescent({ learningRate: 1e-4 }),
    momentum: momentum({ learningRate: 0.0005 }),
    Adam: adam({ learningRate: 0.2 }),
  }
  const runs = race(rosenbrock, rules, { start: [0.4, 2.1], steps: 100 })
  const still = await shown.still()
  const text = words(still)
  for (const run of runs) expect(text).toContain(`${run.label}: step ${number(run.steps)}, loss ${number(run.value)}`)
  expect(text).not.toContain('RMSprop: step')
  const again = made(shown.code) as typeof runs
  expect([...again].map(({ value }) => value)).toEqual([...runs].map(({ value }) => value))
  // The map is that of contours at the player's step, point by point.
  shown.set({ step: 37 } as never)
  const map = contours(rosenbrock, runs, { step: 37, domain: rosenbrock.domain, width: 470, title: '', caption: '' })
  expect(await shown.still()).toContain(map.svg)
})

test('a race tells who has diverged, and why', async () => {
  const shown = raceFromStart({ steps: 100 })
  shown.set({ descentRate: 0.5 } as never)
  const run = minimize(rosenbrock, gradientDescent({ learningRate: 0.5 }), { steps: 100 })
  const text = words(await shown.still())
  expect(run.stopped).toBe('diverged')
  expect(text).toContain(`gradient descent: diverged at step ${run.steps}`)
  expect(text).toContain(run.because)
})

test('a race without optimizers says so', async () => {
  const shown = raceFromStart({ surface: beale })
  shown.set({ descent: false, heavyBall: false, rms: false, adam: false } as never)
  expect(words(await shown.still())).toContain('turn one on')
})

test('each cell of the basin map is the minimum that minimize reaches from there', async () => {
  const cells = 6
  for (const [surface, optimizer, learningRate] of [
    [himmelblau, momentum, 0.01],
    [sixHumpCamel, gradientDescent, 0.05],
  ] as const) {
    const shown = basins({ surface, cells })
    shown.set({ optimizer: optimizer.title, learningRate, start: [0.5, 0.5] } as never)
    const text = words(await shown.still())
    const found = new Map<string, number[]>()
    const minima = library.stationaryPoints(surface).filter(({ kind }) => kind === 'minimum')
    for (let i = 0; i < cells * cells; i++) {
      const start = surface.domain.map(
        ([low, high], k) => low + (((k === 0 ? i % cells : Math.floor(i / cells)) + 0.5) / cells) * (high - low),
      )
      const run = minimize(surface, optimizer({ learningRate }), { start, steps: 300, stop: { gradient: 1e-3 } })
      const nearest = minima.find(({ x }) => Math.hypot(x[0] - run.x[0], x[1] - run.x[1]) < 0.1)
      const name = nearest ? point(nearest.x) : 'none in 300 steps'
      found.set(name, [...(found.get(name) ?? []), run.steps])
    }
    for (const [name, steps] of found) {
      const mean = name.startsWith('none') ? '' : number(steps.reduce((a, b) => a + b, 0) / steps.length)
      expect(text).toContain(`${name} ${number((100 * steps.length) / cells ** 2)} ${mean}`.trim())
    }
    const own = made(shown.code) as library.Run
    expect(text).toContain(`in ${number(own.steps)} steps.`)
  }
})

test('a rate at which nothing arrives is said, not drawn', async () => {
  const shown = basins({ cells: 5, optimizer: 'gradient descent' })
  shown.set({ learningRate: 1 } as never)
  const text = words(await shown.still())
  expect(text).toContain('No start leads to a minimum in 300 steps.')
  expect(text).toContain('none in 300 steps 100')
})

test('a line search shows as many tries as the run has made, for every rule and search', async () => {
  const shown = lineSearchProbes()
  for (const optimizer of ['steepest descent', 'BFGS']) {
    for (const search of ['backtracking', 'strongWolfe', 'exact']) {
      for (const step of [0, 1, 4]) {
        shown.set({ optimizer, search, step, start: [-1, 1.5] } as never)
        const rule = (optimizer === 'BFGS' ? library.bfgs : library.steepestDescent)({ lineSearch: search as 'exact' })
        const run = minimize(rosenbrock, rule, { start: [-1, 1.5], steps: step + 1 })
        const tried = run.probes!.map(({ length }) => length)
        const [before, after] = [run.trajectory.value[run.steps - 1], run.value]
        const row = [step, tried.at(-1)!, tried.reduce((a, b) => a + b, 0), before, after].map(value => number(value))
        expect(words(await shown.still()), `${optimizer}, ${search}, ${step}`).toContain(row.join(' '))
        expect((made(shown.code) as library.Run['probes'])!.map(({ length }) => length)).toEqual(tried)
      }
    }
  }
})

test('a line search that has arrived has no step to show', async () => {
  const shown = lineSearchProbes()
  shown.set({ start: [1, 1] } as never)
  expect(words(await shown.still())).toContain('No step is to be made here')
})

test('the paths of batches are those of minimize, and the variance is that of the batches', async () => {
  const shown = batchPath({ samples: 50, updates: 30 })
  shown.set({ size: 5, rate: 0.1, paths: 2 } as never)
  const regression = library.linearRegression({ samples: 50, slope: 2, intercept: -1, noise: 1, seed: 3 })
  const { start } = shown.values as unknown as { start: number[] }
  const text = words(await shown.still())
  for (const seed of [1, 2]) {
    const run = minimize(regression.batches(5, { seed }), gradientDescent({ learningRate: 0.1 }), { start, steps: 30 })
    expect(text).toContain(`seed ${seed}: step 30, loss ${number(run.value)}`)
    const off = Math.hypot(run.x[0] - regression.solution[0], run.x[1] - regression.solution[1])
    expect(text).toContain(`seed ${seed} ${number(off)}`)
  }
  // With all samples in the batch there is no noise.
  shown.set({ size: 50 } as never)
  expect(words(await shown.still())).toMatch(/times \(N - b\) \/ \(N - 1\) 50 \d.*?e-\d+ [\d.]+ 0 /)
})

test('the measured variance of a batch is that of the formula, within what 400 draws can tell', async () => {
  const shown = batchPath()
  for (const size of [1, 8, 40]) {
    shown.set({ size } as never)
    const [, measured, expected] = words(await shown.still()).match(/\(N - 1\) \d+ ([\d.]+) [\d.]+ ([\d.]+)/)!
    expect(Number(measured) / Number(expected)).toBeGreaterThan(0.75)
    expect(Number(measured) / Number(expected)).toBeLessThan(1.25)
  }
})

test('modern optimizers run from one start, each with the rate that was tuned', async () => {
  const shown = modernOptimizers({ optimizers: [adam, lion] as never, steps: 40 })
  shown.set({ start: [1, 1], step: 12 } as never)
  const text = words(await shown.still())
  for (const optimizer of [adam, lion] as unknown as library.Optimizer[]) {
    const run = minimize(sixHumpCamel, tuned(sixHumpCamel, optimizer, 40), { start: [1, 1], steps: 40 })
    expect(text).toContain(`${run.label}: step 12, loss ${number(run.trajectory.value[12])}`)
    expect(text).toContain(`${number(run.trajectory.value[12])} ${number(run.value)}`)
    expect((made(shown.code) as library.Race).runs[run.label].value).toBe(run.value)
  }
})

test('tuning takes the rate with the lowest median loss of all that it tries', () => {
  const rule = tuned(himmelblau, rmsprop, 60)
  const starts = drawnStarts(himmelblau, 9, 1000)
  const own = scored(himmelblau, rule, starts, 60).median
  const medians = usualValues(rmsprop.hyperparameters.learningRate, 17).map(
    learningRate => scored(himmelblau, rmsprop({ learningRate }), starts, 60).median,
  )
  expect(own).toBe(Math.min(...medians))
  const one = scored(himmelblau, rule, starts, 60).losses
  expect(own).toBe([...one].sort((a, b) => a - b)[4])
})
