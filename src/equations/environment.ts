import { EquationError, type Written } from './error.ts'
import { apply, type Expression, name, namesIn } from './expression.ts'
import { type Link, linksOf } from './link.ts'
import { lower, type Scope } from './lower.ts'
import { suggestion } from './nearest.ts'
import { print } from './print.ts'
import { Graph, type Kind, type Value } from './value.ts'

/** A hyperparameter of one link. */
export interface Parameter {
  /** What its value is read by. */
  readonly name: string
  readonly link: Link
  readonly symbol: string
  /** Of a schedule: the slot that counts the link's own steps; undefined where these are the run's. */
  readonly clock: string | undefined
}

/** A link's own count of steps. */
export interface Clock {
  readonly slot: string | undefined
  readonly t: Value
}

/** What a link holds while it is being read. */
export interface Private {
  readonly clock: Clock
  readonly locals: Map<string, Value>
  readonly assigned: Set<string>
  readonly read: Set<string>
  /** b^t by its text: what it is this step. */
  readonly powers: Map<string, Value>
}

/**
 * What every name holds at the place in the step that is being read. theta and g are shared by all links; everything else is a
 * link's own.
 */
export class Environment {
  readonly graph = new Graph()
  /** Each hyperparameter that an equation reads. */
  readonly parameters: Parameter[] = []
  /** What each slot holds, where an equation has changed it. */
  readonly next = new Map<string, Value>()
  /** Slots made by the compiler, with their first value: running products, and counts of a link's own steps. */
  readonly hidden = new Map<string, number>()
  theta: Value
  g: Value
  /** Where the gradient was taken that the step began with. */
  point: Value
  /** What each slot is known to be; a scalar if it is not in it. */
  readonly kinds: ReadonlyMap<string, Kind>
  /** Whether what is a scalar here stays one: only then is a scalar in a vector's place wrong. */
  readonly kindsKnown: boolean
  readonly #links = new Map<Link, Private>()

  constructor(kinds: ReadonlyMap<string, Kind>, kindsKnown: boolean) {
    this.kinds = kinds
    this.kindsKnown = kindsKnown
    this.theta = this.graph.read('theta', 'vector')
    this.point = this.theta
    this.g = this.graph.read('g', 'vector')
  }

  /** Begins to read the links: each has its clock, one of its own where its steps may not happen or begin anew. */
  open(link: Link, clock: Clock = { slot: undefined, t: this.graph.read('t', 'scalar') }): void {
    this.#links.set(link, { clock, locals: new Map(), assigned: new Set(), read: new Set(), powers: new Map() })
    const own = link.when !== undefined || link.reset !== undefined
    link.inner.forEach((inner, k) => {
      if (!own) {
        this.open(inner, clock)
        return
      }
      const slot = `${link.key}${k === 0 ? 't' : `t_${k + 1}`}`
      this.hidden.set(slot, 0)
      this.open(inner, { slot, t: this.graph.apply('add', this.slot(slot), this.graph.number(1)) })
    })
  }

  of(link: Link): Private {
    return this.#links.get(link)!
  }

  /** The value that a slot holds now. */
  slot(slot: string): Value {
    return this.next.get(slot) ?? this.graph.read(slot, this.kinds.get(slot) ?? 'scalar')
  }

  /** Where a link's expression stands. */
  scope(link: Link, text: string | Written, reads?: Map<string, Value>): Scope {
    const { graph } = this
    const { definition } = link
    const own = this.of(link)
    const over = definition.over ?? 'whole'
    const lookup = (symbol: string): Value => {
      const value = this.#holds(link, symbol, text)
      reads?.set(symbol, value)
      own.read.add(symbol)
      return value
    }
    const runningPower = (base: Expression): Value | undefined => {
      if (![...namesIn(base)].every(symbol => definition.hyperparameters.includes(symbol))) return undefined
      const power = print(apply('power', base, name('t')))
      for (const symbol of ['t', ...namesIn(base)]) lookup(symbol)
      let value = own.powers.get(power)
      if (value === undefined) {
        const factor = lower(base, { graph, owner: definition.owner, text, lookup })
        const slot = `${link.key}${power}`
        this.hidden.set(slot, 1)
        value = graph.apply('multiply', graph.read(slot, 'scalar'), factor)
        own.powers.set(power, value)
      }
      return value
    }
    const call = (called: string, of: readonly Value[]): Value => {
      const fail = (problem: string): never => {
        throw new EquationError(definition.owner, problem, text)
      }
      if (called === 'normal' || called === 'signs') {
        if (of[0].kind !== 'constant') fail(`${called} takes a seed, which is a number and not a schedule`)
        return graph.call(called, 'vector', 'whole', of[0], own.clock.t)
      }
      if (this.kindsKnown && of.some(v => v.kind !== 'vector')) fail(`${called} takes vectors, and is given a scalar`)
      if (called === 'grad') return graph.call(called, 'vector', 'whole', of[0])
      if (called === 'hessianProduct') return graph.call(called, 'vector', 'whole', this.point, of[0])
      return graph.call(`${link.key}${called}`, 'vector', over, ...of)
    }
    return { graph, owner: definition.owner, text, lookup, runningPower, call, over, kindsKnown: this.kindsKnown }
  }

