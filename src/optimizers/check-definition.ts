import { described, known } from '../display/described.ts'

const common = [
  'name',
  'hyperparameters',
  'options',
  'state',
  'over',
  'result',
  'form',
  'source',
  'purpose',
  'weakness',
] as const

/** What the definitions may have. */
const parts = {
  optimizer: [...common, 'update', 'at', 'functions', 'rate', 'work', 'recursion', 'memory', 'evaluations'],
  wrapper: [...common, 'before', 'after', 'when', 'reset'],
} as const

/** What a hyperparameter is told by, and what it may be told by besides. */
const needed = ['symbol', 'about', 'default', 'usual', 'scale'] as const
const allowed = [...needed, 'min', 'max', 'below', 'optional', 'fixed', 'whole']

/**
 * Refuses a definition that TypeScript would refuse: a cell may be JavaScript, and a misspelt part would be left out in silence.
 * @throws TypeError naming the part, and what stands there.
 */
export function checkDefinition(what: keyof typeof parts, definition: unknown): void {
  if (!isObject(definition)) {
    throw new TypeError(`${what} is given ${described(definition)}; it takes { name: '...', hyperparameters: {}, ... }`)
  }
  const { name, hyperparameters, over } = definition
  if (typeof name !== 'string' || name.trim() === '') {
    throw new TypeError(`${what}: name is ${described(name)}; it must be what it is called, as 'heavy ball'`)
  }
  known(name, definition, parts[what], 'part')
  if (!isObject(hyperparameters)) {
    throw new TypeError(
      `${name}: hyperparameters is ${described(hyperparameters)}; it must be an object by argument name, {} for none`,
    )
  }
  if (over !== undefined && over !== 'layer' && over !== 'row') {
    throw new TypeError(`${name}: over is ${described(over)}; it must be 'layer' or 'row'`)
  }
  for (const [argument, told] of Object.entries(hyperparameters)) checkHyperparameter(name, argument, told)
}

function checkHyperparameter(name: string, argument: string, told: unknown): void {
  if (!isObject(told)) {
    throw new TypeError(
      `${name}: the hyperparameter ${argument} is ${described(told)}; it must be told of, as { symbol: 'eta', about: 'Step size.', default: 0.1, usual: [0.001, 1], scale: 'log' }`,
    )
  }
  const of = `${name}: the hyperparameter ${argument}`
  known(of, told, allowed, 'part')
  const missing = needed.find(part => told[part] === undefined)
  if (missing !== undefined) throw new TypeError(`${of} has no ${missing}`)
  const { symbol, default: usually, usual } = told
  if (typeof symbol !== 'string') throw new TypeError(`${of}: symbol is ${described(symbol)}; it must be a name`)
  if (typeof usually !== 'number' && typeof usually !== 'string') {
    throw new TypeError(`${of}: default is ${described(usually)}; it must be a number, or an equation`)
  }
  if (!Array.isArray(usual) || usual.length !== 2 || !usual.every(Number.isFinite)) {
    throw new TypeError(`${of}: usual is ${described(usual)}; it must be two numbers, the ends of a slider`)
  }
  if (!(usual[0] < usual[1])) {
    throw new RangeError(`${of}: usual is ${described(usual)}; it must be [lowest, highest]`)
  }
  if (told.scale !== 'linear' && told.scale !== 'log') {
    throw new TypeError(`${of}: scale is ${described(told.scale)}; it must be 'linear' or 'log'`)
  }
  for (const limit of ['min', 'max', 'below'] as const) {
    const value = told[limit]
    if (value === undefined || (typeof value === 'number' && !Number.isNaN(value))) continue
    throw new TypeError(`${of}: ${limit} is ${described(value)}; it must be a number`)
  }
}

const isObject = (it: unknown): it is Readonly<Record<string, unknown>> =>
  typeof it === 'object' && it !== null && !Array.isArray(it)
