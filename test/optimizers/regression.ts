import type { Segment } from '../../src/surfaces/segment.ts'
import { layers } from './layers.ts'

/**
 * Linear regression of three outputs on four inputs that depend on each other: y = W x + b, the mean of |y - target|^2 / 2 over 40
 * samples without noise, so that the least loss is 0. W is a matrix of 3 x 4, b a vector of 3; both begin at 0. The Hessian's
 * greatest eigenvalue is 570 times the least.
 */
export const segments: Segment[] = layers([3, 4], [3])

const samples = Array.from({ length: 40 }, (_, i) => {
  const z = [0, 1, 2, 3].map(k => Math.sqrt(2) * Math.cos(1 + i * (1.3 + 0.7 * k) + k * k))
  const x = [z[0], z[0] + 0.3 * z[1], 0.2 * z[2] + 0.5 * z[1], 0.5 * z[3] - z[0]]
  return { x, y: [0, 1, 2].map(r => x.reduce((sum, xk, k) => sum + Math.sin(1 + r + 2 * k) * xk, 0.5 * r - 0.5)) }
})

export function loss(theta: ArrayLike<number>, gradient?: Float64Array): number {
  gradient?.fill(0)
  let total = 0
  for (const { x, y } of samples) {
    for (let r = 0; r < 3; r++) {
      const residual = x.reduce((sum, xk, k) => sum + theta[4 * r + k] * xk, theta[12 + r]) - y[r]
      total += residual ** 2 / 2 / samples.length
      if (gradient === undefined) continue
      for (let k = 0; k < 4; k++) gradient[4 * r + k] += (residual * x[k]) / samples.length
      gradient[12 + r] += residual / samples.length
    }
  }
  return total
}
