import { gradientOf, record } from '../record.ts'
import { broadcastShape, countOf, type ShapeOf, sameShape } from '../shape.ts'
import { Tensor } from '../tensor.ts'
import { allocated, type Numbers, roomFor } from '../workspace.ts'
import { gather, spread } from './spread.ts'

/** An operation on two numbers: c = f(a, b), and what the gradient g of c adds to those of a and b. */
interface Pairwise {
  readonly name: string
  compute(a: Numbers, b: Numbers, c: Numbers): void
  /** ga and gb are undefined where no gradient is wanted. */
  passOn(g: Numbers, a: Numbers, b: Numbers, ga: Numbers | undefined, gb: Numbers | undefined): void
}

/** A plain number as a tensor of the other's precision. */
function numeral(value: number, like: Tensor): Tensor {
  const data = allocated(like.dtype, 1)
  data[0] = value
  return new Tensor(data, [], { operation: 'constant', inputs: [] }, false)
}

function pairwise({ name, compute, passOn }: Pairwise): (a: Tensor, b: Tensor | number) => Tensor {
  return (a, other) => {
    const b = typeof other === 'number' ? numeral(other, a) : other
    if (!(b instanceof Tensor)) throw new TypeError(`${name}: the second of the two is no tensor and no number`)
    const shape = broadcastShape(name, a.shape, b.shape)
    const left = repeated(a, shape)
    const right = repeated(b, shape)
    return record(
      name,
      [a, b],
      shape,
      out => compute(left, right, out),
      gradient => {
        const ga = room(a, shape)
        const gb = room(b, shape)
        passOn(gradient, left, right, ga, gb)
        back(a, shape, ga)
        back(b, shape, gb)
      },
    )
  }
}

/** The tensor's numbers in the larger shape. */
function repeated(a: Tensor, shape: ShapeOf): Numbers {
  if (sameShape(a.shape, shape)) return a.data
  const out = roomFor(a.dtype, countOf(shape))
  spread(a.data, a.shape, shape, out)
  return out
}

/** Where the gradient by the repeated numbers is added up: the tensor's own gradient where nothing is repeated. */
function room(a: Tensor, shape: ShapeOf): Numbers | undefined {
  const own = gradientOf(a)
  if (own === undefined || sameShape(a.shape, shape)) return own
  return roomFor(a.dtype, countOf(shape)).fill(0)
}

/** What was repeated gets the sum over its repetitions. */
function back(a: Tensor, shape: ShapeOf, wide: Numbers | undefined): void {
  if (wide !== undefined && !sameShape(a.shape, shape)) gather(wide, shape, a.shape, a.gradient!)
}

/** a + b, with broadcasting. */
export const add = pairwise({
  name: 'add',
  compute(a, b, c) {
    for (let i = 0; i < c.length; i++) c[i] = a[i] + b[i]
  },
  passOn(g, _a, _b, ga, gb) {
    if (ga) for (let i = 0; i < g.length; i++) ga[i] += g[i]
    if (gb) for (let i = 0; i < g.length; i++) gb[i] += g[i]
  },
})

/** a - b, with broadcasting. */
export const sub = pairwise({
  name: 'sub',
  compute(a, b, c) {
    for (let i = 0; i < c.length; i++) c[i] = a[i] - b[i]
  },
  passOn(g, _a, _b, ga, gb) {
    if (ga) for (let i = 0; i < g.length; i++) ga[i] += g[i]
    if (gb) for (let i = 0; i < g.length; i++) gb[i] -= g[i]
  },
})

/** a times b, number by number, with broadcasting. */
export const mul = pairwise({
  name: 'mul',
  compute(a, b, c) {
    for (let i = 0; i < c.length; i++) c[i] = a[i] * b[i]
  },
  passOn(g, a, b, ga, gb) {
    if (ga) for (let i = 0; i < g.length; i++) ga[i] += g[i] * b[i]
    if (gb) for (let i = 0; i < g.length; i++) gb[i] += g[i] * a[i]
  },
})

/** a divided by b, number by number, with broadcasting. */
export const div = pairwise({
  name: 'div',
  compute(a, b, c) {
    for (let i = 0; i < c.length; i++) c[i] = a[i] / b[i]
  },
  passOn(g, a, b, ga, gb) {
    if (ga) for (let i = 0; i < g.length; i++) ga[i] += g[i] / b[i]
    if (gb) for (let i = 0; i < g.length; i++) gb[i] -= (g[i] * a[i]) / (b[i] * b[i])
  },
})
