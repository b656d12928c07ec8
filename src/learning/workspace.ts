/**
 * The numbers of a tensor, row by row: a Float64Array or a Float32Array. (Said as what both can do, as TypeScript lets no method
 * with a callback be called on "one or the other".)
 */
export interface Numbers extends Iterable<number> {
  [index: number]: number
  readonly length: number
  readonly buffer: ArrayBufferLike
  readonly byteOffset: number
  readonly byteLength: number
  at(index: number): number | undefined
  set(from: ArrayLike<number>, offset?: number): void
  fill(value: number, from?: number, to?: number): this
  slice(from?: number, to?: number): Numbers
  subarray(from?: number, to?: number): Numbers
  map(change: (value: number, index: number) => number): Numbers
  filter(keep: (value: number, index: number) => unknown): Numbers
  every(test: (value: number, index: number) => unknown): boolean
  some(test: (value: number, index: number) => unknown): boolean
  forEach(visit: (value: number, index: number) => void): void
  reduce(add: (total: number, value: number, index: number) => number, first?: number): number
  indexOf(value: number): number
  findIndex(test: (value: number, index: number) => unknown): number
}

/** 'f64': 53 bits of precision, for learning and for checks. 'f32': 24 bits, half the memory, as networks are trained. */
export type Dtype = 'f32' | 'f64'

/** Arrays of one type and length, and how many of them the present pass has taken. */
interface Shelf {
  readonly arrays: Numbers[]
  taken: number
}

let present: Workspace | undefined

/**
 * The arrays of a training step, kept for the next one. What is computed inside `run` takes its arrays from here; the next
 * `run` takes the same ones again, so that from the second step through the same shapes on nothing is allocated.
 * A tensor made in one run must not be read in the next: its numbers have been reused, and it says so.
 */
export class Workspace {
  /** Number of runs begun. A tensor remembers it, to know whether its numbers are still its own. */
  pass = 0
  readonly #shelves = { f32: new Map<number, Shelf>(), f64: new Map<number, Shelf>() }
  #running = false

  /**
   * @param step makes tensors, calls backward, and returns plain numbers.
   * @example const loss = workspace.run(() => { const loss = crossEntropy(model(x), y); loss.backward(); return loss.item() })
   */
  run<T>(step: () => T): T {
    if (this.#running) throw new Error('workspace: run was called inside its own run; use a second workspace there')
    const before = present
    this.pass++
    for (const dtype of ['f32', 'f64'] as const) {
      for (const shelf of this.#shelves[dtype].values()) shelf.taken = 0
    }
    this.#running = true
    present = this
    try {
      return step()
    } finally {
      this.#running = false
      present = before
    }
  }

  /** An array of this run's own. What is in it means nothing. */
  take(dtype: Dtype, length: number): Numbers {
    const shelves = this.#shelves[dtype]
    let shelf = shelves.get(length)
    if (shelf === undefined) {
      shelf = { arrays: [], taken: 0 }
      shelves.set(length, shelf)
    }
    if (shelf.taken === shelf.arrays.length) shelf.arrays.push(allocated(dtype, length))
    return shelf.arrays[shelf.taken++]
  }
}

/** The workspace whose run is going on. */
export const presentWorkspace = (): Workspace | undefined => present

/** An array for a result; what is in it means nothing. */
export const roomFor = (dtype: Dtype, length: number): Numbers =>
  present === undefined ? allocated(dtype, length) : present.take(dtype, length)

/** An array of zeros, of its own for good. */
export const allocated = (dtype: Dtype, length: number): Numbers =>
  dtype === 'f64' ? new Float64Array(length) : new Float32Array(length)
