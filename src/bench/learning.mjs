import { crossEntropy, gradientDescent, mlp, optimize, tensor, Workspace } from 'fall-line'
import { turns } from './turns.mjs'

const [inputs, classes] = [64, 10]

/**
 * The same step as loops written by hand for this one network, sample by sample, as a first program has it.
 * @param {number} batch @param {number} hidden @param {Float64Array} x @param {Uint8Array} y @param {ArrayLike<number>} first
 */
function byHand(batch, hidden, x, y, first) {
  const theta = Float64Array.from(first)
  const g = new Float64Array(theta.length)
  const [w1, b1, w2, b2] = [0, inputs * hidden, (inputs + 1) * hidden, (inputs + 1 + classes) * hidden]
  const [h, gh, p] = [new Float64Array(hidden), new Float64Array(hidden), new Float64Array(classes)]
  return () => {
    g.fill(0)
    let loss = 0
    for (let s = 0; s < batch; s++) {
      const at = s * inputs
      for (let j = 0; j < hidden; j++) {
        let sum = theta[b1 + j]
        for (let i = 0; i < inputs; i++) sum += x[at + i] * theta[w1 + j * inputs + i]
        h[j] = sum > 0 ? sum : 0
      }
      let largest = Number.NEGATIVE_INFINITY
      for (let k = 0; k < classes; k++) {
        let sum = theta[b2 + k]
        for (let j = 0; j < hidden; j++) sum += h[j] * theta[w2 + k * hidden + j]
        p[k] = sum
        if (sum > largest) largest = sum
      }
      let total = 0
      for (let k = 0; k < classes; k++) {
        p[k] = Math.exp(p[k] - largest)
        total += p[k]
      }
      for (let k = 0; k < classes; k++) p[k] /= total
      loss -= Math.log(p[y[s]])
      p[y[s]] -= 1
      gh.fill(0)
      for (let k = 0; k < classes; k++) {
        const d = p[k] / batch
        g[b2 + k] += d
        for (let j = 0; j < hidden; j++) {
          g[w2 + k * hidden + j] += d * h[j]
          gh[j] += d * theta[w2 + k * hidden + j]
        }
      }
      for (let j = 0; j < hidden; j++) {
        if (h[j] <= 0) continue
        g[b1 + j] += gh[j]
        for (let i = 0; i < inputs; i++) g[w1 + j * inputs + i] += gh[j] * x[at + i]
      }
    }
    for (let i = 0; i < theta.length; i++) theta[i] -= 0.01 * g[i]
    return loss / batch
  }
}

/** A training step of the digits' network, by tensors, against loops written by hand for it alone. */
export function bench() {
  const rows = [
    { batch: 8, hidden: 32 },
    { batch: 32, hidden: 32 },
    { batch: 128, hidden: 128 },
  ].map(({ batch, hidden }) => {
    const x = Float64Array.from({ length: batch * inputs }, (_, i) => Math.sin(i * i + 1))
    const y = Uint8Array.from({ length: batch }, (_, i) => i % classes)
    const model = mlp({ layers: [inputs, hidden, classes] })
    const hand = byHand(batch, hidden, x, y, model.parameters.values)
    const optimizer = optimize(model, gradientDescent({ learningRate: 0.01 }))
    const workspace = new Workspace()
    const input = tensor(x, [batch, inputs])
    const step = () =>
      workspace.run(() => {
        optimizer.zeroGradients()
        const loss = crossEntropy(model(input), y)
        loss.backward()
        optimizer.step()
        return loss.item()
      })
    const [a, b] = [step(), hand()]
    if (Math.abs(a - b) > 1e-12) throw new Error(`the two networks differ: ${a} and ${b}`)
    const { ours, peer, ratio } = turns(step, hand, { rounds: 21, least: 2 })
    return { name: `64-${hidden}-10, batch of ${batch}`, value: ours, unit: 'ms', peer, ratio, limit: 1 }
  })
  return [{ title: 'A training step of an MLP', peer: 'by hand', rows }]
}
