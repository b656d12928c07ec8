import { expect, test } from 'vitest'
import { cases } from './cases.ts'
import { references } from './index.ts'
import { mistaken } from './mistaken.ts'
import { oracle, problems } from './problems.ts'
import { choices, formOf, settingOf } from './settings.ts'

/** Where the mistake and the reference part by more than the library may: theta or a slot, in a case of rules.test.ts. */
test.each(mistaken.map(entry => [`${entry.rule} with ${entry.what}`, entry] as const))(
  'the references refuse %s',
  (_, entry) => {
    const right = references[entry.rule]
    let seen = 0
    for (const problem of Object.values(problems)) {
      for (const given of choices(right.options).flatMap(chosen =>
        cases[entry.rule].map(usual => ({ ...usual, ...chosen })),
      )) {
        const eta: number | undefined = (given as Record<string, number>).learningRate
        const falling = eta === undefined ? {} : { learningRate: (t: number) => eta * (1 - t / 60) }
        const setting = settingOf(right, { ...given, ...falling })
        const form = formOf(right, given, problem.layers)
        const theta = Float64Array.from(problem.start)
        const slots = right.begin(theta, setting, problem.layers)
        const update = right.update(setting, slots, form)
        for (let t = 1; t <= 30; t++) {
          const g = problem.gradient(right.point?.(theta, slots, setting, t) ?? theta, t)
          const other = theta.slice()
          const held = Object.fromEntries(Object.entries(slots).map(([slot, x]) => [slot, x.slice()]))
          entry.reference.update(setting, held, form)(other, g.slice(), t, oracle(problem, t))
          update(theta, g, t, oracle(problem, t))
          const parts = [[other, theta], ...Object.keys(slots).map(slot => [held[slot], slots[slot]])]
          for (const [a, b] of parts) {
            for (let i = 0; i < a.length; i++)
              if (!(Math.abs(a[i] - b[i]) <= 1e-12 * Math.max(1, Math.abs(b[i])))) seen++
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(0)
  },
)
