import type { Answer } from '../equations/javascript.ts'
import { linksOf } from '../equations/link.ts'
import type { Program, VectorFunction } from '../equations/program.ts'
import type { Over } from '../equations/value.ts'
import { normal, randomAt } from '../surfaces/random.ts'
import { asMatrix, type Segment, sizeOf } from '../surfaces/segment.ts'
import type { Link } from './link.ts'
import type { Oracle } from './oracle.ts'
import type { Rule, State, Stepping } from './rule.ts'

/** What is called: a name, and whether for all parameters at once or for each layer. */
interface Call {
  readonly name: string
  readonly over: Over
}

/** A rule that is a function, inside wrappers: its memory is its own, and is saved under the link's name. */
interface Inner {
  readonly key: string
  readonly rule: Pick<Rule, 'begin'>
  stepping: Stepping
}

/**
 * Answers what equations ask for and can't work out themselves: the objective's loss and derivatives at other points, random
 * vectors, a rule's own functions, and the step of a rule that is a function.
 */
export class Answers {
  /** Answers for the update being made. */
  oracle: Oracle | undefined
  readonly #name: string
  readonly #program: Program
  readonly #segments: readonly Segment[]
  readonly #inner: readonly Inner[]

  constructor(
    rule: { readonly name: string; readonly link: Link },
    program: Program,
    theta: Float64Array,
    segments: readonly Segment[],
    state?: State,
  ) {
    this.#name = rule.name
    this.#program = program
    this.#segments = segments
    this.#inner = linksOf(rule.link).flatMap(({ byFunction }, k) => {
      if (byFunction === undefined) return []
      const { key } = program.links[k]
      const saved = state === undefined ? undefined : own(state, key)
      return [{ key, rule: byFunction, stepping: byFunction.begin(theta, saved, segments) }]
    })
  }

  /** Whether a rule that is a function is inside: its step can't be worked out without making it. */
  get hasMemory(): boolean {
    return this.#inner.length > 0
  }

  /** The memory of the rules inside that are functions. */
  slots(): State['slots'] {
    const all: [string, number | readonly number[]][] = []
    for (const { key, stepping } of this.#inner) {
      const { updates, slots } = stepping.state()
      all.push([`${key}updates`, updates])
      for (const [slot, value] of Object.entries(slots)) all.push([`${key}${slot}`, value])
    }
    return Object.fromEntries(all)
  }

  /** The function that answers a call of the compiled step. */
  to({ name, over }: Call): Answer {
    const asked = this.#asked(name)
    if (asked !== undefined) return asked as Answer
    const inner = this.#inner.find(({ key }) => name === `${key}:step` || name === `${key}:begin`)
    if (inner !== undefined) return (name.endsWith(':step') ? this.#stepOf(inner) : this.#beginAgain(inner)) as Answer
    return this.#own(this.#program.functions.get(name)!.call, over)
  }

  /** The same for the interpreter. */
  interpreted = (name: string, over: Over, of: readonly (number | Float64Array)[]): number | Float64Array => {
    const answer = this.to({ name, over })
    if (name === 'value') return answer(...of) as number
    const n = this.#segments.reduce((size, { shape }) => size + sizeOf(shape), 0)
    const out = new Float64Array(n)
    answer(...of, out)
    return out
  }

  #asked(name: string): ((...of: never[]) => unknown) | undefined {
    switch (name) {
      case 'grad':
        return (point: Float64Array, out: Float64Array) => this.#ask('a gradient at another point').gradient(point, out)
      case 'value':
        return (point: Float64Array) => this.#ask('the loss').value(point)
      case 'hessianProduct':
        return (point: Float64Array, u: Float64Array, out: Float64Array) =>
          this.#ask('a product with the Hessian').hessianProduct(point, u, out)
      case 'normal':
        return (seed: number, t: number, out: Float64Array) => {
          const random = randomAt(seed, t)
          for (let i = 0; i < out.length; i++) out[i] = normal(random)
        }
      case 'signs':
        return (seed: number, t: number, out: Float64Array) => {
          const random = randomAt(seed, t)
          for (let i = 0; i < out.length; i++) out[i] = random.next() < 0 ? -1 : 1
        }
    }
    return undefined
  }

  #ask(what: string): Oracle {
    if (this.oracle === undefined) {
      throw new TypeError(
        `${this.#name} asks for ${what} in each step: give step an oracle, or use minimize or iterate`,
      )
    }
    return this.oracle
  }

  #stepOf(inner: Inner): (...of: never[]) => void {
    return (theta: Float64Array, g: Float64Array, wanted: boolean | Float64Array, last?: Float64Array) => {
      // Without a condition the array to write to comes in its place.
      const out = last ?? (wanted as Float64Array)
      out.set(theta)
      if (last === undefined || wanted) inner.stepping.step(out, g)
    }
  }

  #beginAgain(inner: Inner): (...of: never[]) => void {
    return (theta: Float64Array, wanted: boolean, out: Float64Array) => {
      out.set(theta)
      if (wanted) inner.stepping = inner.rule.begin(out, undefined, this.#segments)
    }
  }

  /** A rule's own function, called for all parameters as one row, or for each layer with views that are made once. */
  #own(call: VectorFunction, over: Over): Answer {
    if (over === 'whole') {
      return ((...of: Float64Array[]) => {
        const out = of.pop()!
        call(out, of, { rows: 1, columns: out.length })
      }) as Answer
    }
    const views = new WeakMap<Float64Array, Float64Array[]>()
    const viewsOf = (array: Float64Array): Float64Array[] => {
      let made = views.get(array)
      if (made === undefined) {
        made = this.#segments.map(({ offset, shape }) => array.subarray(offset, offset + sizeOf(shape)))
        views.set(array, made)
      }
      return made
    }
    return ((...of: Float64Array[]) => {
      const parts = of.map(viewsOf)
      const outs = parts.pop()!
      this.#segments.forEach(({ shape }, k) => {
        call(
          outs[k],
          parts.map(part => part[k]),
          asMatrix(shape),
        )
      })
    }) as Answer
  }
}

/** The part of a saved state that belongs to the link with this key. */
function own({ updates, slots }: State, key: string): State {
  const mine = Object.entries(slots)
    .filter(([slot]) => slot.startsWith(key))
    .map(([slot, value]) => [slot.slice(key.length), value] as const)
  const saved = Object.fromEntries(mine)
  return { updates: typeof saved.updates === 'number' ? saved.updates : updates, slots: saved }
}
