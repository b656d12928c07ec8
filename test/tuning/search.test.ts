import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  adam,
  bayesian,
  type EvaluationContext,
  fromModule,
  grid,
  hyperband,
  minimize,
  random,
  rosenbrock,
  type SearchMethod,
  type SearchOptions,
  search,
  space,
  spaceOf,
  successiveHalving,
} from '../../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'search-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string) => join(folder, name)
const plane = space({ x: { usual: [0, 1] }, y: { usual: [0, 1] } })
const quiet = { progress: false }
const bowl = ({ x, y }: { x: number; y: number }) => (x - 0.3) ** 2 + (y - 0.6) ** 2

/** All of a search but its times, which no two searches share. */
const timeless = (found: object): unknown =>
  JSON.parse(
    JSON.stringify(found, (key, value) => (key === 'seconds' ? undefined : Number.isNaN(value) ? 'NaN' : value)),
  )

describe('a search', () => {
  it('of a plain descent finds settings that its optimizer takes', async () => {
    const found = await search(
      spaceOf(adam, ['learningRate', 'beta1']),
      settings => minimize(rosenbrock, adam(settings), { steps: 100 }).value,
      { method: random(), budget: 20, ...quiet },
    )
    const { best, trials } = found
    expect(best!.value).toBe(Math.min(...trials.map(({ value }) => value)))
    expect(minimize(rosenbrock, adam(best!.settings), { steps: 100 }).value).toBe(best!.value)
  })

  it('takes a run itself, or a promise', async () => {
    const method = grid({ points: 2 })
    const rates = spaceOf(adam, ['learningRate'])
    const run = (settings: { learningRate: number }) => minimize(rosenbrock, adam(settings), { steps: 10 })
    const all = await Promise.all(
      [run, async (s: { learningRate: number }) => run(s).value].map(one => search(rates, one, { method, ...quiet })),
    )
    expect(all[0].trials.map(({ value }) => value)).toEqual(all[1].trials.map(({ value }) => value))
  })

  it('sums the seeds of a setting up: median, mean and band; the same seeds for all', async () => {
    const told: number[] = []
    const found = await search(
      plane,
      ({ x }, { seed }) => {
        told.push(seed)
        return x + seed
      },
      { method: grid({ points: 2 }), seeds: [1, 2, 6], ...quiet },
    )
    expect(told).toEqual([1, 2, 6, 1, 2, 6, 1, 2, 6, 1, 2, 6])
    const [first] = found.trials
    expect(first).toMatchObject({
      value: 2.25,
      median: 2.25,
      mean: 3.25,
      lowest: 1.25,
      highest: 6.25,
      values: [1.25, 2.25, 6.25],
      cost: 3,
    })
    expect(found.evaluations).toBe(12)
    const mean = await search(plane, ({ x }, { seed }) => x + seed, {
      method: grid({ points: 1 }),
      seeds: 3,
      summary: 'mean',
      ...quiet,
    })
    expect(mean.trials[0].value).toBeCloseTo(2.5, 12)
  })

  it('writes failures down and goes on: thrown, NaN, infinite', async () => {
    const found = await search(
      plane,
      ({ x, y }) => {
        if (x === 0) throw new RangeError('the rate is 0')
        return y === 0 ? Number.NaN : y === 1 ? Number.POSITIVE_INFINITY : y
      },
      { method: grid({ points: 3 }), ...quiet },
    )
    expect(found.trials.map(({ state }) => state)).toEqual([
      ...new Array(3).fill('failed'),
      ...['diverged', 'done', 'diverged', 'diverged', 'done', 'diverged'],
    ])
    expect(found.trials[0].errors).toEqual(['the rate is 0'])
    expect(found.trials[3].errors).toEqual([undefined])
    expect(found.best!.value).toBe(0.5)
    expect(found.units).toBe(9)
    expect(found.because).toContain('7 without a value (the first: the rate is 0)')
  })

  it('counts a failed seed as worse than any other', async () => {
    const run = (goal: 'minimize' | 'maximize', failing: number) =>
      search(plane, (_, { seed }) => (seed <= failing ? Number.NaN : seed), {
        method: grid({ points: 1 }),
        seeds: 4,
        goal,
        ...quiet,
      })
    expect((await run('minimize', 1)).trials[0].value).toBe(3.5)
    expect((await run('maximize', 1)).trials[0].value).toBe(2.5)
    expect((await run('minimize', 2)).trials[0].state).toBe('diverged')
    expect((await run('minimize', 1)).trials[0].mean).toBeNaN()
  })

  it('never uses more than its budget, and counts what an evaluation says it cost', async () => {
    for (const method of [random(), bayesian(), successiveHalving(), hyperband()]) {
      let used = 0
      const found = await search(
        plane,
        (settings, { budget }) => {
          used += budget
          return bowl(settings) + 1 / budget
        },
        { method, budget: 7.5, resource: 9, seeds: 2, ...quiet },
      )
      expect(used).toBeLessThanOrEqual(7.5 * 9)
      expect(found.units).toBe(used)
      expect(found.stopped).toBe('budget')
    }
    const early = await search(plane, s => ({ value: bowl(s), cost: 5 }), {
      method: random(),
      budget: 10,
      resource: 20,
      ...quiet,
    })
    expect(early.trials).toHaveLength(37)
    expect(early.units).toBe(37 * 5)
  })

  it('tells the best by then against the cost', async () => {
    const values = [5, 7, 3, 3, Number.NaN, 1]
    let k = 0
    const found = await search(plane, () => values[k++], { method: random(), budget: 6, ...quiet })
    expect(found.course).toEqual({ units: [1, 3, 6], value: [5, 3, 1] })
  })

  it('shows the best first, in a table', async () => {
    const found = await search(plane, bowl, { method: random(), budget: 15, measure: 'loss', ...quiet })
    const shown = (found as unknown as Record<symbol, () => Record<string, string>>)[Symbol.for('Jupyter.display')]()
    const rows = shown['text/plain'].split('\n')
    expect(rows[0]).toMatch(/^Search \(random\) ended as the budget of 15 full evaluations is used up: 15 settings/)
    expect(rows[2]).toMatch(/^trial\s+loss\s+x\s+y$/)
    expect(Number(rows[4].trim().split(/\s+/)[0])).toBe(found.best!.number)
    expect(rows).toHaveLength(4 + 10)
  })
})

