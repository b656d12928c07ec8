import { describe, expect, it } from 'vitest'
import { jupyterDisplay } from '../../src/display/display.ts'
import {
  adam,
  beale,
  bfgs,
  challenge,
  challengeProblems,
  cosine,
  gradientDescent,
  momentum,
  rosenbrock,
} from '../../src/index.ts'

const quick = () => challenge({ problem: 'ravine', budget: 60, adam: adam({ learningRate: 1 }) })

describe('a score', () => {
  it('is repeated by its seed, and only by it', () => {
    const game = quick()
    const first = game.score(momentum({ learningRate: 0.03, beta: 0.8 }))
    const again = quick().score(momentum({ learningRate: 0.03, beta: 0.8 }), { seed: first.seed })
    expect(again.result).toEqual(first.result)
    expect(again.adam).toEqual(first.adam)
    expect(first.text).toContain(`Seed ${first.seed} repeats this score`)
    const other = game.score(momentum({ learningRate: 0.03, beta: 0.8 }))
    expect(other.seed).not.toBe(first.seed)
    expect(other.result.losses).not.toEqual(first.result.losses)
  })

  it('is made on draws that were not practised on', () => {
    const game = quick()
    const starts = game.practice.map(({ start }) => String(start))
    for (const seed of [1, 2, 3]) {
      const { losses } = game.score(gradientDescent({ learningRate: 0.01 }), { seed }).result
      expect(losses.length).toBe(game.problem.draws)
      expect(new Set([...losses, ...game.practise(gradientDescent({ learningRate: 0.01 })).losses]).size).toBe(
        losses.length + starts.length,
      )
    }
  })

  it('says ahead, level and behind', () => {
    const game = quick()
    const same = game.score(adam({ learningRate: 1 }), { seed: 5 })
    expect(same).toMatchObject({ verdict: 'level with Adam', wins: 0, decided: 0, p: 1, ratio: 1 })
    const worse = game.score(gradientDescent({ learningRate: 1e-6 }), { seed: 5 })
    expect(worse.verdict).toBe('behind Adam')
    expect(worse.ratio).toBeGreaterThan(1)
    const better = game.score(bfgs(), { seed: 5 })
    expect(better.verdict).toBe('ahead of Adam')
    expect(better.wins).toBe(game.problem.draws)
    expect(better.result.looks).toBeLessThanOrEqual(60)
    expect(better.result.updates).toBeLessThan(60)
  })

  it('says so where there are too few draws to tell', () => {
    const five = challenge({ problem: 'ravine', budget: 60, draws: 5, adam: adam({ learningRate: 1 }) })
    const worse = five.score(gradientDescent({ learningRate: 1e-6 }), { seed: 5 })
    expect(worse).toMatchObject({ verdict: 'level with Adam', wins: 0, decided: 5 })
    expect(worse.text).toContain(' 5 draws are too few to tell: even all of them would not decide. Seed 5')
    expect(quick().score(gradientDescent({ learningRate: 1e-6 }), { seed: 5 }).text).not.toContain('too few')
  })

  it('counts a run that has diverged as infinitely bad, and shows it', () => {
    const score = quick().score(gradientDescent({ learningRate: 1e9 }), { seed: 5 })
    expect(score.result.median).toBe(Number.POSITIVE_INFINITY)
    expect(score).toMatchObject({ verdict: 'behind Adam', wins: 0 })
    const shown = score[jupyterDisplay]()
    expect(shown['text/html']).toContain('<svg')
    expect(shown['text/plain']).toContain('Infinity')
  })

  it('keeps the code of an entry', () => {
    const game = quick()
    const falling = (budget: number) => momentum({ learningRate: cosine({ initial: 0.03, steps: budget }) })
    expect(game.score(falling, { seed: 5 }).code).toMatch(/^\(budget\) =>[\s\S]*cosine[\s\S]*0?\.03/)
    const rule = game.score(falling(60), { seed: 5 })
    expect(rule.code).toBe('momentum({ learningRate: cosine({ initial: 0.03, final: 0, steps: 60 }) })')
    expect(rule.equations).toContain('theta')
    expect(game.score(adam({ learningRate: 0.1, beta1: 0.8 }), { seed: 5 }).code).toBe(
      'adam({ learningRate: 0.1, beta1: 0.8 })',
    )
  })
})

describe('a problem', () => {
  it.each(Object.entries(challengeProblems))('%s: a seed draws the same, another seed another', (_, problem) => {
    const [one, same, other] = [problem.draw(7), problem.draw(7), problem.draw(8)]
    expect(same.start).toEqual(one.start)
    const x = one.start.map(value => value + 0.1)
    expect(same.loss(x)).toBe(one.loss(x))
    expect(same.objective.gradient(x, undefined, 3)).toEqual(one.objective.gradient(x, undefined, 3))
    expect(other.objective.gradient(other.start, undefined, 3)).not.toEqual(
      one.objective.gradient(one.start, undefined, 3),
    )
  })

  it('of mini-batches shows the loss of a batch, not that of all samples', () => {
    const { objective, start } = challengeProblems.digits.draw(1)
    expect(objective.value(start, 0)).not.toBe(objective.value(start, 1))
    expect(objective.value(start, 0)).toBe(objective.value(start, 0))
  })

  it('may be an objective with a domain', () => {
    const game = challenge({ problem: beale, adam: adam({ learningRate: 0.1 }), draws: 3 })
    expect(game.score(adam(), { seed: 1 }).result.losses).toHaveLength(3)
    expect(game.problem.name).toBe('Beale')
  })
})

describe('tuning', () => {
  it('takes the best on the practice draws', () => {
    const game = quick()
    const entries = [0.001, 0.03, 0.5].map(learningRate => gradientDescent({ learningRate }))
    const found = game.tune(entries)
    expect(found.entry).toBe(entries[1])
    expect(found.tries).toBe(3)
    expect(found.practised).toEqual(game.practise(entries[1]))
  })

  it('gives Adam 66 tries, and a rate inside the range that is tried', () => {
    const { adam: tuned } = challenge({ problem: rosenbrock, budget: 40 })
    expect(tuned.tries).toBe(66)
    expect(tuned.code).toMatch(/^adam\(/)
    const rate = tuned.rule.settings.learningRate
    const initial = typeof rate === 'number' ? rate : rate(0)
    expect(initial).toBeGreaterThan(0.001)
    expect(initial).toBeLessThan(10)
  })
})

describe('what is not allowed', () => {
  it.each([
    [() => challenge({ problem: 'ravin' as never }), "there is no problem 'ravin'"],
    [() => challenge({ problem: 3 as never }), 'the problem is 3'],
    [() => challenge({ problem: { dimension: 1, value: () => 0, gradient: () => new Float64Array(1) } }), 'domain'],
    [() => challenge({ problem: 'ravine', budget: 0 }), 'budget is 0'],
    [() => challenge({ problem: 'ravine', draws: 0.5 }), 'draws is 0.5'],
    [() => challenge({ problem: 'ravine', buget: 3 } as never), "no option 'buget'"],
    [() => challenge({ problem: 'ravine', adam: 3 as never }), 'the entry is 3'],
    [() => quick().score(momentum as never), 'call it to get a rule'],
    [() => quick().score((() => 3) as never), 'returned 3'],
    [() => quick().score(adam(), { seed: 0 }), 'seed is 0'],
    [() => quick().tune([]), 'one rule or more'],
  ])('is said before anything is played: %#', (make, message) => {
    expect(make).toThrow(message)
  })
})
