import { EquationError, type Written } from './error.ts'
import { apply, type Equation, type Expression, name, namesIn } from './expression.ts'
import type { Link } from './link.ts'
import { lower, type Scope } from './lower.ts'
import { suggestion } from './nearest.ts'
import { print } from './print.ts'
import { Graph, type Kind, rank, type Value } from './value.ts'

/** One equation in a compiled rule: what its names hold there, and what it gives. */
export interface Line {
  readonly link: Link
  readonly equation: Equation
  readonly reads: ReadonlyMap<string, Value>
  readonly value: Value
  /** The condition under which it counts, of a rule whose step may not happen; undefined where it always does. */
  readonly active: Value | undefined
}

/** The step in reading order, for typesetting: equations, and what stands under a condition. */
export type Part =
  | { readonly is: 'line'; readonly line: Line }
  | { readonly is: 'begin'; readonly link: Link; readonly condition: Expression; readonly otherwise: boolean }
  | { readonly is: 'end' }
  | { readonly is: 'step'; readonly link: Link }
  | { readonly is: 'reset'; readonly link: Link; readonly condition: Expression }

/** What one reading of the equations, top to bottom, yields. */
export interface Walked {
  readonly graph: Graph
  readonly parts: readonly Part[]
  readonly lines: readonly Line[]
  readonly parameters: readonly Parameter[]
  /** What each slot holds after the step, where something changes it; hidden ones too. */
  readonly next: ReadonlyMap<string, Value>
  /** Slots made by the compiler, with their first value: running products, and counts of a link's own steps. */
  readonly hidden: ReadonlyMap<string, number>
  readonly theta: Value
  /** The point that is returned, in terms of theta and the slots after the step. */
  readonly result: { readonly link: Link; readonly value: Value } | undefined
}

/**
 * Reads the links' equations in the order in which they run, and turns them into values. Each name is replaced by what it holds
 * at that place: theta and g are shared by all links, everything else is a link's own.
 */
export class Walk implements Walked {
  readonly graph = new Graph()
  readonly parts: Part[] = []
  readonly lines: Line[] = []
  readonly parameters: Parameter[] = []
  readonly next = new Map<string, Value>()
  readonly hidden = new Map<string, number>()
  theta: Value
  result: Walked['result']
  readonly #kinds: ReadonlyMap<string, Kind>
  readonly #kindsKnown: boolean
  readonly #links = new Map<Link, Private>()
  #g: Value
  #point: Value
  /** The conditions under which what is being read runs, all together: a rule that is a function is called only then. */
  #active: Value | undefined

  /**
   * @param kinds what each slot is known to be; a scalar if it is not in it.
   * @param kindsKnown whether what is a scalar here stays one: only then is a scalar in a vector's place wrong.
   */
  constructor(root: Link, kinds: ReadonlyMap<string, Kind>, kindsKnown: boolean) {
    this.#kinds = kinds
    this.#kindsKnown = kindsKnown
    this.theta = this.graph.read('theta', 'vector')
    this.#point = this.theta
    this.#g = this.graph.read('g', 'vector')
    this.#open(root, { slot: undefined, t: this.graph.read('t', 'scalar') })
    const point = this.#gradientPoint(root)
    if (point !== this.theta) {
      this.#point = point
      this.#g = this.graph.call('grad', 'vector', 'whole', point)
    }
    this.#run(root)
    this.result = this.#returned(root)
    for (const [link, { read }] of this.#links) this.#complainOfIdle(link, read)
  }

  /** Gives each link its clock: one of its own where its steps may not happen, or begin anew. */
  #open(link: Link, clock: Clock): void {
    this.#links.set(link, { clock, locals: new Map(), assigned: new Set(), read: new Set(), powers: new Map() })
    const own = link.when !== undefined || link.reset !== undefined
    link.inner.forEach((inner, k) => {
      if (!own) {
        this.#open(inner, clock)
        return
      }
      const slot = `${link.key}${k === 0 ? 't' : `t_${k + 1}`}`
      this.hidden.set(slot, 0)
      this.#open(inner, { slot, t: this.graph.apply('add', this.#slot(slot), this.graph.number(1)) })
    })
  }