describe('a search that is broken off', () => {
  const methods: Record<string, SearchMethod> = {
    random: random(),
    bayesian: bayesian({ initial: 4 }),
    halving: successiveHalving(),
    hyperband: hyperband(),
  }
  const options = (method: SearchMethod): SearchOptions => ({ method, budget: 12, resource: 9, seeds: 2, ...quiet })
  const evaluate = (settings: { x: number; y: number }, { budget, seed }: EvaluationContext) => {
    // Some fail: what failed must come back as it was, NaN and all.
    if (settings.x > 0.9) throw new Error('too far')
    return settings.y > 0.95 ? Number.NaN : bowl(settings) + seed / (100 * budget)
  }

  it.each(Object.entries(methods))('and goes on from its file is the same, bit for bit: %s', async (name, method) => {
    const whole = await search(plane, evaluate, options(method))
    for (const after of [1, 7, 12]) {
      const own = file(`${name}-${after}.json`)
      const stop = new AbortController()
      let calls = 0
      const first = await search(
        plane,
        (settings, context) => {
          calls += 1
          if (calls === after) stop.abort()
          return evaluate(settings, context)
        },
        { ...options(method), file: own, signal: stop.signal },
      )
      expect(first.stopped).toBe('interrupted')
      expect(first.evaluations).toBe(after - 1)
      let more = 0
      const rest = await search(
        plane,
        (settings, context) => {
          more += 1
          return evaluate(settings, context)
        },
        { ...options(method), file: own },
      )
      expect(more).toBe(whole.evaluations - (after - 1))
      expect(timeless(rest)).toEqual(timeless(whole))
    }
  })

  it('that is done gives what is in its file, and goes on with a larger budget', async () => {
    const own = file('more.json')
    let calls = 0
    const counted = (settings: { x: number; y: number }) => {
      calls += 1
      return bowl(settings)
    }
    const run = (budget: number) => search(plane, counted, { method: random(), budget, file: own, ...quiet })
    const first = await run(6)
    expect(timeless(await run(6))).toEqual(timeless(first))
    expect(calls).toBe(6)
    const more = await run(10)
    expect(calls).toBe(10)
    expect(timeless(more.trials.slice(0, 6))).toEqual(timeless(first.trials))
    // A smaller one has the first of them, and loses nothing in the file.
    expect((await run(3)).trials).toHaveLength(3)
    expect((await run(10)).trials).toHaveLength(10)
    expect(calls).toBe(10)
  })

  it('has what it had, also where evaluations wait', async () => {
    const stop = new AbortController()
    let given: { readonly aborted: boolean } | undefined
    const found = await search(
      plane,
      async (settings, { signal }) => {
        given = signal
        if (settings.x > 0) await new Promise(resolve => setTimeout(resolve, 5))
        return bowl(settings)
      },
      {
        method: random(),
        budget: 1000,
        parallel: 4,
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(60)]),
        ...quiet,
      },
    )
    expect(found.stopped).toBe('interrupted')
    expect(found.because).toMatch(/^ended as it was interrupted: /)
    expect(found.trials.length).toBeGreaterThan(3)
    expect(found.trials.length).toBeLessThan(1000)
    expect(given!.aborted).toBe(true)
  })

  it("is ended by the kernel's interrupt", async () => {
    const place = globalThis as unknown as Record<symbol, Set<() => void>>
    let calls = 0
    const found = await search(
      plane,
      settings => {
        calls += 1
        if (calls === 5) for (const end of place[Symbol.for('fall-line.interruptible')]) end()
        return bowl(settings)
      },
      { method: random(), budget: 50, ...quiet },
    )
    expect(found.stopped).toBe('interrupted')
    expect(found.trials).toHaveLength(4)
    expect(place[Symbol.for('fall-line.interruptible')].size).toBe(0)
  })

  it('before it begins has nothing', async () => {
    const found = await search(plane, bowl, { signal: AbortSignal.abort(), ...quiet })
    expect(found.trials).toEqual([])
    expect(found.best).toBeUndefined()
  })
})

