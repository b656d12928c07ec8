import { describe, expect, it } from 'vitest'
import {
  bayesian,
  compareSearches,
  comparisonCurve,
  grid,
  hyperband,
  parallelCoordinates,
  random,
  responseCurve,
  search,
  searchCurve,
  space,
  surrogateCurve,
} from '../../src/index.ts'
import { checkPicture, refuseWarnings } from '../charts/picture.ts'

refuseWarnings()

const quiet = { progress: false }
const mixed = space({
  rule: { choices: ['adam', 'momentum'] },
  rate: { usual: [1e-4, 1], scale: 'log' },
  beta: { usual: [0, 0.99], when: { rule: 'momentum' } },
})
type Mixed = { readonly rule: string; readonly rate: number; readonly beta: number | undefined }

/** A bowl in the logarithm of the rate; momentum with a high rate diverges. */
const evaluate = ({ rule, rate, beta = 0 }: Mixed, { seed, budget }: { seed: number; budget: number }) => {
  if (rule === 'momentum' && rate > 0.5) return Number.NaN
  return (Math.log10(rate) + 2) ** 2 + beta + 0.1 * seed + 1 / budget
}

describe('charts of searches', async () => {
  const found = await search(mixed, evaluate, { method: random(), budget: 60, seeds: 3, measure: 'loss', ...quiet })
  const staged = await search(mixed, evaluate, { method: hyperband(), resource: 27, ...quiet })
  const one = await search(
    space({ rate: { usual: [1e-4, 1], scale: 'log' } }),
    ({ rate }, { seed }) => evaluate({ rule: 'adam', rate, beta: 0 }, { seed, budget: 1 }),
    {
      method: grid({ points: 9 }),
      seeds: 5,
      ...quiet,
    },
  )

  it('the cost against the best: all settings, crosses for what failed', () => {
    const chart = searchCurve(found)
    checkPicture(chart)
    expect(chart.svg).toContain('loss')
    expect(chart.svg).toContain('failed, or beyond the edge')
    expect(chart.alternative).toContain('Chart of loss against cost: 20 settings in 60 full evaluations.')
    const hollow = searchCurve(staged)
    checkPicture(hollow)
    expect(hollow.svg).toContain('with part of it')
  })

  it('parallel coordinates: a side for each hyperparameter and one for the value', () => {
    for (const each of [found, staged]) {
      const chart = parallelCoordinates(each)
      checkPicture(chart)
      for (const name of ['rule', 'rate (log)', 'beta', 'momentum', 'left out'])
        expect(chart.svg).toContain(`>${name}<`)
    }
    expect(parallelCoordinates(found).alternative).toMatch(/The best has loss [\d.]+ with rule adam, rate [\d.]+\.$/)
  })

  it('response curves: of numbers, of choices, of the only one', () => {
    for (const chart of [
      responseCurve(found, 'rate'),
      responseCurve(found, 'rule'),
      responseCurve(found, 'beta'),
      responseCurve(one),
    ]) {
      checkPicture(chart)
    }
    expect(responseCurve(found, 'rate').svg).toContain('mean over the others, by the model')
    expect(responseCurve(one).svg).toContain('a setting: 5 seeds, from lowest to highest')
    expect(responseCurve(one).svg).not.toContain('by the model')
    expect(responseCurve(found, 'rule').svg).toContain('>momentum<')
  })

  it('what a Bayesian search sees: the model, and where it would try next', async () => {
    const seen = await search(space({ x: { usual: [-4, 4] } }), ({ x }) => (x - 1) ** 2, {
      method: bayesian({ initial: 3, kernel: 'rbf' }),
      budget: 8,
      ...quiet,
    })
    const chart = surrogateCurve(seen, { trials: 4, kernel: 'rbf' })
    checkPicture(chart)
    // With the first four settings it hopes for most where the search has tried the fifth.
    const next = Number(/highest at x (-?[\d.]+)\.$/.exec(chart.alternative)![1])
    expect(Math.abs(next - seen.trials[4].settings.x)).toBeLessThan(0.1)
    checkPicture(surrogateCurve(one))
    expect(() => surrogateCurve(found)).toThrow('this search is of 3 hyperparameters; it draws one range of numbers')
    expect(() => surrogateCurve(seen, { trials: 1 })).toThrow('1 of the settings came to a value; a model needs two')
  })

  it('a comparison: a line for each method', async () => {
    const compared = await compareSearches(
      mixed,
      evaluate,
      { random: random(), bayesian: bayesian() },
      { budget: 12, repeats: 3, ...quiet },
    )
    const chart = comparisonCurve(compared)
    checkPicture(chart)
    expect(chart.svg).toContain('>bayesian<')
    expect(chart.alternative).toContain('by 2 methods of search')
  })

  it('of searches in which little or nothing was found', async () => {
    const none = await search(mixed, () => Number.NaN, { method: random(), budget: 3, ...quiet })
    checkPicture(searchCurve(none))
    expect(() => parallelCoordinates(none)).toThrow('parallelCoordinates: no setting of this search came to a value')
    expect(() => responseCurve(none)).toThrow('responseCurve: no setting of this search came to a value')
    const single = await search(mixed, () => 1, { method: random(), budget: 1, ...quiet })
    for (const chart of [searchCurve(single), parallelCoordinates(single), responseCurve(single)]) checkPicture(chart)
    const same = await search(mixed, () => 0, { method: random(), budget: 12, ...quiet })
    for (const chart of [searchCurve(same), parallelCoordinates(same), responseCurve(same, 'rate')]) checkPicture(chart)
  })

  it('refuse what they cannot draw', () => {
    expect(() => searchCurve(search(mixed, evaluate, quiet) as never)).toThrow(
      'it must be what search gave (with await before it)',
    )
    expect(() => parallelCoordinates(3 as never)).toThrow('parallelCoordinates is given 3')
    expect(() => responseCurve(found, 'gamma' as never)).toThrow(
      "responseCurve: the search has no hyperparameter 'gamma'; it has 'rule', 'rate', 'beta'",
    )
    expect(() => comparisonCurve(found as never)).toThrow('it must be what compareSearches gave')
    expect(() => searchCurve(found, { widht: 300 } as never)).toThrow("did you mean 'width'?")
    expect(() => searchCurve(found, { width: 3 })).toThrow('width is 3; it must be pixels')
  })
})
