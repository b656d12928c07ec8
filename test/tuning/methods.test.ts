import { describe, expect, it } from 'vitest'
import {
  type AnySettings,
  bayesian,
  branin,
  grid,
  hyperband,
  hyperbandBrackets,
  random,
  search,
  space,
  successiveHalving,
} from '../../src/index.ts'
import { unitsOf } from '../../src/tuning/bracket.ts'
import { halton } from '../../src/tuning/halton.ts'

const line = space({ x: { usual: [0, 1] } })
const plane = space({ x: { usual: [-5, 10] }, y: { usual: [0, 15] } })
const quiet = { progress: false }

describe('grid search', () => {
  it('tries every combination once, the ends among them', async () => {
    const found = await search(
      space({ x: { usual: [0, 1] }, rate: { usual: [1e-4, 1], scale: 'log' }, act: { choices: ['relu', 'tanh'] } }),
      ({ x }) => x,
      { method: grid({ points: { x: 3, rate: 5 } }), ...quiet },
    )
    const tried = found.trials.map(({ settings }) => settings)
    expect(tried).toHaveLength(3 * 5 * 2)
    expect(new Set(tried.map(one => JSON.stringify(one))).size).toBe(30)
    expect([...new Set(tried.map(({ x }) => x))]).toEqual([0, 0.5, 1])
    expect(tried[0]).toEqual({ x: 0, rate: 1e-4, act: 'relu' })
    expect(tried.at(-1)).toEqual({ x: 1, rate: 1, act: 'tanh' })
    expect(found.stopped).toBe('end')
    expect(found.method).toBe('grid of 3 x 5 x 2')
  })

  it('is as fine as the budget allows', async () => {
    const found = await search(plane, () => 0, { method: grid(), budget: 30, ...quiet })
    expect(found.method).toBe('grid of 5 x 5')
    expect(found.units).toBe(25)
  })

  it('counts every seed', async () => {
    const found = await search(plane, () => 0, { method: grid(), budget: 30, seeds: 3, ...quiet })
    expect(found.method).toBe('grid of 3 x 3')
    expect(found.evaluations).toBe(27)
  })

  it('has whole numbers once each, and what takes no part once', async () => {
    const found = await search(
      space({
        rule: { choices: ['a', 'b'] },
        k: { usual: [1, 3], whole: true },
        b: { usual: [0, 1], when: { rule: 'b' } },
      }),
      () => 0,
      { method: grid({ points: 4 }), ...quiet },
    )
    expect(found.trials).toHaveLength(3 + 3 * 4)
    expect(new Set(found.trials.map(({ settings }) => JSON.stringify(settings))).size).toBe(15)
  })

  it('refuses a budget that does not suffice, and points that there are not', async () => {
    const over = (options: object, more: object = {}) =>
      search(plane, () => 0, { method: grid(options), ...more, ...quiet })
    await expect(over({ points: 6 }, { budget: 30 })).rejects.toThrow(
      'grid of 6 x 6: it takes 36 settings, 36 full evaluations; the budget is 30',
    )
    await expect(over({ points: 4 }, { budget: 30, seeds: 2 })).rejects.toThrow(
      'it takes 16 settings with 2 seeds each, 32 full evaluations; the budget is 30',
    )
    await expect(over({ points: 0 })).rejects.toThrow('points is 0; it must be a whole number from 1 to 1000')
    await expect(over({ points: { x: 2.5 } })).rejects.toThrow('points.x is 2.5')
    await expect(over({ points: { z: 2 } })).rejects.toThrow("the space has no hyperparameter 'z'")
    expect(() => grid({ point: 3 } as never)).toThrow("grid has no option 'point'; did you mean 'points'?")
  })
})

describe('random search', () => {
  it('draws evenly over the space, in the logarithm on log scales', async () => {
    const of = space({ rate: { usual: [1e-6, 1], scale: 'log' } })
    const found = await search(of, () => 0, { method: random(), budget: 600, ...quiet })
    const decades = new Array(6).fill(0)
    for (const { settings } of found.trials) decades[Math.min(5, Math.floor(Math.log10(settings.rate) + 6))] += 1
    // 100 in each decade; four deviations of a count are 37.
    for (const count of decades) expect(Math.abs(count - 100)).toBeLessThan(37)
  })

  it('is the same for a seed, and another for another', async () => {
    const points = async (seed: number) =>
      (await search(plane, () => 0, { method: random(), budget: 5, seed, ...quiet })).trials.map(one => one.settings)
    expect(await points(3)).toEqual(await points(3))
    expect(await points(3)).not.toEqual(await points(4))
  })
})

describe("Halton's points", () => {
  it('fill every part of the cube more evenly than chance would', () => {
    const fill = halton(2, 7)
    const counts = new Array(36).fill(0)
    for (let k = 0; k < 360; k++) {
      const [x, y] = fill(k)
      counts[Math.floor(x * 6) * 6 + Math.floor(y * 6)] += 1
    }
    // Random points would have a deviation of 3.1 around 10.
    const deviation = Math.sqrt(counts.reduce((sum, count) => sum + (count - 10) ** 2 / 36, 0))
    expect(deviation).toBeLessThan(2)
  })
})

