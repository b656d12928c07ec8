import { describe, expect, test } from 'vitest'
import { switching, wrappers } from '../../src/index.ts'
import { isLeft, wrapperCases } from './cases.ts'
import { piped, rule } from './library.ts'
import { byLibrary, parted } from './paths.ts'
import { byReferences, type Links, wrapperReferences } from './pipes.ts'
import { faulty, problems } from './problems.ts'
import type { Layer } from './reference.ts'
import { switching as switchingByHand } from './wrappers-between.ts'

const own = Object.keys(wrapperReferences)

test('every wrapper has a reference, and every reference a wrapper', () => {
  expect([...own].sort()).toEqual(Object.keys(wrappers).sort())
})

const by = (links: Links, layers: readonly Layer[]) => (theta: Float64Array) => byReferences(links, layers, theta)

const titled = (links: Links): string =>
  links
    .map(([name, settings]) => {
      const shown = JSON.stringify(settings, (_, value) => (typeof value === 'function' ? 'falling' : value))
      return `${name}(${shown})`
    })
    .join(', ')

const gd = ['gradientDescent', { learningRate: 0.02 }] as const
const momentum = ['momentum', { learningRate: 0.01, beta: 0.9 }] as const
const adam = ['adam', { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-6 }] as const
const free = ['scheduleFreeSgd', { learningRate: 0.05, beta: 0.9 }] as const
const falling = { learningRate: (t: number) => 0.05 * 0.99 ** t }

const around = (rules: Links): Links[] =>
  own.flatMap(name =>
    wrapperCases[name].flatMap(given =>
      rules.map(inner => (isLeft(name) ? [[name, given], inner] : [inner, [name, given]]) as Links),
    ),
  )

/** A setting that falls from x to half of it. */
const halved = (x: number) => (t: number) => x * (1 - t / 300)
const combined: Links[] = [
  [['clipByNorm', { limit: halved(1), form: 'paper' }], ['l2', { weightDecay: halved(0.3) }], adam],
  [
    ['accumulate', { every: 3 }],
    ['clipByValue', { limit: halved(1) }],
    ['gradientDescent', falling],
  ],
  [
    ['gradientNoise', { variance: halved(0.1), decay: halved(0.5), seed: 1 }],
    ['sam', { radius: halved(0.3) }],
    momentum,
  ],
  [adam, ['lookahead', { every: 4, alpha: halved(0.9), reset: false }], ['ema', { decay: halved(0.9) }]],
  [
    ['adaptiveClip', { limit: halved(0.2), epsilon: halved(0.1) }],
    ['decoupledDecay', { weightDecay: halved(0.5) }],
    adam,
  ],
  [
    ['clipByNorm', { limit: 1, form: 'paper' }],
    ['lamb', { learningRate: 0.01 }],
  ],
  [
    ['adaptiveClip', { limit: 0.1, epsilon: 0.1 }],
    ['novograd', { learningRate: 0.01 }],
    ['ema', { decay: 0.9 }],
  ],
  [
    ['centralize', {}],
    ['lars', { learningRate: 0.5, trust: 0.01 }],
  ],
  [
    ['muon', { learningRate: 0.02 }],
    ['lookahead', { every: 5, alpha: 0.5, reset: true }],
  ],
  [
    ['sam', { radius: 0.1 }],
    ['nesterovLookAhead', { learningRate: 0.01, gamma: 0.9 }],
  ],
  [['sam', { radius: 0.1 }], ['clipByNorm', { limit: 1, form: 'paper' }], free],
  [
    ['clipByValue', { limit: 0.5 }],
    ['l2', { weightDecay: 0.1 }],
    ['sophia', { learningRate: 0.01, every: 3, seed: 1 }],
  ],
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

describe.each(Object.keys(problems))('150 updates on %s, each within 1e-12 max(1, |x|) and its rounding', name => {
  const problem = problems[name]
  test.each([...around([gd, momentum, adam]), ...combined].map(links => [titled(links), links] as const))(
    '%s',
    (_, links) => {
      const { worst, where } = parted(piped(links), by(links, problem.layers), problem, 150)
      expect(worst, where).toBeLessThanOrEqual(1)
    },
  )
})

test.each([
  [[5], 5],
  [[1, 50, 51, 52, 149, 150], 3],
])('gradients that are not finite in updates %j make no update, up to %i in a row', (faults, limit) => {
  const problem = faulty(problems.bumpy, faults)
  const links: Links = [
    ['skipIfNotFinite', { limit }],
    ['adam', { learningRate: (t: number) => 0.05 * 0.99 ** t }],
  ]
  const { worst, where } = parted(piped(links), by(links, problem.layers), problem, 150)
  expect(worst, where).toBeLessThanOrEqual(1)
})

test('one fault more in a row than the limit is let through: it is no passing one', () => {
  const rule = piped([
    ['skipIfNotFinite', { limit: 2 }],
    ['momentum', { learningRate: 0.01, beta: 0.9 }],
  ])
  const { theta } = byLibrary(rule, faulty(problems.bumpy, [50, 51, 52]), 60)
  expect(theta[50].every(Number.isFinite)).toBe(true)
  expect(theta[51].every(Number.isFinite)).toBe(false)
})

test.each([0, 1, 40])('the first %i updates by Adam, the rest by momentum, which begins then', after => {
  const { bumpy } = problems
  const [first, second] = [adam, ['momentum', { ...falling, beta: 0.9 }] as const]
  const both = switching(rule(...first), rule(...second), { after })
  const { worst, where } = parted(
    both,
    theta => switchingByHand(by([first], bumpy.layers)(theta), by([second], bumpy.layers)(theta), after),
    bumpy,
    150,
  )
  expect(worst, where).toBeLessThanOrEqual(1)
})
