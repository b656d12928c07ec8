import { shampoo, soap } from 'fall-line'
import { turns } from './turns.mjs'

const size = 64
const gradient = Float64Array.from({ length: size * size }, (_, i) => Math.sin(i * i + 1))

/** A product of two matrices as the sum over k that defines it. */
const square = (() => {
  const out = new Float64Array(size * size)
  return () => {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let sum = 0
        for (let k = 0; k < size; k++) sum += gradient[i * size + k] * gradient[k * size + j]
        out[i * size + j] = sum
      }
    }
    return out
  }
})()

/**
 * A step of a layer of 64 x 64, of which ten take the matrices' roots or bases anew once, against plain products of two such
 * matrices: by operations Shampoo needs 3 of them and SOAP 7, besides the roots.
 */
export function bench() {
  const row = (
    /** @type {string} */ name,
    /** @type {import('fall-line').Rule} */ rule,
    /** @type {number} */ count,
    /** @type {number} */ limit,
  ) => {
    const theta = gradient.slice()
    const stepping = rule.begin(theta, undefined, [{ name: 'layer', offset: 0, shape: [size, size] }])
    const ten = () => {
      for (let i = 0; i < 10; i++) stepping.step(theta, gradient)
    }
    const products = () => {
      for (let i = 0; i < 10 * count; i++) square()
    }
    const { ours, peer, ratio } = turns(ten, products, { rounds: 15 })
    return { name, value: ours / 10, unit: 'ms', peer: peer / 10, ratio, limit }
  }
  const rows = [
    row('Shampoo, roots every 10 steps: 3 products', shampoo({ every: 10 }), 3, 20),
    row('SOAP, bases every 10 steps: 7 products', soap({ every: 10 }), 7, 4),
  ]
  return [{ title: `A step of a layer of ${size} x ${size}`, peer: 'products', rows }]
}
