import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { bestOf, momentumModes, regime, shrinking } from '../../src/explorations/momentum-modes.ts'
import { minimize, momentum, surface } from '../../src/index.ts'
import { words } from './read.ts'

const line = surface({ name: 'line', equation: 'x^2 / 2', domain: [[-1, 1]], start: [1] })

/** Distances by step of a direction of curvature 1. */
const distances = (a: number, beta: number, steps: number): Float64Array =>
  minimize(line, momentum({ learningRate: a, beta }), { steps, stop: { gradient: false, divergence: 1e300 } })
    .trajectory.x

test('theory’s factor is what a run shows, and its regime what the run does', () => {
  for (const beta of [0, 0.2, 0.5, 0.8, 0.95]) {
    for (const a of [0.003, 0.05, 0.5, 1.3, 2.2, 3.3, 3.8, 4.5]) {
      const x = distances(a, beta, 300)
      const factor = shrinking(a, beta)
      const grows = Math.abs(x[x.length - 1]) > 1
      expect(factor >= 1, `${a}, ${beta}`).toBe(grows)
      expect(regime(a, beta) === 'diverges').toBe(grows)
      if (grows) expect(a).toBeGreaterThan(2 * (1 + beta))
      const far = Math.max(...Array.from(x.slice(-20), Math.abs))
      if (far > 1e-280) expect(far ** (1 / (x.length - 1)), `${a}, ${beta}`).toBeCloseTo(factor, 1)
      const signs = Array.from(x.slice(1, 60)).filter((each, k) => each * x[k] < 0 && Math.abs(each) > 1e-300).length
      if (regime(a, beta) === 'monotone') expect(signs, `${a}, ${beta}`).toBe(0)
      if (regime(a, beta) === 'changes sides each step') expect(signs).toBeGreaterThan(20)
    }
  }
})

test('no other rate and momentum are better than the best', () => {
  for (const kappa of [2, 10, 100]) {
    const best = bestOf(kappa)
    const worst = (a: number, beta: number): number => Math.max(shrinking(a, beta), shrinking(a / kappa, beta))
    expect(worst(best.a, best.beta)).toBeCloseTo(best.factor, 6)
    for (let i = 1; i < 60; i++) {
      for (let j = 0; j < 60; j++) {
        expect(worst((4 * i) / 60, j / 60)).toBeGreaterThanOrEqual(best.factor - 1e-9)
      }
    }
  }
})

test.each([
  [1.2, 0.5, 50],
  [0.4, 0.9, 10],
  [3, 0.2, 5],
  [0.02, 0.1, 200],
])('rate %d, momentum %d, condition number %i: every direction is in the table', async (a, beta, kappa) => {
  const exploration = momentumModes()
  exploration.set({ setting: [a, beta], kappa } as never)
  const shown = words(await exploration.still())
  for (const h of [1 / kappa, 1]) {
    expect(shown).toContain(`${number(h)} ${number(a * h)} ${regime(a * h, beta)} ${number(shrinking(a * h, beta))}`)
  }
  expect(exploration.code).toContain(`beta: ${beta}`)
})