  /** Where the first gradient is taken. */
  #gradientPoint(link: Link): Value {
    if (link.at !== undefined) return this.#equation(link, link.at)
    if (link.inner.length < 2) return link.inner.length === 0 ? this.theta : this.#gradientPoint(link.inner[0])
    const [first, second] = link.inner.map(inner => this.#gradientPoint(inner))
    if (first === second) return first
    return this.graph.apply('select', this.#expression(link, link.when!), first, second)
  }

  #run(link: Link): void {
    const { definition, inner } = link
    if (inner.length === 0) {
      if (definition.opaque) {
        const guard = this.#active === undefined ? [] : [this.#active]
        this.parts.push({ is: 'step', link })
        this.theta = this.graph.call(`${link.key}:step`, 'vector', 'whole', this.theta, this.#g, ...guard)
      } else this.#equations(link, link.update)
      if (!definition.opaque && !link.update.some(e => e.name === 'theta'))
        throw new EquationError(definition.owner, 'no equation gives theta: without one nothing moves')
      this.#advance(link)
      return
    }
    this.#equations(link, link.before)
    if (inner.length === 2) this.#choose(link)
    else if (link.when === undefined) this.#run(inner[0])
    else this.#under(link, link.when, inner[0], false)
    // A wrapper may change a slot before the step and again after it.
    this.#links.get(link)!.assigned.clear()
    this.#equations(link, link.after)
    if (link.reset !== undefined) this.#reset(link, link.reset)
    this.#advance(link)
  }

  /** The running products of a link go on, once a step. */
  #advance(link: Link): void {
    for (const [text, value] of this.#links.get(link)!.powers) this.next.set(`${link.key}${text}`, value)
    const { slot, t } = this.#links.get(link)!.clock
    if (slot !== undefined && !this.next.has(slot)) this.next.set(slot, t)
  }

  /** What is inside runs only if the condition holds; all that it changes keeps its value otherwise. */
  #under(
    link: Link,
    condition: Expression,
    inner: Link,
    otherwise: boolean,
    test = this.#condition(link, condition),
  ): void {
    const before = { theta: this.theta, g: this.#g, next: new Map(this.next), active: this.#active }
    this.#active = this.#both(before.active, otherwise ? this.graph.apply('not', test) : test)
    this.parts.push({ is: 'begin', link, condition, otherwise })
    this.#run(inner)
    this.parts.push({ is: 'end' })
    this.#active = before.active
    const choice = (yes: Value, no: Value): Value =>
      yes === no
        ? yes
        : otherwise
          ? this.graph.apply('select', test, no, yes)
          : this.graph.apply('select', test, yes, no)
    this.theta = choice(this.theta, before.theta)
    this.#g = before.g
    for (const [slot, value] of this.next) {
      const old = before.next.get(slot) ?? this.graph.read(slot, this.#kinds.get(slot) ?? 'scalar')
      this.next.set(slot, choice(value, old))
    }
  }

  #both(outer: Value | undefined, own: Value): Value {
    return outer === undefined ? own : this.graph.apply('and', outer, own)
  }

  #choose(link: Link): void {
    const test = this.#condition(link, link.when!)
    const [first, second] = link.inner
    const start = this.theta
    this.#under(link, link.when!, first, false, test)
    const one = this.theta
    this.theta = start
    this.#under(link, link.when!, second, true, test)
    this.theta = this.graph.apply('select', test, one, this.theta)
  }

