import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EquationError } from '../../src/equations/error.ts'
import { apply, type Expression } from '../../src/equations/expression.ts'
import { interpret, interpretStep } from '../../src/equations/interpret.ts'
import { compileStep } from '../../src/equations/javascript.ts'
import { parseExpression } from '../../src/equations/parse.ts'
import { partition } from '../../src/equations/partition.ts'
import { print } from '../../src/equations/print.ts'
import { compile, type Program } from '../../src/equations/program.ts'
import { segmentsOf } from '../../src/surfaces/segment.ts'
import { examples } from '../examples.ts'
import { updates } from './grammar.ts'

const drawn = examples(150)

const hyperparameters = { a: 0.9, b: 0.01 }
const definition = (update: string, over?: 'layer' | 'row') => ({
  owner: 'random',
  hyperparameters: ['a', 'b'],
  state: { m: 0, c: 1 },
  update,
  over,
})

/** n parameters as one vector; or, with layers, as a matrix, a vector and a matrix of one column. */
const divided = (n: number, layers: boolean) =>
  partition(
    layers && n >= 5
      ? [
          { name: 'matrix', offset: 0, shape: [2, 2] },
          { name: 'vector', offset: 4, shape: [n - 4] },
        ]
      : segmentsOf('test', n),
  )

/** Both engines for `steps` steps from the same start, with b a schedule or a constant: the points and slots after each. */
function both(
  program: Program,
  n: number,
  steps: number,
  layers = false,
): [compiled: Float64Array[], interpreted: Float64Array[]] {
  const start = Float64Array.from({ length: n }, (_, i) => Math.sin(3 * i + 1))
  const gradient = (theta: Float64Array, t: number) => theta.map((x, i) => (i + 1) * x + Math.cos(t + i))
  const rate = (t: number) => hyperparameters.b / (1 + t)
  const value = (symbol: string, t: number) =>
    symbol === 'b' && program.scheduled.some(p => p.symbol === 'b') ? rate(t - 1) : hyperparameters[symbol as 'a' | 'b']

  const { scalarSlots, arraySlots } = program
  const parts = divided(n, layers)
  const sizes = { layer: parts.layer.count, row: parts.row.count, vector: n, scalar: 0 }
  const begin = new Map<string, number | Float64Array>()
  for (const slot of program.slots) {
    const initial = slot.initial.kind === 'number' ? slot.initial.value : Number.NaN
    begin.set(slot.name, slot.kind === 'scalar' ? initial : new Float64Array(sizes[slot.kind]).fill(initial))
  }

  const compiledStep = compileStep(program)
  const scalars = Float64Array.from(scalarSlots, s => begin.get(s.name) as number)
  const arrays = arraySlots.map(s => Float64Array.from(begin.get(s.name) as Float64Array))
  const step = compiledStep.bind({
    partition: parts,
    constants: Float64Array.from(program.constants, ({ symbol }) => hyperparameters[symbol as 'a' | 'b']),
    scalars,
    arrays,
    calls: [],
  })
  const compiled: Float64Array[] = []
  const theta = Float64Array.from(start)
  for (let t = 1; t <= steps; t++) {
    step(
      theta,
      gradient(theta, t),
      Float64Array.from(program.scheduled, ({ symbol }) => value(symbol, t)),
      t,
    )
    compiled.push(Float64Array.of(...theta, ...scalars, ...arrays.flatMap(v => [...v])))
  }

  const interpreted: Float64Array[] = []
  let at: Float64Array = Float64Array.from(start)
  let slots = begin
  for (let t = 1; t <= steps; t++) {
    const held = slots
    const after = interpretStep(program, {
      theta: at,
      g: gradient(at, t),
      t,
      hyperparameter: symbol => value(symbol, t),
      slot: symbol => held.get(symbol)!,
      partition: parts,
    })
    at = after.theta
    slots = after.slots
    const flat = [...scalarSlots, ...arraySlots].flatMap(({ name }) => {
      const held = slots.get(name)!
      return typeof held === 'number' ? [held] : [...held]
    })
    interpreted.push(Float64Array.of(...at, ...flat))
  }
  return [compiled, interpreted]
}

test.each([
  [false, undefined],
  [true, undefined],
  [false, 'layer'],
  [true, 'row'],
] as const)(
  'compiled loops equal the interpreter bit for bit, on random rules (b scheduled: %s, over: %s)',
  (scheduled, over) => {
    let compiledPrograms = 0
    fc.assert(
      fc.property(updates, fc.constantFrom(1, 2, 3, 4, 5, 7, 10), (update, n) => {
        let program: Program
        try {
          program = compile(definition(update, over), new Set(scheduled ? ['b'] : []))
        } catch (problem) {
          if (problem instanceof EquationError) return
          throw problem
        }
        compiledPrograms++
        const [compiled, interpreted] = both(program, n, 4, over !== undefined)
        expect(compiled).toEqual(interpreted)
      }),
      drawn,
    )
    expect(compiledPrograms).toBeGreaterThan(drawn.numRuns * 0.9)
  },
)

/** One equation for each operation, appended to `lines`; what stands for the whole. */
function piecemeal(e: Expression, lines: string[]): string {
  if (e.kind !== 'apply' || e.operator.name === 'power') return print(e)
  const parts = e.of.map(part => piecemeal(part, lines))
  lines.push(
    `w_${lines.length} = ${print(apply(e.operator.name, ...parts.map(part => parseExpression(part, 'random'))))}`,
  )
  return `w_${lines.length - 1}`
}

test('gathering products changes rounding only, on random rules of positive numbers', () => {
  const positive = fc.letrec<{ e: string }>(tie => {
    const e = tie('e')
    const two = (op: string) => fc.tuple(e, e).map(([a, b]) => `(${a}) ${op} (${b})`)
    return {
      e: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        fc.constantFrom('theta', 'g', 'm', 'a', 'b', 't', '2', '0.3', 'a^t', 'u'),
        ...['+', '*', '*', '/', '/'].map(two),
        e.map(a => `sqrt(${a})`),
        e.map(a => `max(${a}, 0.1)`),
        e.map(a => `mean(${a} + 0 * g)`),
      ),
    }
  }).e
  fc.assert(
    fc.property(positive, e => {
      // The same expression as one equation, whose products are gathered, and one equation for each operation, where there is nothing to gather.
      const parts: string[] = []
      const last = piecemeal(parseExpression(e, 'random'), parts)
      const [whole, apart] = [[`w = ${e}`], [...parts, `w = ${last}`]].map(lines =>
        compile(definition(['u = g + c', ...lines, 'm = m + a * g + w', 'theta = theta + b * m'].join('\n'))),
      )
      const before = {
        theta: Float64Array.of(0.4, 2, 7),
        g: Float64Array.of(3, 0.2, 5),
        t: 3,
        hyperparameter: (symbol: string) => hyperparameters[symbol as 'a' | 'b'],
        slot: (symbol: string) => (symbol === 'm' ? Float64Array.of(0.7, 1.5, 0.01) : 0.81),
      }
      const [x, y] = [whole, apart].map(
        program => interpret([program.theta], before).get(program.theta) as Float64Array,
      )
      x.forEach((xi, i) => {
        if (Number.isFinite(xi) && xi !== 0) expect(Math.abs(xi - y[i]) / Math.abs(xi)).toBeLessThan(1e-12)
      })
    }),
    drawn,
  )
})
