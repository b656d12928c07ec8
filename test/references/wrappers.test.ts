import { describe, expect, test } from 'vitest'
import { references } from './index.ts'
import { type Links, piped, rule, switching, wrappers } from './library.ts'
import { type Moving, moving } from './moving.ts'
import { parted } from './paths.ts'
import { type Problem, problems } from './problems.ts'
import type { Layer } from './reference.ts'
import { formOf, type Given, settingOf } from './settings.ts'
import * as byHand from './wrappers.ts'

const references_ = byHand as unknown as Readonly<Record<string, byHand.WrapperReference>>
const own = Object.keys(references_).filter(name => name !== 'switching')

test('every wrapper has a reference, and every reference a wrapper', () => {
  expect(own.sort()).toEqual(
    Object.keys(wrappers)
      .filter(name => name !== 'switching')
      .sort(),
  )
})

/** A pipe by hand: left of the rule the innermost stands last, right of it first. */
function by(links: Links, layers: readonly Layer[]) {
  return (theta: Float64Array): Moving => {
    const at = links.findIndex(([name]) => name in references)
    const [name, settings] = links[at]
    const reference = references[name]
    let inner = moving(reference, settingOf(reference, settings), formOf(reference, settings, layers), theta)
    for (const [wrapper, given] of [...links.slice(0, at).reverse(), ...links.slice(at + 1)]) {
      const { wrap, ...settable } = references_[wrapper]
      inner = wrap(inner, settingOf(settable, given), formOf(settable, given, layers), theta)
    }
    return inner
  }
}

const titled = (links: Links): string =>
  links.map(([name, settings]) => `${name}(${JSON.stringify(settings)})`).join(', ')

const gd = ['gradientDescent', { learningRate: 0.02 }] as const
const momentum = ['momentum', { learningRate: 0.01, beta: 0.9 }] as const
const adam = ['adam', { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-6 }] as const
const free = ['scheduleFreeSgd', { learningRate: 0.05, beta: 0.9 }] as const
const falling = { learningRate: (t: number) => 0.05 * 0.99 ** t }

/** Each wrapper in two settings and all its forms. */
const settings: Readonly<Record<string, readonly Given[]>> = {
  l2: [{ weightDecay: 0.01 }, { weightDecay: 0.5 }],
  decoupledDecay: [{ weightDecay: 0.01 }, { weightDecay: 0.5 }],
  clipByValue: [{ limit: 1 }, { limit: 0.2 }],
  clipByNorm: [1, 0.3].flatMap(limit => ['pytorch', 'optax'].map(form => ({ limit, form }))),
  adaptiveClip: [
    { limit: 0.01, epsilon: 1e-3 },
    { limit: 0.3, epsilon: 0.5 },
  ],
  centralize: [{}],
  gradientNoise: [
    { variance: 0.01, decay: 0.55, seed: 1 },
    { variance: 0.3, decay: 0, seed: 1 },
  ],
  sam: [{ radius: 0.05 }, { radius: 0.5 }],
  accumulate: [{ every: 4 }, { every: 7 }],
  lookahead: [false, true].flatMap(reset => [
    { every: 5, alpha: 0.5, reset },
    { every: 3, alpha: 0.8, reset },
  ]),
  polyakAverage: [{ from: 1 }, { from: 30 }],
  ema: [{ decay: 0.999 }, { decay: 0.8 }],
  swa: [
    { from: 100, every: 10 },
    { from: 3, every: 1 },
  ],
  skipIfNotFinite: [{ limit: 5 }, { limit: 1 }],
}
const left = [
  'l2',
  'decoupledDecay',
  'clipByValue',
  'clipByNorm',
  'adaptiveClip',
  'centralize',
  'gradientNoise',
  'sam',
  'accumulate',
  'skipIfNotFinite',
]

const around = (rules: Links): Links[] =>
  own.flatMap(name =>
    settings[name].flatMap(given =>
      rules.map(inner => (left.includes(name) ? [[name, given], inner] : [inner, [name, given]]) as Links),
    ),
  )

const combined: Links[] = [
  [['clipByNorm', { limit: 1, form: 'pytorch' }], ['l2', { weightDecay: 0.3 }], adam],
  [['l2', { weightDecay: 0.3 }], ['clipByNorm', { limit: 1, form: 'pytorch' }], adam],
  [
    ['decoupledDecay', { weightDecay: 0.3 }],
    ['gradientDescent', falling],
  ],
  [['decoupledDecay', { weightDecay: 0.3 }], ['sam', { radius: 0.1 }], momentum],
  [['sam', { radius: 0.1 }], ['l2', { weightDecay: 0.3 }], momentum],
  [['accumulate', { every: 3 }], ['clipByNorm', { limit: 0.5, form: 'optax' }], adam, ['ema', { decay: 0.9 }]],
  [adam, ['lookahead', { every: 5, alpha: 0.5, reset: false }], ['ema', { decay: 0.9 }]],
  [['accumulate', { every: 2 }], adam, ['lookahead', { every: 5, alpha: 0.5, reset: true }]],
  [['clipByValue', { limit: 0.5 }], ['clipByNorm', { limit: 1, form: 'optax' }], free],
  [
    momentum,
    ['lookahead', { every: 2, alpha: 0.5, reset: false }],
    ['lookahead', { every: 3, alpha: 0.7, reset: false }],
  ],
  [['clipByNorm', { limit: 2, form: 'optax' }], ['clipByNorm', { limit: 1, form: 'optax' }], gd],
]

const withFaults = (problem: Problem, faults: readonly number[]): Problem => ({
  ...problem,
  gradient: (x, t) => {
    const g = problem.gradient(x, t)
    if (faults.includes(t)) g[t % g.length] = t % 2 === 0 ? Number.NaN : Number.POSITIVE_INFINITY
    return g
  },
})

describe.each(Object.keys(problems))(
  '150 updates on %s, each within 1e-12 max(1, |x|) and ten times its rounding',
  name => {
    const problem = problems[name]
    test.each([...around([gd, momentum, adam]), ...combined].map(links => [titled(links), links] as const))(
      '%s',
      (_, links) => {
        const { worst, where } = parted(piped(links), by(links, problem.layers), problem, 150)
        expect(worst, where).toBeLessThanOrEqual(1)
      },
    )
  },
)

test.each([
  [[5], 5],
  [[1, 50, 51, 52, 149, 150], 3],
])('gradients that are not finite in updates %j make no update, up to %i in a row', (faults, limit) => {
  const problem = withFaults(problems.bumpy, faults)
  const links: Links = [
    ['skipIfNotFinite', { limit }],
    ['adam', { learningRate: (t: number) => 0.05 * 0.99 ** t }],
  ]
  const { worst, where } = parted(piped(links), by(links, problem.layers), problem, 150)
  expect(worst, where).toBeLessThanOrEqual(1)
})

test.each([0, 1, 40])('the first %i updates by Adam, the rest by momentum, which begins then', after => {
  const { bumpy } = problems
  const [first, second] = [adam, ['momentum', { ...falling, beta: 0.9 }] as const]
  const both = switching(rule(...first), rule(...second), { after })
  const { worst, where } = parted(
    both,
    theta => byHand.switching(by([first], bumpy.layers)(theta), by([second], bumpy.layers)(theta), after),
    bumpy,
    150,
  )
  expect(worst, where).toBeLessThanOrEqual(1)
})
