import { expect, test } from 'vitest'
import { cases, isLeft, wrapperCases } from './cases.ts'
import { references } from './index.ts'
import { mistaken, mistakenWrappers } from './mistaken/index.ts'
import { byHand } from './paths.ts'
import { byReferences, type Links, wrapperReferences } from './pipes.ts'
import { faulty, oracle, problems } from './problems.ts'
import { choices, formOf, type Given, settingOf } from './settings.ts'

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
        const falling: Given = eta === undefined ? {} : { learningRate: (t: number) => eta * (1 - t / 60) }
        const setting = settingOf(right, { ...given, ...falling })
        const form = formOf(right, given, problem.layers)
        const theta = Float64Array.from(problem.start)
        const slots = right.begin(theta, setting, form)
        const update = right.update(setting, slots, form)
        for (let t = 1; t <= 30; t++) {
          const point = right.point?.(theta, slots, setting, t) ?? theta
          const g = problem.gradient(point, t)
          const other = theta.slice()
          const held = Object.fromEntries(Object.entries(slots).map(([slot, x]) => [slot, x.slice()]))
          entry.reference.update(setting, held, form)(other, g.slice(), t, oracle(problem, t, point))
          update(theta, g, t, oracle(problem, t, point))
          const parts = [[other, theta], ...Object.keys(slots).map(slot => [held[slot], slots[slot]])]
          for (const [a, b] of parts) {
            for (let i = 0; i < a.length; i++) if (Math.abs(a[i] - b[i]) > 1e-12 * Math.max(1, Math.abs(b[i]))) seen++
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(0)
  },
)

test.each(mistakenWrappers.map(entry => [`${entry.wrapper} with ${entry.what}`, entry] as const))(
  'the references refuse %s',
  (_, { wrapper, reference }) => {
    const gd = ['gradientDescent', { learningRate: 0.02 }] as const
    const momentum = ['momentum', { learningRate: 0.01, beta: 0.9 }] as const
    const adam = ['adam', { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-6 }] as const
    const seen = wrapperCases[wrapper].some(given =>
      [gd, momentum, adam].some(rule => {
        const links: Links = isLeft(wrapper) ? [[wrapper, given], rule] : [rule, [wrapper, given]]
        const problem = wrapper === 'skipIfNotFinite' ? faulty(problems.bumpy, [3, 4, 5, 9]) : problems.bumpy
        const path = (known: typeof wrapperReferences) =>
          byHand(theta => byReferences(links, problem.layers, theta, known), problem, 130)
        const [found, expected] = [path({ ...wrapperReferences, [wrapper]: reference }), path(wrapperReferences)]
        return (['theta', 'result'] as const).some(kind =>
          expected[kind].some((x, t) =>
            x.some((y, i) => Math.abs(found[kind][t][i] - y) > 1e-9 * Math.max(1, Math.abs(y))),
          ),
        )
      }),
    )
    expect(seen).toBe(true)
  },
)
