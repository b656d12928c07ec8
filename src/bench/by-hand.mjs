/**
 * Steps as one would write them for one rule and for speed: the scalars of a step worked out before the loop, one loop where one
 * is enough, what is remembered in an object. Each takes the number of parameters and gives the function that makes a step.
 */

/** @typedef {(theta: Float64Array, g: Float64Array) => void} Step */
/** @typedef {(n: number) => Step} ByHand */

/** Vectors of zeros. @param {number} count @param {number} n */
const zeros = (count, n) => Array.from({ length: count }, () => new Float64Array(n))

/**
 * A step by what it remembers: arrays that a step has in variables of its own are read in half the time of a closure's.
 * @template M @param {(n: number) => M} begin @param {(memory: M, theta: Float64Array, g: Float64Array) => void} step
 * @returns {ByHand}
 */
const remembering = (begin, step) => n => {
  const memory = begin(n)
  return (theta, g) => step(memory, theta, g)
}

/** Adam's powers of the betas, and the vectors m, v and `more`. @param {number} [more] */
const moments = more => (/** @type {number} */ n) => ({
  power1: 1,
  power2: 1,
  t: 0,
  vectors: zeros(2 + (more ?? 0), n),
})

/** The next step's rate and scale of v. @param {{ power1: number, power2: number }} memory */
function corrected(memory) {
  memory.power1 *= 0.9
  memory.power2 *= 0.999
  return [0.001 / (1 - memory.power1), 1 / (1 - memory.power2)]
}

export const gradientDescent = remembering(
  n => n,
  (n, theta, g) => {
    for (let i = 0; i < n; i++) theta[i] -= 0.01 * g[i]
  },
)

export const momentum = remembering(
  n => zeros(1, n),
  ([v], theta, g) => {
    for (let i = 0; i < v.length; i++) {
      const vi = 0.9 * v[i] + g[i]
      v[i] = vi
      theta[i] -= 0.01 * vi
    }
  },
)

export const adam = remembering(moments(), (memory, theta, g) => {
  const [rate, scale] = corrected(memory)
  const [m, v] = memory.vectors
  for (let i = 0; i < m.length; i++) {
    const mi = 0.9 * m[i] + (1 - 0.9) * g[i]
    const vi = 0.999 * v[i] + (1 - 0.999) * (g[i] * g[i])
    m[i] = mi
    v[i] = vi
    theta[i] -= (rate * mi) / (Math.sqrt(scale * vi) + 1e-8)
  }
})

export const adamw = remembering(moments(), (memory, theta, g) => {
  const [rate, scale] = corrected(memory)
  const [m, v] = memory.vectors
  const shrink = 0.001 * 0.01
  for (let i = 0; i < m.length; i++) {
    const mi = 0.9 * m[i] + (1 - 0.9) * g[i]
    const vi = 0.999 * v[i] + (1 - 0.999) * (g[i] * g[i])
    m[i] = mi
    v[i] = vi
    theta[i] = theta[i] - shrink * theta[i] - (rate * mi) / (Math.sqrt(scale * vi) + 1e-8)
  }
})

/** Its gradient made no longer than 1. */
export const clippedAdamw = remembering(moments(), (memory, theta, g) => {
  const [rate, scale] = corrected(memory)
  const [m, v] = memory.vectors
  let squares = 0
  for (let i = 0; i < g.length; i++) squares += g[i] * g[i]
  const norm = Math.sqrt(squares)
  const share = norm <= 1 ? 1 : 1 / norm
  const shrink = 0.001 * 0.01
  for (let i = 0; i < m.length; i++) {
    const gi = share * g[i]
    const mi = 0.9 * m[i] + (1 - 0.9) * gi
    const vi = 0.999 * v[i] + (1 - 0.999) * (gi * gi)
    m[i] = mi
    v[i] = vi
    theta[i] = theta[i] - shrink * theta[i] - (rate * mi) / (Math.sqrt(scale * vi) + 1e-8)
  }
})

/** Adam and a moving average of its points. */
export const averagedAdam = remembering(moments(1), (memory, theta, g) => {
  const [rate, scale] = corrected(memory)
  const [m, v, average] = memory.vectors
  const kept = memory.t++ === 0 ? 0 : 0.99
  for (let i = 0; i < m.length; i++) {
    const mi = 0.9 * m[i] + (1 - 0.9) * g[i]
    const vi = 0.999 * v[i] + (1 - 0.999) * (g[i] * g[i])
    const moved = theta[i] - (rate * mi) / (Math.sqrt(scale * vi) + 1e-8)
    m[i] = mi
    v[i] = vi
    theta[i] = moved
    average[i] = kept * average[i] + (1 - kept) * moved
  }
})

/** Adam by the mean of four gradients: its loop runs in every fourth step. */
export const accumulatedAdam = remembering(moments(1), (memory, theta, g) => {
  const [m, v, mean] = memory.vectors
  const share = 1 / ((memory.t++ % 4) + 1)
  if (memory.t % 4 !== 0) {
    for (let i = 0; i < mean.length; i++) mean[i] += share * (g[i] - mean[i])
    return
  }
  const [rate, scale] = corrected(memory)
  for (let i = 0; i < m.length; i++) {
    const gi = mean[i] + share * (g[i] - mean[i])
    const mi = 0.9 * m[i] + (1 - 0.9) * gi
    const vi = 0.999 * v[i] + (1 - 0.999) * (gi * gi)
    mean[i] = 0
    m[i] = mi
    v[i] = vi
    theta[i] -= (rate * mi) / (Math.sqrt(scale * vi) + 1e-8)
  }
})

