import { Environment } from './environment.ts'
import { EquationError } from './error.ts'
import { type Equation, type Expression, namesIn } from './expression.ts'
import { type Link, linksOf } from './link.ts'
import { lower } from './lower.ts'
import { print } from './print.ts'
import { type Kind, rank, type Value } from './value.ts'

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

/**
 * Reads the links' equations in the order in which they run, and turns them into values: each name is replaced by what it holds
 * at that place.
 */
export class Walk {
  readonly environment: Environment
  readonly parts: Part[] = []
  readonly lines: Line[] = []
  /** The point that is returned, in terms of theta and the slots after the step; undefined where it is theta. */
  readonly result: { readonly link: Link; readonly value: Value } | undefined
  /** The conditions under which what is being read runs, all together: a rule that is a function is called only then. */
  #active: Value | undefined

  /**
   * @param kinds what each slot is known to be; a scalar if it is not in it.
   * @param kindsKnown whether what is a scalar here stays one: only then is a scalar in a vector's place wrong.
   */
  constructor(root: Link, kinds: ReadonlyMap<string, Kind>, kindsKnown: boolean) {
    const environment = new Environment(kinds, kindsKnown)
    this.environment = environment
    environment.open(root)
    const point = this.#gradientPoint(root)
    if (point !== environment.point) {
      environment.point = point
      environment.g = environment.graph.call('grad', 'vector', 'whole', point)
    }
    this.#run(root)
    this.result = this.#returned(root)
    for (const link of linksOf(root)) environment.complainOfIdle(link)
  }

  /** Where the first gradient is taken. */
  #gradientPoint(link: Link): Value {
    if (link.at !== undefined) return this.#equation(link, link.at)
    if (link.inner.length < 2)
      return link.inner.length === 0 ? this.environment.theta : this.#gradientPoint(link.inner[0])
    const [first, second] = link.inner.map(inner => this.#gradientPoint(inner))
    if (first === second) return first
    return this.environment.graph.apply('select', this.#expression(link, link.when!), first, second)
  }

  #run(link: Link): void {
    const { definition, inner } = link
    if (inner.length === 0) {
      if (definition.opaque) {
        const guard = this.#active === undefined ? [] : [this.#active]
        this.parts.push({ is: 'step', link })
        this.environment.theta = this.environment.graph.call(
          `${link.key}:step`,
          'vector',
          'whole',
          this.environment.theta,
          this.environment.g,
          ...guard,
        )
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
    this.environment.of(link).assigned.clear()
    this.#equations(link, link.after)
    if (link.reset !== undefined) this.#reset(link, link.reset)
    this.#advance(link)
  }

  /** The running products of a link go on, once a step. */
  #advance(link: Link): void {
    for (const [text, value] of this.environment.of(link).powers) this.environment.next.set(`${link.key}${text}`, value)
    const { slot, t } = this.environment.of(link).clock
    if (slot !== undefined && !this.environment.next.has(slot)) this.environment.next.set(slot, t)
  }

  /** What is inside runs only if the condition holds; all that it changes keeps its value otherwise. */
  #under(
    link: Link,
    condition: Expression,
    inner: Link,
    otherwise: boolean,
    test = this.#condition(link, condition),
  ): void {
    const before = {
      theta: this.environment.theta,
      g: this.environment.g,
      next: new Map(this.environment.next),
      active: this.#active,
    }
    this.#active = this.#both(before.active, otherwise ? this.environment.graph.apply('not', test) : test)
    this.parts.push({ is: 'begin', link, condition, otherwise })
    this.#run(inner)
    this.parts.push({ is: 'end' })
    this.#active = before.active
    const choice = (yes: Value, no: Value): Value =>
      yes === no
        ? yes
        : otherwise
          ? this.environment.graph.apply('select', test, no, yes)
          : this.environment.graph.apply('select', test, yes, no)
    this.environment.theta = choice(this.environment.theta, before.theta)
    this.environment.g = before.g
    for (const [slot, value] of this.environment.next) {
      const old =
        before.next.get(slot) ?? this.environment.graph.read(slot, this.environment.kinds.get(slot) ?? 'scalar')
      this.environment.next.set(slot, choice(value, old))
    }
  }

  #both(outer: Value | undefined, own: Value): Value {
    return outer === undefined ? own : this.environment.graph.apply('and', outer, own)
  }

  #choose(link: Link): void {
    const test = this.#condition(link, link.when!)
    const [first, second] = link.inner
    const start = this.environment.theta
    this.#under(link, link.when!, first, false, test)
    const one = this.environment.theta
    this.environment.theta = start
    this.#under(link, link.when!, second, true, test)
    this.environment.theta = this.environment.graph.apply('select', test, one, this.environment.theta)
  }

  /** What is inside begins anew: its slots, its count of steps and its running products. */
  #reset(link: Link, condition: Expression): void {
    const test = this.#condition(link, condition)
    this.parts.push({ is: 'reset', link, condition })
    const again = (slot: string, value: Value): void => {
      this.environment.next.set(slot, this.environment.graph.apply('select', test, value, this.environment.slot(slot)))
    }
    const every = (inner: Link): void => {
      for (const [symbol, begins] of inner.initial) {
        const value = lower(begins, this.environment.scope(inner, print(begins)))
        again(`${inner.key}${symbol}`, value)
      }
      for (const text of this.environment.of(inner).powers.keys())
        again(`${inner.key}${text}`, this.environment.graph.number(1))
      const { slot } = this.environment.of(inner).clock
      if (slot !== undefined) again(slot, this.environment.graph.number(0))
      if (inner.definition.opaque) {
        this.environment.theta = this.environment.graph.call(
          `${inner.key}:begin`,
          'vector',
          'whole',
          this.environment.theta,
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
    const own = this.environment.of(link)
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
    const value = lower(equation.right, this.environment.scope(link, equation.written, reads))
    const shared = target === 'theta' || target === 'g'
    if ((shared || initial.has(target)) && value.sort === 'condition')
      fail(`'${target}' is a number, and its equation gives a condition`)
    if (this.environment.kindsKnown && shared && value.kind !== 'vector')
      fail(`'${target}' is a vector, and its equation gives a scalar`)
    const slot = `${link.key}${target}`
    if (
      this.environment.kindsKnown &&
      initial.has(target) &&
      rank[value.kind] < rank[this.environment.kinds.get(slot) ?? 'scalar']
    ) {
      if (this.environment.kinds.get(slot) === 'vector')
        fail(`'${target}' begins as a vector, and its equation gives a scalar`)
    }
    own.assigned.add(target)
    if (target === 'theta') this.environment.theta = value
    else if (target === 'g') this.environment.g = value
    else if (initial.has(target)) this.environment.next.set(slot, value)
    else own.locals.set(target, value)
    const line: Line = { link, equation, reads, value, active: this.#active }
    this.lines.push(line)
    this.parts.push({ is: 'line', line })
    return value
  }

  #expression(link: Link, e: Expression): Value {
    return lower(e, this.environment.scope(link, print(e)))
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
  #returned(link: Link): Walk['result'] {
    if (link.result !== undefined) {
      const { read } = this.environment.of(link)
      for (const symbol of namesIn(link.result)) read.add(symbol)
      return { link, value: this.environment.between(link, link.result) }
    }
    return link.inner.length === 1 ? this.#returned(link.inner[0]) : undefined
  }
}

/** Given names that no equation may assign. */
const fixed: ReadonlySet<string> = new Set(['t', 'n', 'point', 'f', 'rank', 'rows', 'columns', 'rate'])