  /** What a name holds at this place; complains if it holds nothing. */
  #holds(link: Link, symbol: string, text: string | Written): Value {
    const { definition, initial } = link
    const { clock, locals } = this.of(link)
    const { graph } = this
    const fail = (problem: string): never => {
      throw new EquationError(definition.owner, problem, text)
    }
    const over = definition.over ?? 'whole'
    switch (symbol) {
      case 'theta':
        return this.theta
      case 'g':
        return this.g
      case 't':
        return clock.t
      case 'point':
        return this.point
      case 'f':
        return graph.call('value', 'scalar', 'whole', this.point)
      case 'n':
      case 'rank':
      case 'rows':
      case 'columns':
        return over === 'whole' ? graph.read(symbol, 'constant') : graph.read(`${symbol} of the ${over}`, over)
      case 'rate':
        return this.#rate(link, fail)
    }
    if (definition.hyperparameters.includes(symbol)) return this.#parameter(link, symbol)
    const local = locals.get(symbol)
    if (local !== undefined) return local
    if (initial.has(symbol)) return this.slot(`${link.key}${symbol}`)
    if ([...link.before, ...link.update, ...link.after].some(e => e.name === symbol)) {
      return fail(
        `'${symbol}' is read before its equation: put that above, or make '${symbol}' a state if last step's is meant`,
      )
    }
    const names = ['theta', 'g', 't', 'n', ...definition.hyperparameters, ...initial.keys(), ...locals.keys()]
    return fail(`unknown symbol '${symbol}'${suggestion(symbol, names)}`)
  }

  #parameter(link: Link, symbol: string): Value {
    const { clock, read } = this.of(link)
    read.add(symbol)
    const scheduled = link.scheduled.has(symbol)
    const parameter = { name: `${link.key}${symbol}`, link, symbol, clock: scheduled ? clock.slot : undefined }
    if (!this.parameters.some(p => p.name === parameter.name)) this.parameters.push(parameter)
    return this.graph.read(parameter.name, scheduled ? 'scalar' : 'constant')
  }

  /** The step size of the rule that a wrapper is around. */
  #rate(link: Link, fail: (problem: string) => never): Value {
    let rule = link
    while (rule.inner.length === 1) rule = rule.inner[0]
    if (rule.inner.length > 1) {
      const rules = linksOf(rule).filter(({ inner }) => inner.length === 0)
      return fail(
        `'rate' is the step size of the one rule inside, and here are ${rules.map(({ definition }) => definition.owner).join(' and ')}: wrap each by itself`,
      )
    }
    if (rule === link) return fail("'rate' is the step size of the rule inside a wrapper, and here is none")
    const { rate, owner } = rule.definition
    if (rate == null) return fail(`'rate' is the rule's step size, and ${owner} has none that a wrapper could use`)
    return this.#parameter(rule, rate)
  }

  /** An expression of theta and the slots as they are between two steps. */
  between(link: Link, e: Expression): Value {
    const { graph } = this
    const owner = link.definition.owner
    const lookup = (symbol: string): Value => {
      if (symbol === 'theta') return graph.read('theta', 'vector')
      const slot = `${link.key}${symbol}`
      if (link.initial.has(symbol)) return graph.read(slot, this.kinds.get(slot) ?? 'scalar')
      throw new EquationError(owner, `the result may use theta and the state, not '${symbol}'`, print(e))
    }
    return lower(e, { graph, owner, text: print(e), lookup })
  }

  /** Complains of a slot or hyperparameter that no equation reads. */
  complainOfIdle(link: Link): void {
    const { read } = this.of(link)
    const { owner, hyperparameters, opaque } = link.definition
    const { initial } = link
    if (opaque) return
    for (const symbol of initial.keys()) {
      if (!read.has(symbol))
        throw new EquationError(
          owner,
          `the state '${symbol}' is never read (states: ${[...initial.keys()].join(', ')})`,
        )
    }
    const idle = hyperparameters.find(s => !read.has(s) && ![...initial.values()].some(e => namesIn(e).has(s)))
    if (idle !== undefined) throw new EquationError(owner, `the hyperparameter '${idle}' is in no equation`)
  }
}
