import { describe, expect, test } from 'vitest'
import { minimize } from '../../src/descent/minimize.ts'
import { gradientDescent, optimisticDescent } from '../../src/optimizers/index.ts'
import { bilinear, bowl, parabola, saddle } from '../../src/surfaces/index.ts'
import { minMax } from '../../src/surfaces/min-max.ts'

describe('a game of two players', () => {
  test('its field is the gradient with the second player’s part turned', () => {
    const game = minMax(bilinear.with({ a: 3 }))
    expect([...game.gradient([2, 5])]).toEqual([15, -6])
    expect(game.value([2, 5])).toBe(30)
    const four = minMax(bowl.inDimension(4), 1)
    expect([...four.gradient([1, 2, 3, 4])]).toEqual([1, -2, -3, -4])
    const out = new Float64Array(2)
    expect(game.gradient([1, 1], out)).toBe(out)
  })

  test('descent circles outward by the factor that theory gives, and optimism comes in', () => {
    const game = minMax(bilinear)
    const rate = 0.1
    const run = minimize(game, gradientDescent({ learningRate: rate }), { steps: 50 })
    // Each step of both at once stretches the distance by sqrt(1 + rate^2).
    expect(Math.hypot(...run.x)).toBeCloseTo(Math.SQRT2 * (1 + rate ** 2) ** 25, 10)
    expect(Math.hypot(...minimize(game, optimisticDescent({ learningRate: rate }), { steps: 3000 }).x)).toBeLessThan(
      1e-3,
    )
  })

  test('where one is content and the other is, both are at the saddle', () => {
    const run = minimize(minMax(saddle), gradientDescent({ learningRate: 0.1 }), { steps: 500, start: [1.5, 0.5] })
    expect(Math.hypot(...run.x)).toBeLessThan(1e-4)
  })

  test('refuses what is no game', () => {
    expect(() => minMax(parabola)).toThrow('parabola has 1 coordinate; two players need 2')
    expect(() => minMax(bilinear, 2)).toThrow(
      'the number of minimizing coordinates is 2; it must be a whole number from 1 to 1',
    )
    expect(() => minMax(7 as never)).toThrow('the function is 7')
  })
})