describe("Hyperband's brackets", () => {
  const told = (resource: number, eta: number) =>
    hyperbandBrackets(resource, eta).map(({ s, rungs }) => [
      s,
      ...rungs.map(rung => `${rung.settings}@${rung.resource}`),
    ])

  it('are those of the table in the paper: R = 81, eta = 3', () => {
    expect(told(81, 3)).toEqual([
      [4, '81@1', '27@3', '9@9', '3@27', '1@81'],
      [3, '34@3', '11@9', '3@27', '1@81'],
      [2, '15@9', '5@27', '1@81'],
      [1, '8@27', '2@81'],
      [0, '5@81'],
    ])
  })

  it('are those of mlr3hyperband: R = 8, eta = 2', () => {
    expect(told(8, 2)).toEqual([
      [3, '8@1', '4@2', '2@4', '1@8'],
      [2, '6@2', '3@4', '1@8'],
      [1, '4@4', '2@8'],
      [0, '4@8'],
    ])
  })

  it('follow the formulas where eta divides nothing evenly', () => {
    for (const [R, eta] of [
      [100, 3],
      [243, 3],
      [1000, 4],
      [7, 2],
      [1, 3],
    ]) {
      const all = hyperbandBrackets(R, eta)
      const most = Math.floor(Math.log(R) / Math.log(eta) + 1e-9)
      expect(all).toHaveLength(most + 1)
      for (const { s, rungs } of all) {
        const n = Math.ceil((((most + 1) * R) / R) * (eta ** s / (s + 1)))
        rungs.forEach((rung, i) => {
          expect(rung.settings).toBe(Math.floor(n * eta ** -i + 1e-9))
          expect(rung.resource).toBe(Math.max(1, Math.floor(R * eta ** (i - s) + 1e-9)))
        })
        // Every bracket costs about B.
        expect(unitsOf({ s, rungs })).toBeLessThan((most + 1) * R * 1.7)
      }
    }
  })
})

describe('successive halving and Hyperband', () => {
  it('let the best third go on, with three times the resource', async () => {
    const seen: [number, number][] = []
    const found = await search(
      line,
      ({ x }, { budget }) => {
        seen.push([x, budget])
        return x + 1 / budget
      },
      { method: successiveHalving(), resource: 27, ...quiet },
    )
    expect(seen.map(([, budget]) => budget)).toEqual([
      ...new Array(27).fill(1),
      ...new Array(9).fill(3),
      ...new Array(3).fill(9),
      27,
    ])
    const first = seen.slice(0, 27).map(([x]) => x)
    const best = [...first].sort((a, b) => a - b)
    expect(seen.slice(27, 36).map(([x]) => x)).toEqual(best.slice(0, 9))
    expect(seen.at(-1)![0]).toBe(best[0])
    expect(found.best!.settings.x).toBe(best[0])
    expect(found.units).toBe(27 + 27 + 27 + 27)
    expect(found.trials.map(({ rung }) => rung).at(-1)).toBe(3)
  })

  it('take the highest where that is the goal', async () => {
    const found = await search(line, ({ x }) => x, {
      method: successiveHalving(),
      resource: 9,
      goal: 'maximize',
      ...quiet,
    })
    expect(found.best!.value).toBe(Math.max(...found.trials.map(({ value }) => value)))
  })

  it('go once through all brackets, and count what that costs', async () => {
    const found = await search(line, ({ x }) => x, { method: hyperband(), resource: 81, ...quiet })
    const whole = hyperbandBrackets(81).reduce((sum, one) => sum + unitsOf(one), 0)
    expect(found.units).toBe(whole)
    expect(found.because).toMatch(/^ended as all that was planned is done: /)
    expect(found.trials.filter(({ bracket }) => bracket === 2)).toHaveLength(15 + 5 + 1)
    // The best of those with all of the resource: 1 + 1 + 1 + 2 + 5 of them.
    expect(found.trials.filter(({ resource }) => resource === 81)).toHaveLength(10)
  })

  it('do not let go on what failed', async () => {
    const found = await search(
      line,
      ({ x }) => {
        if (x > 0.15) throw new Error('too far')
        return x
      },
      { method: successiveHalving(), resource: 27, seed: 2, ...quiet },
    )
    const later = found.trials.filter(({ rung }) => rung! > 0)
    expect(later.length).toBeGreaterThan(0)
    expect(later.length).toBeLessThan(13)
    for (const { state } of later) expect(state).toBe('done')
  })

  it('refuse what they cannot do', async () => {
    expect(() => hyperband({ eta: 1 })).toThrow('hyperband: eta is 1; it must be a whole number from 2 up')
    expect(() => successiveHalving({ settings: 0 })).toThrow('settings is 0; it must be a whole number from 1 up')
    const late = search(line, () => 0, { method: successiveHalving({ from: 10 }), resource: 9, ...quiet })
    await expect(late).rejects.toThrow('from is 10, and the resource of a full evaluation is 9')
  })
})