describe("a search's file", () => {
  it('of another search is refused, with what differs', async () => {
    const own = file('other.json')
    const run = (options: SearchOptions, of = plane) =>
      search(of as never, bowl as never, { file: own, ...quiet, ...options })
    const usual = { method: random(), budget: 3 }
    await run(usual)
    await expect(run({ ...usual, method: bayesian() })).rejects.toThrow(
      /other\.json is of another search: its method is random, and this one's is Bayesian, kernel matern52.*; give another file/,
    )
    await expect(run({ ...usual, seed: 2 })).rejects.toThrow('its seed is 1')
    await expect(run({ ...usual, seeds: 2 })).rejects.toThrow("its seeds is 1, and this one's is 1, 2")
    await expect(run({ ...usual, goal: 'maximize' })).rejects.toThrow('its goal is minimize')
    await expect(run(usual, space({ x: { usual: [0, 2] }, y: { usual: [0, 1] } }))).rejects.toThrow('its space is')
  })

  it('that is torn or foreign is refused, and left as it is', async () => {
    const own = file('torn.json')
    await search(plane, bowl, { method: random(), budget: 3, file: own, ...quiet })
    const text = readFileSync(own, 'utf8')
    for (const [content, message] of [
      [text.slice(0, 200), 'is torn or was changed'],
      [text.replace('"value":0', '"value":1'), 'is torn or was changed'],
      ['', 'is torn: it breaks off in its first line'],
      ['{"x": 1}', 'is not a search that search wrote'],
      [
        text.replace('search 1', 'search 2'),
        "is a 'fall-line search 2', and this version reads a 'fall-line search 1'",
      ],
    ]) {
      writeFileSync(own, content)
      await expect(search(plane, bowl, { method: random(), budget: 3, file: own, ...quiet })).rejects.toThrow(message)
      expect(readFileSync(own, 'utf8')).toBe(content)
    }
  })
})

