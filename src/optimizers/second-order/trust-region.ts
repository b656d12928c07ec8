import { askingOptimizer } from './asking-optimizer.ts'
import { steihaug } from './steihaug.ts'
import { add, dot, length } from './vectors.ts'

/**
 * Trust-region Newton-CG: the step to the lowest point of the parabola m(p) = f + g . p + p . H p / 2 inside a ball that it
 * is trusted in, of radius Delta,
 *   r = (f(theta) - f(theta + p)) / (m(0) - m(p)),    theta <- theta + p  if r > eta,
 *   Delta <- Delta / 4 if r < 1/4;  min(2 Delta, Delta_max) if r > 3/4 and p went to the edge of the ball.
 * p is found by conjugate gradients (steihaug.ts). A step that is refused leaves theta where it is and shrinks the ball.
 * Delta_0 = `radius`, Delta_max = `largest`, eta = `accept`.
 * Source: Steihaug 1983; Nocedal & Wright 2006, Algorithms 4.1 and 7.2.
 */
export const trustRegion = askingOptimizer({
  name: 'trust region',
  hyperparameters: {
    radius: {
      symbol: 'Delta_0',
      about: 'The radius trusted at first.',
      default: 1,
      min: 1e-12,
      usual: [0.01, 10],
      scale: 'log',
      fixed: true,
    },
    largest: {
      symbol: 'Delta_max',
      about: 'The largest radius.',
      default: 1000,
      min: 1e-12,
      usual: [1, 1e4],
      scale: 'log',
    },
    accept: {
      symbol: 'eta',
      about: 'Share of the promised decrease that a step must have to be taken.',
      default: 0.15,
      min: 0,
      below: 0.25,
      usual: [0, 0.2],
      scale: 'linear',
    },
  },
  state: () => ({ Delta: 'scalar' }),
  idles: true,
  begin({ n, state: { Delta }, probes }) {
    const work = { p: new Float64Array(n), r: new Float64Array(n), d: new Float64Array(n), Hd: new Float64Array(n) }
    const { p, Hd: Hp } = work
    const to = new Float64Array(n)
    return ({ theta, g, oracle, t, now }) => {
      if (t === 1) Delta[0] = Math.min(now.radius, now.largest)
      const atEdge = steihaug(oracle, theta, g, Delta[0], work)
      oracle.hessianProduct(theta, p, Hp)
      const promised = -(dot(g, p) + dot(p, Hp) / 2)
      to.set(theta)
      add(to, 1, p)
      const value = oracle.value(to)
      probes.add(to, value)
      if (!(promised > 0) || to.every((x, i) => x === theta[i])) {
        return `the parabola promises no lower point inside the trusted radius of ${Delta[0]}`
      }
      const before = oracle.value(theta)
      const r = ratio(before - value, promised, before)
      if (!(r >= 0.25)) Delta[0] /= 4
      else if (r > 0.75 && atEdge) Delta[0] = Math.min(2 * Delta[0], now.largest)
      if (r > now.accept) theta.set(to)
      else if (length(p) <= 2 ** -52 * length(theta)) return `the trusted radius has shrunk to ${Delta[0]}`
      return undefined
    }
  },
  memory: 0,
  evaluations: 'a few products of the Hessian with vectors, a loss and a gradient',
  recursion: [
    'p &= \\operatorname*{arg\\,min}_{\\lVert p \\rVert \\le \\Delta} m(p), \\quad m(p) = f(\\theta) + g^\\top p + \\tfrac{1}{2} p^\\top \\nabla^2 f(\\theta)\\, p',
    'r &= \\frac{f(\\theta) - f(\\theta + p)}{m(0) - m(p)}',
    '\\theta &\\leftarrow \\theta + p \\quad \\text{if } r > \\eta',
    '\\Delta &\\leftarrow \\tfrac{1}{4} \\Delta \\text{ if } r < \\tfrac{1}{4}, \\quad \\min(2 \\Delta, \\Delta_{\\max}) \\text{ if } r > \\tfrac{3}{4} \\text{ at the edge}',
  ],
  source: 'Steihaug 1983; Nocedal & Wright 2006, Algorithms 4.1 and 7.2',
  purpose: 'Losses that curve down in places, and saddles: it uses such directions instead of avoiding them.',
  weakness: 'Steps that are refused cost as much as others; a badly scaled loss does not suit a ball.',
})

/** How much of the promise was kept. Where both are below what the loss can show in its last digits, all of it. */
function ratio(decrease: number, promised: number, value: number): number {
  const rounding = 2 ** -49 * Math.abs(value)
  return promised <= rounding && Math.abs(decrease) <= rounding ? 1 : decrease / promised
}