  /** What is inside begins anew: its slots, its count of steps and its running products. */
  #reset(link: Link, condition: Expression): void {
    const test = this.#condition(link, condition)
    this.parts.push({ is: 'reset', link, condition })
    const again = (slot: string, value: Value): void => {
      this.next.set(slot, this.graph.apply('select', test, value, this.#slot(slot)))
    }
    const every = (inner: Link): void => {
      for (const [symbol, begins] of inner.initial) {
        const value = lower(begins, this.#scope(inner, print(begins)))
        again(`${inner.key}${symbol}`, value)
      }
      for (const text of this.#links.get(inner)!.powers.keys()) again(`${inner.key}${text}`, this.graph.number(1))
      const { slot } = this.#links.get(inner)!.clock
      if (slot !== undefined) again(slot, this.graph.number(0))
      if (inner.definition.opaque) {
        this.theta = this.graph.call(
          `${inner.key}:begin`,
          'vector',
          'whole',
          this.theta,
          this.#both(this.#active, test),
        )
      }
      inner.inner.forEach(every)
    }
    link.inner.forEach(every)
  }

  #equations(link: Link, equations: readonly Equation[]): void {
    for (const equation of equations) this.#equation(link, equation)
  }

  #equation(link: Link, equation: Equation): Value {
    const { definition, initial } = link
    const own = this.#links.get(link)!
    const target = equation.name
    const fail = (problem: string): never => {
      throw new EquationError(definition.owner, problem, equation.written)
    }
    if (definition.hyperparameters.includes(target))
      fail(`'${target}' is a hyperparameter: the equations can read it, not change it`)
    if (fixed.has(target)) fail(`'${target}' can be read, not changed`)
    if (own.assigned.has(target) && target !== 'theta' && target !== 'g')
      fail(`'${target}' has an equation already: only theta and g may have two`)

    const reads = new Map<string, Value>()
    const value = lower(equation.right, this.#scope(link, equation.written, reads))
    const shared = target === 'theta' || target === 'g'
    if ((shared || initial.has(target)) && value.sort === 'condition')
      fail(`'${target}' is a number, and its equation gives a condition`)
    if (this.#kindsKnown && shared && value.kind !== 'vector')
      fail(`'${target}' is a vector, and its equation gives a scalar`)
    const slot = `${link.key}${target}`
    if (this.#kindsKnown && initial.has(target) && rank[value.kind] < rank[this.#kinds.get(slot) ?? 'scalar']) {
      if (this.#kinds.get(slot) === 'vector') fail(`'${target}' begins as a vector, and its equation gives a scalar`)
    }
    own.assigned.add(target)
    if (target === 'theta') this.theta = value
    else if (target === 'g') this.#g = value
    else if (initial.has(target)) this.next.set(slot, value)
    else own.locals.set(target, value)
    const line: Line = { link, equation, reads, value, active: this.#active }
    this.lines.push(line)
    this.parts.push({ is: 'line', line })
    return value
  }

  #expression(link: Link, e: Expression): Value {
    return lower(e, this.#scope(link, print(e)))
  }

  /** A condition on the whole step. */
  #condition(link: Link, e: Expression): Value {
    const value = this.#expression(link, e)
    const problem =
      value.sort !== 'condition'
        ? 'is a number where a condition is needed: compare it with something'
        : rank[value.kind] > rank.scalar
          ? 'is a condition on elements; a whole step needs one of scalars, as all(...)'
          : undefined
    if (problem !== undefined) throw new EquationError(link.definition.owner, `'${print(e)}' ${problem}`)
    return value
  }

  /** The outermost result. */
  #returned(link: Link): Walked['result'] {
    if (link.result !== undefined) {
      const { read } = this.#links.get(link)!
      for (const symbol of namesIn(link.result)) read.add(symbol)
      return { link, value: this.#after(link, link.result) }
    }
    return link.inner.length === 1 ? this.#returned(link.inner[0]) : undefined
  }

}

/** Given names that no equation may assign. */
const fixed: ReadonlySet<string> = new Set(['t', 'n', 'point', 'f', 'rank', 'rows', 'columns', 'rate'])