describe('Bayesian search', () => {
  const evaluate = ({ x, y }: { x: number; y: number }) => branin.value([x, y])

  it("finds Branin's minimum closer than random search, in most of five searches", async () => {
    let ahead = 0
    for (let seed = 1; seed <= 5; seed++) {
      const by = async (method: ReturnType<typeof random>) =>
        (await search(plane, evaluate, { method, budget: 25, seed, ...quiet })).best!.value
      if ((await by(bayesian())) < (await by(random()))) ahead += 1
    }
    expect(ahead).toBeGreaterThanOrEqual(4)
  })

  it.each(['matern52', 'rbf'] as const)('finds the minimum of a parabola to a hundredth: %s', async kernel => {
    const found = await search(space({ x: { usual: [-4, 4] } }), ({ x }) => (x - 1.3) ** 2, {
      method: bayesian({ kernel }),
      budget: 15,
      ...quiet,
    })
    expect(found.best!.settings.x).toBeCloseTo(1.3, 1)
    expect(found.best!.value).toBeLessThan(1e-3)
  })

  it('climbs where the highest is the best', async () => {
    const found = await search(space({ x: { usual: [-4, 4] } }), ({ x }) => 5 - (x - 1.3) ** 2, {
      method: bayesian(),
      goal: 'maximize',
      budget: 15,
      ...quiet,
    })
    expect(found.best!.value).toBeGreaterThan(4.99)
  })

  it('learns from what failed: it keeps away', async () => {
    const found = await search(
      plane,
      ({ x, y }) => {
        if (x < 2.5) throw new Error('diverged')
        return (x - 5) ** 2 + y
      },
      { method: bayesian({ initial: 8 }), budget: 28, ...quiet },
    )
    const late = found.trials.slice(8)
    expect(late.filter(({ state }) => state === 'failed').length).toBeLessThan(late.length / 4)
  })

  it('goes on at random while everything fails', async () => {
    const found = await search(plane, () => Number.NaN, { method: bayesian(), budget: 9, ...quiet })
    expect(found.trials).toHaveLength(9)
    expect(found.best).toBeUndefined()
    expect(found.because).toContain('9 without a value; nothing was found')
  })

  it('knows choices, and never tries one setting twice; where all were tried it ends', async () => {
    const of = space({ act: { choices: ['relu', 'tanh', 'gelu'] }, k: { usual: [1, 4], whole: true } })
    const worth: Record<string, number> = { relu: 3, tanh: 1, gelu: 2 }
    const found = await search(of, ({ act, k }) => worth[act] + k, {
      method: bayesian({ initial: 2 }),
      budget: 50,
      ...quiet,
    })
    expect(found.stopped).toBe('end')
    expect(found.trials).toHaveLength(12)
    expect(found.best!.settings).toEqual({ act: 'tanh', k: 1 })
  })

  it('does not depend on which evaluation is ready first', async () => {
    const waiting = (delays: number[]) => {
      let k = 0
      return async (settings: AnySettings) => {
        await new Promise(resolve => setTimeout(resolve, delays[k++ % delays.length]))
        return evaluate(settings as { x: number; y: number })
      }
    }
    const run = (delays: number[]) =>
      search(plane as never, waiting(delays), { method: bayesian(), budget: 14, parallel: 3, ...quiet })
    const [a, b] = [await run([1, 12, 3]), await run([9, 1, 1, 5])]
    expect(a.trials.map(({ settings }) => settings)).toEqual(b.trials.map(({ settings }) => settings))
  })

  it('refuses a kernel that there is not', () => {
    expect(() => bayesian({ kernel: 'linear' as never })).toThrow("kernel is 'linear'; it must be 'matern52' or 'rbf'")
    expect(() => bayesian({ initial: 1 })).toThrow('initial is 1; it must be a whole number from 2 up')
  })
})

it('a grid has two values between the ends, and all whole numbers there are', async () => {
  const tried = async (of: Parameters<typeof space>[0], points: number) =>
    (await search(space(of), () => 0, { method: grid({ points }), ...quiet })).trials.map(
      ({ settings }) => Object.values(settings)[0],
    )
  expect(await tried({ x: { usual: [0, 1] } }, 2)).toEqual([0.25, 0.75])
  expect(await tried({ x: { usual: [0, 1] } }, 1)).toEqual([0.5])
  expect(await tried({ k: { usual: [1, 9], scale: 'log', whole: true } }, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(await tried({ k: { usual: [1, 100], scale: 'log', whole: true } }, 3)).toEqual([1, 10, 100])
})

it('a Bayesian search of more settings than its model is fitted by goes on finding better ones', async () => {
  const found = await search(plane, ({ x, y }) => branin.value([x, y]), {
    method: bayesian({ initial: 88 }),
    budget: 92,
    ...quiet,
  })
  expect(found.trials).toHaveLength(92)
  const first = Math.min(...found.trials.slice(0, 88).map(({ value }) => value))
  expect(found.best!.number).toBeGreaterThanOrEqual(88)
  expect(found.best!.value).toBeLessThan(first)
})