export const lion = remembering(
  n => zeros(1, n),
  ([m], theta, g) => {
    for (let i = 0; i < m.length; i++) {
      theta[i] -= 1e-4 * Math.sign(0.9 * m[i] + (1 - 0.9) * g[i])
      m[i] = 0.99 * m[i] + (1 - 0.99) * g[i]
    }
  },
)

export const adan = remembering(
  n => ({ t: 0, powers: [1, 1, 1], vectors: zeros(4, n) }),
  (memory, theta, g) => {
    const { powers } = memory
    const [m, v, s, last] = memory.vectors
    powers[0] *= 0.98
    powers[1] *= 0.92
    powers[2] *= 0.99
    const scale1 = 1 / (1 - powers[0])
    const scale2 = 0.92 / (1 - powers[1])
    const scale3 = 1 / (1 - powers[2])
    if (memory.t++ === 0) last.set(g)
    for (let i = 0; i < m.length; i++) {
      const change = g[i] - last[i]
      const ahead = g[i] + 0.92 * change
      const mi = 0.98 * m[i] + (1 - 0.98) * g[i]
      const vi = 0.92 * v[i] + (1 - 0.92) * change
      const si = 0.99 * s[i] + (1 - 0.99) * (ahead * ahead)
      m[i] = mi
      v[i] = vi
      s[i] = si
      last[i] = g[i]
      theta[i] -= (0.001 * (scale1 * mi + scale2 * vi)) / (Math.sqrt(scale3 * si) + 1e-8)
    }
  },
)

/** @param {number} n */
export const threeLayers = n => {
  const length = Math.floor(n / 3)
  return [length, length, n - 2 * length].map((size, k) => ({ name: `layer ${k}`, offset: k * length, shape: [size] }))
}

/** LAMB over three layers. */
export const lamb = remembering(
  n => ({ ...moments(1)(n), layers: threeLayers(n) }),
  (memory, theta, g) => {
    const [rate, scale] = corrected(memory)
    const [m, v, u] = memory.vectors
    for (const { offset, shape } of memory.layers) {
      const end = offset + shape[0]
      let ofTheta = 0
      let ofStep = 0
      for (let i = offset; i < end; i++) {
        const mi = 0.9 * m[i] + (1 - 0.9) * g[i]
        const vi = 0.999 * v[i] + (1 - 0.999) * (g[i] * g[i])
        const ui = (rate * mi) / (Math.sqrt(scale * vi) + 1e-6)
        m[i] = mi
        v[i] = vi
        u[i] = ui
        ofTheta += theta[i] * theta[i]
        ofStep += ui * ui
      }
      const share = ofTheta > 0 && ofStep > 0 ? Math.sqrt(ofTheta / ofStep) : 1
      for (let i = offset; i < end; i++) theta[i] -= 0.001 * share * u[i]
    }
  },
)

/** The gradient is taken between the average and the fast point. @param {Step} gradient */
export const scheduleFreeAdamw = gradient =>
  remembering(
    n => ({ power: 1, weights: 0, t: 0, vectors: zeros(4, n) }),
    (memory, theta) => {
      const [z, v, y, g] = memory.vectors
      if (memory.t++ === 0) z.set(theta)
      memory.power *= 0.999
      memory.weights += 0.0025 ** 2
      const scale = 1 / (1 - memory.power)
      const share = 0.0025 ** 2 / memory.weights
      for (let i = 0; i < y.length; i++) y[i] = (1 - 0.9) * z[i] + 0.9 * theta[i]
      gradient(y, g)
      for (let i = 0; i < y.length; i++) {
        const vi = 0.999 * v[i] + (1 - 0.999) * (g[i] * g[i])
        const zi = z[i] - (0.0025 * g[i]) / (Math.sqrt(scale * vi) + 1e-8)
        v[i] = vi
        z[i] = zi
        theta[i] = (1 - share) * theta[i] + share * zi
      }
    },
  )

export const prodigy = remembering(
  n => ({ d: 1e-6, r: 0, t: 0, vectors: zeros(4, n) }),
  (memory, theta, g) => {
    const [start, m, v, s] = memory.vectors
    if (memory.t++ === 0) start.set(theta)
    const { d } = memory
    const beta3 = Math.sqrt(0.999)
    const ofM = (1 - 0.9) * d
    const ofV = (1 - 0.999) * d * d
    const ofS = (d * d) / 1e-6
    const safe = 1e-8 * d
    let along = 0
    let size = 0
    for (let i = 0; i < m.length; i++) {
      const mi = 0.9 * m[i] + ofM * g[i]
      const vi = 0.999 * v[i] + ofV * (g[i] * g[i])
      const si = beta3 * s[i] + ofS * g[i]
      m[i] = mi
      v[i] = vi
      s[i] = si
      along += g[i] * (start[i] - theta[i])
      size += Math.abs(si)
      theta[i] -= (d * mi) / (Math.sqrt(vi) + safe)
    }
    memory.r = beta3 * memory.r + ofS * along
    if (size > 0) memory.d = Math.max(d, memory.r / size)
  },
)
