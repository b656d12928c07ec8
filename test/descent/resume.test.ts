import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { iterate } from '../../src/descent/iterate.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { adam } from '../../src/optimizers/index.ts'
import { cosine } from '../../src/schedules/index.ts'
import { linearRegression } from '../../src/surfaces/linear-regression.ts'
import { linearStream } from '../../src/surfaces/linear-stream.ts'
import { examples } from '../examples.ts'
import { bowl, heavyBall } from './rules.ts'

const rules = {
  'a rule by hand': heavyBall({ learningRate: t => 0.1 / (1 + 0.01 * t), beta: 0.9 }),
  Adam: adam({ learningRate: cosine({ initial: 0.1, steps: 100 }), beta1: t => 0.9 - 0.001 * t }),
}
const objectives = {
  bowl: bowl(2),
  'mini-batches': linearRegression({ samples: 50 }).batches(8, { seed: 3 }),
  stream: linearStream({ seed: 4 }),
}

const pairs = Object.entries(objectives).flatMap(([on, objective]) =>
  Object.entries(rules).map(([of, rule]) => [on, of, objective, rule] as const),
)

describe.each(pairs)('a run on %s of %s', (_on, _of, objective, rule) => {
  it('goes on bit for bit where another ended, also through JSON', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 80 }), fc.boolean(), (a, b, json) => {
        const whole = minimize(objective, rule, { steps: a + b, stop: { gradient: false } })
        const first = minimize(objective, rule, { steps: a, stop: { gradient: false } })
        const from = json ? JSON.parse(JSON.stringify(first)) : first
        const second = minimize(objective, rule, { from, steps: b, stop: { gradient: false } })
        expect([...second.x]).toEqual([...whole.x])
        expect(second.state).toEqual(whole.state)
        expect([...second.trajectory.value]).toEqual([...whole.trajectory.value.slice(a)])
        expect([...second.trajectory.learningRate]).toEqual([...whole.trajectory.learningRate.slice(a)])
      }),
      examples(30),
    )
  })

  it('is the same in the rows of iterate', () => {
    const run = minimize(objective, rule, { steps: 20, stop: { gradient: false } })
    const rows = [...iterate(objective, rule, { steps: 20 })]
    expect(rows.map(row => row.value)).toEqual([...run.trajectory.value])
    expect(rows.map(row => row.gradientNorm)).toEqual([...run.trajectory.gradientNorm])
    expect(rows.map(row => row.learningRate)).toEqual([...run.trajectory.learningRate])
    expect(rows.flatMap(row => row.x)).toEqual([...run.trajectory.x])
    const after = [...iterate(objective, rule, { from: run, steps: 3 })]
    expect(after.at(-1)?.x).toEqual([...minimize(objective, rule, { steps: 23, stop: { gradient: false } }).x])
  })
})

describe('going on', () => {
  const rule = rules['a rule by hand']

  it('with another kind of rule is refused', () => {
    const run = minimize(bowl(), rule, { steps: 2 })
    const other = heavyBall({ learningRate: 0.1 }, 'another')
    expect(() => minimize(bowl(), other, { from: run })).toThrow(
      "the state to go on from is heavy ball's, and the rule is another: pass start: run.x",
    )
  })

  it('with another rate is fine', () => {
    const run = minimize(bowl(), heavyBall({ learningRate: 0.1 }), { steps: 2 })
    const next = minimize(bowl(), heavyBall({ learningRate: 0.01 }), { from: run, steps: 1 })
    expect(next.state.updates).toBe(3)
    expect(next.trajectory.x[0]).toBe(run.x[0])
  })

  it('from a run that left the numbers behind is refused', () => {
    const run = minimize(bowl(), heavyBall({ learningRate: 1e308 }), { stop: { divergence: false } })
    expect(() => minimize(bowl(), heavyBall({ learningRate: 0.1 }), { from: run })).toThrow(
      /coordinate 1 of the start is/,
    )
  })
})
