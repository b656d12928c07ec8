import { expect, test } from 'vitest'
import { number } from '../../src/display/number.ts'
import { learningRates } from '../../src/explorations/learning-rates.ts'
import { bowl, curvatures, gradientDescent, minimize, parabola, ravine } from '../../src/index.ts'
import { words } from './read.ts'

const stable = (share: number): boolean => share < 1

test.each([
  [0.05, 0.45, 1.02],
  [0.3, 0.9, 1.1],
  [0.01, 0.5, 0.99],
])('shares %d, %d and %d of 2/L: stable below 1 and only there, as theory says', async (a, b, c) => {
  const exploration = learningRates()
  for (const surface of [parabola, bowl, ravine.with({ kappa: 10 })]) {
    exploration.set({ surface: surface.name, a, b, c } as never)
    const L = Math.max(...curvatures(surface, surface.minima[0].x).values)
    const shown = words(await exploration.still())
    for (const [i, share] of [a, b, c].entries()) {
      const rate = Number(((share * 2) / L).toPrecision(4))
      const run = minimize(surface, gradientDescent({ learningRate: rate }), { steps: 100 })
      const grew = run.value >= run.trajectory.value[0]
      expect(grew).toBe(!stable(share))
      const row = new RegExp(`${'ABC'[i]}: ${number(rate).replace('.', '\\.')} [^A-Z]*?(un)?stable`).exec(shown)
      expect(row?.[1] === 'un', `${surface.name}, ${share}`).toBe(grew)
      if (!grew) {
        const steps = run.trajectory.value.findIndex(loss => loss <= 1e-6 * run.trajectory.value[0])
        if (steps >= 0) expect(shown).toContain(`there in ${steps} steps`)
      }
    }
  }
})

test('measured factors agree with theory', async () => {
  const exploration = learningRates()
  exploration.set({ a: 0.2, b: 0.5, c: 1.05 } as never)
  const shown = words(await exploration.still())
    .split('verdict ')
    .at(-1)!
  for (const [name, share] of Object.entries({ A: 0.2, C: 1.05 })) {
    const rate = Number((share * 0.2).toPrecision(4))
    const factor = Math.max(Math.abs(1 - rate), Math.abs(1 - 10 * rate))
    const [, byL, theory, measured] = shown.split(`${name}: `)[1].split(' ').map(Number)
    expect(byL).toBeCloseTo(10 * rate, 2)
    expect(theory).toBeCloseTo(factor, 2)
    expect(measured).toBeCloseTo(factor, 2)
  }
})