it('a file that cannot be written is told before the first evaluation', async () => {
  let calls = 0
  const counted = () => {
    calls += 1
    return 0
  }
  await expect(search(plane, counted, { file: join(folder, 'no', 'folder.json'), ...quiet })).rejects.toThrow('ENOENT')
  expect(calls).toBe(0)
})

describe('misuse of searches is told before anything starts', () => {
  it.each<[string, unknown, RegExp]>([
    ['an option that there is not', { budgets: 3 }, /search has no option 'budgets'; did you mean 'budget'\?/],
    [
      'a method not called',
      { method: random },
      /method is a function \(random\); it must be a method of search, called: put \(\) after it/,
    ],
    ['a method by name', { method: 'random' }, /method is 'random'; it must be a method of search, as random\(\)/],
    ['no budget', { budget: 0 }, /budget is 0; it must be a finite number/],
    ['a budget of NaN', { budget: Number.NaN }, /budget is NaN/],
    ['half a unit', { resource: 0.5 }, /resource is 0.5; it must be a whole number from 1 up/],
    ['no seeds', { seeds: 0 }, /seeds is 0; it must be a whole number from 1 up/],
    ['an empty list of seeds', { seeds: [] }, /seeds is \[\]; it must be how many, or the seeds as whole numbers/],
    ['a seed twice', { seeds: [1, 1] }, /the seed 1 is there twice/],
    ['no threads', { parallel: 0 }, /parallel is 0; it must be a whole number from 1 to 1024/],
    ['another summary', { summary: 'best' }, /summary is 'best'; it must be 'median' or 'mean'/],
    ['another goal', { goal: 'low' }, /goal is 'low'; it must be 'minimize' or 'maximize'/],
    ['no file', { file: '' }, /file is ''; it must be a path/],
    ['no signal', { signal: true }, /signal is true; it must be an AbortSignal/],
    ['words for progress', { progress: 'yes' }, /progress is 'yes'; it must be true or false/],
  ])('%s', async (_, options, message) => {
    let calls = 0
    const counted = () => {
      calls += 1
      return 0
    }
    await expect(search(plane, counted, options as never)).rejects.toThrow(message)
    expect(calls).toBe(0)
  })

  it('a space or an evaluation that is none', async () => {
    await expect(search({ x: 1 } as never, () => 0)).rejects.toThrow(
      'search: the space is an object with x; it must be what space or spaceOf gives',
    )
    await expect(search(plane, 3 as never)).rejects.toThrow(
      'what is evaluated is 3; it must be a function of the settings',
    )
  })

  it('an evaluation that gives no number ends the search: it is no fault of the settings', async () => {
    for (const [outcome, message] of [
      [undefined, 'the evaluation gave undefined; it must give a number'],
      ['0.1', "the evaluation gave '0.1'; it must give a number"],
      [
        { loss: 3 },
        'the evaluation gave an object with loss; it must give a number, or an object with a number as its value',
      ],
      [{ value: 1, cost: -1 }, 'the evaluation gave a cost of -1; it must be units of resource, 0 or more'],
    ]) {
      let calls = 0
      const odd = () => {
        calls += 1
        return outcome as never
      }
      await expect(search(plane, odd, { method: random(), budget: 5, ...quiet })).rejects.toThrow(message as string)
      expect(calls).toBe(1)
    }
  })

  it('a module that there is not', () => {
    expect(() => fromModule('./nowhere.mjs')).toThrow(/fromModule: there is no file .*nowhere\.mjs/)
    expect(() => fromModule(3 as never)).toThrow("the module is 3; it must be a file, as './evaluate.mjs'")
    expect(() => fromModule('./x.mjs', '')).toThrow("the name is ''; it must be what the module exports")
  })
})
