import { described, known } from '../display/described.ts'
import type { Parameters } from './described-surface.ts'
import type { EquationSurface } from './equation-surface.ts'
import type { FunctionSurface } from './function-surface.ts'

const about = ['name', 'domain', 'start', 'minima', 'teaches', 'source', 'dimension'] as const

/** What the two kinds of definition may have. */
const parts = {
  equation: [
    ...about,
    'equation',
    'parameters',
    'allowed',
    'leastDimension',
  ] satisfies (keyof EquationSurface<Parameters>)[],
  functions: [...about, 'coordinates', 'value', 'gradient', 'hessian'] satisfies (keyof FunctionSurface)[],
}

/**
 * Refuses a definition that TypeScript would refuse: a cell may be JavaScript, and a misspelt part would be left out in silence.
 * @throws TypeError naming the part, and what stands there.
 */
export function checkSurface(given: unknown): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new TypeError(
      `surface is given ${described(given)}; it takes an equation, as 'x^2 + y^2', or { dimension, value }`,
    )
  }
  const definition = given as Readonly<Record<string, unknown>>
  const isEquation = 'equation' in definition
  known('surface: the definition', definition, isEquation ? parts.equation : parts.functions, 'part')
  const { name, equation, gradient, hessian } = definition
  if (name !== undefined && typeof name !== 'string') {
    throw new TypeError(`surface: name is ${described(name)}; it must be a text`)
  }
  if (isEquation && typeof equation !== 'string') {
    throw new TypeError(`surface: equation is ${described(equation)}; it must be a text, as 'x^2 + y^2'`)
  }
  for (const [part, value] of Object.entries({ gradient, hessian })) {
    if (value === undefined || typeof value === 'function') continue
    throw new TypeError(`surface: ${part} is ${described(value)}; it must be a function of x`)
  }
}
