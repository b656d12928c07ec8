import { minimize } from '../../src/descent/minimize.ts'
import type { Run } from '../../src/descent/run.ts'
import type { Rule, Setting } from '../../src/optimizers/rule.ts'
import type { Objective } from '../../src/surfaces/objective.ts'

/** A surface in two dimensions with a gradient by differences: enough to draw. */
export function plane(
  name: string,
  f: (x: number, y: number) => number,
  rest: Partial<Objective> & Pick<Objective, 'domain'>,
): Objective {
  const h = 1e-6
  return {
    name,
    dimension: 2,
    value: x => f(x[0], x[1]),
    gradient(x, out = new Float64Array(2)) {
      out[0] = (f(x[0] + h, x[1]) - f(x[0] - h, x[1])) / (2 * h)
      out[1] = (f(x[0], x[1] + h) - f(x[0], x[1] - h)) / (2 * h)
      return out
    },
    ...rest,
  }
}

export const rosenbrock = plane('Rosenbrock', (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, {
  domain: [
    [-2, 2],
    [-1, 3],
  ],
  start: [-1.2, 1],
  minima: [{ x: [1, 1], value: 0 }],
})

export const bowl = plane('bowl', (x, y) => x * x + y * y, {
  domain: [
    [-3, 3],
    [-3, 3],
  ],
  start: [-2, 2.5],
  minima: [{ x: [0, 0], value: 0 }],
})

export const ravine = plane('ravine', (x, y) => 0.5 * (x * x + 50 * y * y), {
  domain: [
    [-6, 6],
    [-2, 2],
  ],
  start: [-5, 1],
  minima: [{ x: [0, 0], value: 0 }],
})

export const saddle = plane('saddle', (x, y) => x * x - y * y, {
  domain: [
    [-2, 2],
    [-2, 2],
  ],
  start: [-1.5, 0.01],
})

export const himmelblau = plane('Himmelblau', (x, y) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, {
  domain: [
    [-5, 5],
    [-5, 5],
  ],
  start: [0, 0],
  minima: [
    { x: [3, 2], value: 0 },
    { x: [-2.805118, 3.131312], value: 0 },
    { x: [-3.77931, -3.283186], value: 0 },
    { x: [3.584428, -1.848126], value: 0 },
  ],
})

export const beale = plane(
  'Beale',
  (x, y) => (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y ** 3) ** 2,
  {
    domain: [
      [-4.5, 4.5],
      [-4.5, 4.5],
    ],
    start: [1, 1],
    minima: [{ x: [3, 0.5], value: 0 }],
  },
)

/** x^2 in n dimensions. */
export function parabola(dimension = 1): Objective {
  return {
    name: 'parabola',
    dimension,
    value: x => Array.from(x).reduce((sum, xi) => sum + xi * xi, 0),
    gradient(x, out = new Float64Array(dimension)) {
      for (let i = 0; i < dimension; i++) out[i] = 2 * x[i]
      return out
    },
    start: new Array(dimension).fill(5),
    domain: new Array(dimension).fill([-6, 6]),
    minima: [{ x: new Array(dimension).fill(0), value: 0 }],
  }
}

/** Momentum written by hand: charts are tested without the library's own rules. */
export function heavyBall(learningRate: Setting, beta = 0, name = beta ? 'momentum' : 'gradient descent'): Rule {
  return {
    name,
    settings: { learningRate, beta },
    rate: 'learningRate',
    tex: undefined,
    begin(theta) {
      let updates = 0
      const v = new Float64Array(theta.length)
      return {
        get updates() {
          return updates
        },
        step(x, g) {
          const eta = typeof learningRate === 'function' ? learningRate(updates) : learningRate
          for (let i = 0; i < x.length; i++) {
            v[i] = beta * v[i] + g[i]
            x[i] -= eta * v[i]
          }
          updates++
        },
        arithmetic: () => undefined,
        state: () => ({ updates, slots: { v: [...v] } }),
      }
    },
  }
}

/** A descent for a chart. */
export function descend(objective: Objective, rule: Rule, steps: number, start?: readonly number[]): Run {
  return minimize(objective, rule, { steps, start: start ?? objective.start })
}
