import { describe, expect, test } from 'vitest'
import { piped, rule, segments } from './library.ts'
import { byLibrary } from './paths.ts'
import type { Links } from './pipes.ts'
import { type Problem, problems, wobble } from './problems.ts'
import type { Given } from './settings.ts'

const { bumpy } = problems
const steps = 200
type Made = ReturnType<typeof rule>
const one = (name: string, given: Given): Made => rule(name, given)
const links = (...all: Links): Made => piped(all)

/** The largest distance between two sequences of points, in units of max(1, |x|). */
function apart(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let worst = 0
  a.forEach((x, t) => {
    x.forEach((y, i) => {
      const distance = Math.abs(y - b[t][i]) / Math.max(1, Math.abs(y))
      if (!(distance <= worst)) worst = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance
    })
  })
  return worst
}
const theta = (made: Made, problem: Problem = bumpy, n = steps) => byLibrary(made, problem, n).theta
const result = (made: Made, problem: Problem = bumpy, n = steps) => byLibrary(made, problem, n).result

/** A sequence of gradients that does not depend on where they are taken. */
const given = (g: (t: number, i: number) => number): Problem => ({
  ...bumpy,
  gradient: (_, t) => Float64Array.from(bumpy.start, (_, i) => g(t, i)),
})
const tight = 1e-12

describe('momentum', () => {
  const until = (t: number) => (t < 30 ? 0.02 : 0)

  test('the velocity of gradients and the velocity of steps make the same path at a constant rate', () => {
    const outside = theta(one('momentum', { learningRate: 0.01, beta: 0.9 }))
    const inside = theta(one('momentumClassical', { learningRate: 0.01, gamma: 0.9 }))
    expect(apart(outside, inside)).toBeLessThan(tight)
  })
  test('when the rate falls to 0 the velocity of gradients stops at once; the velocity of steps rolls on, by gamma / (1 - gamma) of the last step', () => {
    const outside = theta(one('momentum', { learningRate: until, beta: 0.9 }))
    expect(
      apart(
        outside.slice(30),
        outside.slice(30).map(() => outside[29]),
      ),
    ).toBe(0)
    const inside = theta(one('momentumClassical', { learningRate: until, gamma: 0.9 }), bumpy, 400)
    const rolled = inside[29].map((x, i) => x + 9 * (x - inside[28][i]))
    expect(apart([inside[399]], [rolled])).toBeLessThan(tight)
    expect(apart([inside[29]], [inside[399]])).toBeGreaterThan(0.01)
  })
  test("the velocity of steps is Polyak's heavy ball: theta - eta g + gamma times the step before", () => {
    const inside = theta(one('momentumClassical', { learningRate: 0.01, gamma: 0.9 }))
    const ball: Float64Array[] = []
    for (let t = 1; t <= steps; t++) {
      const [now, before] = [
        ball.at(-1) ?? Float64Array.from(bumpy.start),
        ball.at(-2) ?? Float64Array.from(bumpy.start),
      ]
      const g = bumpy.gradient(now, t)
      ball.push(now.map((x, i) => x - 0.01 * g[i] + 0.9 * (x - before[i])))
    }
    expect(apart(inside, ball)).toBeLessThan(tight)
  })
  test('without dampening the averaged form is momentum', () => {
    const settings = { learningRate: 0.01, beta: 0.9 }
    const averaged = theta(one('momentumAveraged', { ...settings, dampening: 0 }))
    expect(apart(averaged, theta(one('momentum', settings)))).toBeLessThan(tight)
  })
  test('damped by beta it is momentum at 1 - beta times the rate, but for the first gradient, which counts 1 / (1 - beta) times', () => {
    const damped = theta(one('momentumAveraged', { learningRate: 0.1, beta: 0.9 }), given(wobble))
    const more = given((t, i) => wobble(t, i) * (t === 1 ? 10 : 1))
    expect(apart(damped, theta(one('momentum', { learningRate: 0.01, beta: 0.9 }), more))).toBeLessThan(tight)
  })
  test.each(['momentum', 'nesterov'])('%s with beta = 0 is gradient descent', name => {
    const plain = theta(one('gradientDescent', { learningRate: 0.05 }))
    expect(apart(theta(one(name, { learningRate: 0.05, beta: 0 })), plain)).toBe(0)
  })
  test("the point where Nesterov's look-ahead form takes its gradient is PyTorch's theta, at a constant rate", () => {
    const stepping = one('nesterovLookAhead', { learningRate: 0.01, gamma: 0.9 }).begin(Float64Array.from(bumpy.start))
    const point = Float64Array.from(bumpy.start)
    const asked: Float64Array[] = []
    for (let t = 1; t <= steps + 1; t++) {
      const gradient = (x: Float64Array, out: Float64Array) => {
        asked.push(x.slice())
        out.set(bumpy.gradient(x, t))
      }
      stepping.step(point, bumpy.gradient(point, t), { gradient } as unknown as Parameters<typeof stepping.step>[2])
    }
    expect(apart(theta(one('nesterov', { learningRate: 0.01, beta: 0.9 })), asked.slice(1))).toBeLessThan(tight)
  })
})

describe('quasi-hyperbolic momentum', () => {
  const settings = { learningRate: 0.05, beta: 0.9 }
  test('with nu = 0 is gradient descent', () => {
    const plain = theta(one('gradientDescent', { learningRate: 0.05 }))
    expect(apart(theta(one('qhm', { ...settings, nu: 0 })), plain)).toBeLessThan(tight)
  })
  test('with nu = 1 is momentum at 1 - beta times the rate', () => {
    const slower = theta(one('momentum', { learningRate: 0.005, beta: 0.9 }))
    expect(apart(theta(one('qhm', { ...settings, nu: 1 })), slower)).toBeLessThan(tight)
  })
  test('with nu = beta is Nesterov at 1 - beta times the rate', () => {
    const slower = theta(one('nesterov', { learningRate: 0.005, beta: 0.9 }))
    expect(apart(theta(one('qhm', { ...settings, nu: 0.9 })), slower)).toBeLessThan(tight)
  })
  test('around Adam, with nu_1 = nu_2 = 1, is Adam', () => {
    const adam = { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-3 }
    expect(apart(theta(one('qhadam', { ...adam, nu1: 1, nu2: 1 })), theta(one('adam', adam)))).toBeLessThan(tight)
  })
})

describe('Adam', () => {
  const adam = { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-3 }
  const falling = { ...adam, learningRate: (t: number) => 0.02 * 0.99 ** t }

  test('without memory and epsilon steps by the sign', () => {
    const sign = theta(one('signDescent', { learningRate: 0.01 }))
    const forgetful = { learningRate: 0.01, beta1: 0, beta2: 0, epsilon: 0 }
    expect(apart(theta(one('adam', forgetful)), sign)).toBeLessThan(tight)
    expect(apart(theta(one('lion', { learningRate: 0.01, beta1: 0, beta2: 0 })), sign)).toBeLessThan(tight)
  })
  test('with beta_1 = 0 and its rate divided by the root of 1 - beta_2^t is RMSprop', () => {
    const uncorrected = {
      learningRate: (t: number) => 0.01 / Math.sqrt(1 - 0.9 ** (t + 1)),
      beta1: 0,
      beta2: 0.9,
      epsilon: 0,
    }
    const rmsprop = one('rmsprop', { learningRate: 0.01, rho: 0.9, epsilon: 0 })
    expect(apart(theta(one('adam', uncorrected)), theta(rmsprop))).toBeLessThan(tight)
  })
  test.each([
    ['constant', adam],
    ['falling', falling],
  ])('with decoupled decay around it is AdamW, at a %s rate', (_, settings) => {
    const around = links(['decoupledDecay', { weightDecay: 0.3 }], ['adam', settings])
    expect(apart(theta(one('adamw', { ...settings, weightDecay: 0.3 })), theta(around))).toBeLessThan(tight)
  })
  test('with L2 around it is not AdamW: what is scaled by the gradients is not the same', () => {
    const around = links(['l2', { weightDecay: 0.3 }], ['adam', adam])
    expect(apart(theta(one('adamw', { ...adam, weightDecay: 0.3 })), theta(around))).toBeGreaterThan(1e-3)
  })
  test('L2 and decoupled decay are the same around gradient descent', () => {
    const gd = ['gradientDescent', { learningRate: 0.05 }] as const
    const l2 = theta(links(['l2', { weightDecay: 0.3 }], gd))
    expect(apart(l2, theta(links(['decoupledDecay', { weightDecay: 0.3 }], gd)))).toBeLessThan(tight)
  })
  test('is AdEMAMix with alpha = 0, and AdamW with its decay', () => {
    const slow = { beta3: 0.999, alpha: 0 }
    expect(apart(theta(one('ademamix', { ...adam, ...slow })), theta(one('adam', adam)))).toBeLessThan(tight)
    const decaying = { ...adam, weightDecay: 0.3 }
    expect(apart(theta(one('ademamix', { ...decaying, ...slow })), theta(one('adamw', decaying)))).toBeLessThan(tight)
  })
  test('is Adan where the gradient never changes', () => {
    const constant = given((_, i) => wobble(3, i))
    const adan = one('adan', { learningRate: 0.02, beta1: 0.9, beta2: 0.92, beta3: 0.99, epsilon: 1e-3, form: 'paper' })
    expect(apart(theta(adan, constant), theta(one('adam', adam), constant))).toBeLessThan(tight)
  })
  test('is AMSGrad as PyTorch and Optax have it where gradients only grow; the paper, uncorrected, is elsewhere', () => {
    const growing = given((t, i) => (i + 1) * (1 + t / 50))
    const plain = theta(one('adam', adam), growing)
    const inForm = (form: string) => theta(one('amsgrad', { ...adam, form }), growing)
    expect(apart(inForm('pytorch'), plain)).toBeLessThan(tight)
    expect(apart(inForm('optax'), plain)).toBeLessThan(tight)
    expect(apart(inForm('paper'), plain)).toBeGreaterThan(1e-2)
  })
  test('no two forms of AMSGrad agree where gradients shrink', () => {
    const shrinking = given((t, i) => (i + 1) / t)
    const inForm = (form: string) => theta(one('amsgrad', { ...adam, form }), shrinking)
    expect(apart(inForm('pytorch'), inForm('optax'))).toBeGreaterThan(1e-3)
    expect(apart(inForm('pytorch'), inForm('paper'))).toBeGreaterThan(1e-3)
    expect(apart(inForm('optax'), inForm('paper'))).toBeGreaterThan(1e-3)
  })
  test("Nadam without warming up, a huge momentumDecay, is Optax's Nadam", () => {
    const warm = theta(one('nadam', { ...adam, momentumDecay: 1e6, form: 'pytorch' }))
    expect(apart(warm, theta(one('nadam', { ...adam, form: 'optax' })))).toBeLessThan(tight)
  })
  test('RAdam begins as the averaged gradient, corrected; with beta_2 = 0.999 the paper rectifies from update 5 on, PyTorch and Optax from 6 on', () => {
    const settings = { learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    const inForm = (form: string) => theta(one('radam', { ...settings, form }))
    expect(apart(inForm('paper').slice(0, 4), inForm('pytorch').slice(0, 4))).toBe(0)
    expect(apart(inForm('paper').slice(4, 5), inForm('pytorch').slice(4, 5))).toBeGreaterThan(1e-3)
    expect(apart(inForm('optax').slice(0, 5), inForm('pytorch').slice(0, 5))).toBe(0)
    const corrected = { learningRate: (t: number) => 0.02 / (1 - 0.9 ** (t + 1)), beta: 0.9, nu: 1 }
    expect(apart(inForm('paper').slice(0, 4), theta(one('qhm', corrected)).slice(0, 4))).toBeLessThan(tight)
  })
  test('Ranger is RAdam under Lookahead', () => {
    const radam = { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 }
    const around = links(['radam', radam], ['lookahead', { every: 6, alpha: 0.4 }])
    expect(apart(theta(one('ranger', { ...radam, every: 6, alpha: 0.4 })), theta(around))).toBe(0)
    expect(apart(result(one('ranger', { ...radam, every: 6, alpha: 0.4 })), result(around))).toBe(0)
  })
})

describe('other rules', () => {
  test('AdaGrad is RMSprop with a plain mean of the squares and a rate that falls as 1 / sqrt(t)', () => {
    const mean = {
      rho: (t: number) => 1 - 1 / (t + 1),
      learningRate: (t: number) => 0.1 / Math.sqrt(t + 1),
      epsilon: 0,
    }
    const adagrad = one('adagrad', { learningRate: 0.1, epsilon: 0 })
    expect(apart(theta(one('rmsprop', mean)), theta(adagrad))).toBeLessThan(tight)
  })
  test('Sophia with gamma = 0 is all clipped: the sign of the average, as Lion with one beta', () => {
    const sophia = one('sophia', { learningRate: 0.01, beta1: 0.9, clip: 0, epsilon: 1e-300 })
    const lion = one('lion', { learningRate: 0.01, beta1: 0.9, beta2: 0.9 })
    expect(apart(theta(sophia), theta(lion))).toBeLessThan(tight)
  })
  test('ADOPT does not move in its first update', () => {
    const [first] = theta(one('adopt', { learningRate: 0.1 }))
    expect(Array.from(first)).toEqual(bumpy.start)
  })
  test('optimistic descent with beta = 0 is gradient descent', () => {
    const plain = theta(one('gradientDescent', { learningRate: 0.05 }))
    expect(apart(theta(one('optimisticDescent', { learningRate: 0.05, alpha: 1, beta: 0 })), plain)).toBeLessThan(tight)
  })
  test('schedule-free with beta = 0 is gradient descent, whose plain mean it returns', () => {
    const mean = links(['gradientDescent', { learningRate: 0.05 }], ['polyakAverage', { from: 1 }])
    const free = one('scheduleFreeSgd', { learningRate: 0.05, beta: 0 })
    expect(apart(theta(free), result(mean))).toBeLessThan(tight)
  })
  test('averaged SGD without decay, from the first update on, returns the plain mean of gradient descent', () => {
    const averaged = one('averagedSgd', { learningRate: 0.05, decay: 0, from: 0, form: 'paper' })
    const mean = links(['gradientDescent', { learningRate: 0.05 }], ['polyakAverage', { from: 1 }])
    expect(apart(theta(averaged), theta(mean))).toBeLessThan(tight)
    expect(apart(result(averaged), result(mean))).toBeLessThan(tight)
  })
  test("LAMB's first step is Adam's where a layer is at 0, and as long as the layer's weights times the rate elsewhere", () => {
    const start = bumpy.start.map((x, i) => (i < 6 ? 0 : x))
    const settings = { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-6 }
    const [lamb] = byLibrary(one('lamb', settings), bumpy, 1, start).theta
    const [adam] = byLibrary(one('adam', settings), bumpy, 1, start).theta
    expect(apart([lamb.slice(0, 6)], [adam.slice(0, 6)])).toBeLessThan(tight)
    for (const { offset, shape } of segments(bumpy.layers).slice(1)) {
      const size = shape.reduce((a, b) => a * b)
      const length = (x: (i: number) => number) => Math.hypot(...Array.from({ length: size }, (_, i) => x(offset + i)))
      expect(length(i => lamb[i] - start[i])).toBeCloseTo(0.02 * length(i => start[i]), 14)
    }
  })
})

describe('wrappers that change nothing', () => {
  const adam = ['adam', { learningRate: 0.02, beta1: 0.9, beta2: 0.99, epsilon: 1e-6 }] as const
  const plain = () => byLibrary(one(...adam), bumpy, steps)
  const huge = 1e300
  test.each<[string, Links]>([
    ['clipping by a value that is never reached', [['clipByValue', { limit: huge }], adam]],
    [
      "clipping by a norm that is never reached, as PyTorch's",
      [['clipByNorm', { limit: huge, form: 'pytorch' }], adam],
    ],
    ["clipping by a norm that is never reached, as Optax's", [['clipByNorm', { limit: huge, form: 'optax' }], adam]],
    ['adaptive clipping that is never reached', [['adaptiveClip', { limit: huge, epsilon: 1 }], adam]],
    ['decay by 0', [['decoupledDecay', { weightDecay: 0 }], ['l2', { weightDecay: 0 }], adam]],
    ['noise of variance 0', [['gradientNoise', { variance: 0, decay: 0.5, seed: 7 }], adam]],
    ['SAM of radius 0', [['sam', { radius: 0 }], adam]],
    ['gradients gathered one by one', [['accumulate', { every: 1 }], adam]],
    ['Lookahead at every step, the whole way', [adam, ['lookahead', { every: 1, alpha: 1, reset: false }]]],
    ['skipping where all is finite', [['skipIfNotFinite', { limit: 1 }], adam]],
    ['a moving average that keeps nothing', [adam, ['ema', { decay: 0 }]]],
  ])('%s', (_, around) => {
    const found = byLibrary(piped(around), bumpy, steps)
    expect(apart(found.theta, plain().theta)).toBeLessThan(tight)
    expect(apart(found.result, plain().theta)).toBeLessThan(tight)
  })
  test('Lookahead with alpha = 0 never leaves the start', () => {
    const held = result(links(adam, ['lookahead', { every: 3, alpha: 0, reset: false }]))
    expect(
      apart(
        held,
        held.map(() => Float64Array.from(bumpy.start)),
      ),
    ).toBe(0)
  })
  test('averages leave the path as it is', () => {
    for (const average of [
      ['ema', { decay: 0.9 }],
      ['polyakAverage', { from: 5 }],
      ['swa', { from: 5, every: 3 }],
    ] as const) {
      expect(apart(theta(links(adam, average)), plain().theta)).toBe(0)
    }
  })
  test('stochastic weight averaging of every point is the plain mean', () => {
    const mean = result(links(adam, ['polyakAverage', { from: 10 }]))
    expect(apart(result(links(adam, ['swa', { from: 10, every: 1 }])), mean)).toBeLessThan(tight)
  })
  test('gathering k gradients of one batch is one update by it', () => {
    const held: Problem = { ...bumpy, gradient: (x, t) => bumpy.gradient(x, Math.ceil(t / 4)) }
    const gathered = theta(links(['accumulate', { every: 4 }], adam), held)
    const every = gathered.filter((_, t) => (t + 1) % 4 === 0)
    expect(apart(every, plain().theta.slice(0, every.length))).toBeLessThan(tight)
  })
})

test('gradient noise has the variance sigma / t^gamma', () => {
  const n = 20000
  const wide: Problem = { ...bumpy, start: new Array(n).fill(0), layers: [], gradient: () => new Float64Array(n) }
  const noisy = links(
    ['gradientNoise', { variance: 0.5, decay: 0.55, seed: 3 }],
    ['gradientDescent', { learningRate: 1 }],
  )
  const points = theta(noisy, { ...wide, layers: [{ offset: 0, shape: [n] }] }, 10)
  points.slice(1).forEach((x, k) => {
    const noise = x.map((y, i) => y - points[k][i])
    const square = noise.reduce((sum, y) => sum + y * y, 0) / n
    // Four standard errors of a mean, and of a mean of squares.
    expect(Math.abs(noise.reduce((sum, y) => sum + y, 0) / n)).toBeLessThan(4 * Math.sqrt(square / n))
    expect(square / (0.5 / (k + 2) ** 0.55)).toBeCloseTo(1, 1)
  })
})
