import { contours } from '../charts/contours.ts'
import { curves } from '../charts/curves.ts'
import { table } from '../charts/table.ts'
import { typeset } from '../charts/typeset.ts'
import { minimize } from '../descent/minimize.ts'
import { exact } from '../display/number.ts'
import { choice } from '../explore/choice.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { slider } from '../explore/slider.ts'
import { text } from '../explore/text.ts'
import { adam } from '../optimizers/first-order/adam.ts'
import { momentum } from '../optimizers/first-order/momentum.ts'
import { rmsprop } from '../optimizers/first-order/rmsprop.ts'
import type { Hyperparameters } from '../optimizers/hyperparameter.ts'
import { type Optimizer, optimizer } from '../optimizers/optimizer.ts'
import { himmelblau } from '../surfaces/himmelblau.ts'
import { ravine } from '../surfaces/ravine.ts'
import { rosenbrock } from '../surfaces/rosenbrock.ts'
import type { Surface } from '../surfaces/surface.ts'

/** Momentum, written out: something to begin with. */
const begin = `v = beta * v + g
theta = theta - eta * v`

/** What may be used in the equations, by symbol. */
const known: Hyperparameters = {
  learningRate: momentum.hyperparameters.learningRate,
  beta: momentum.hyperparameters.beta,
  rho: rmsprop.hyperparameters.rho,
  epsilon: adam.hyperparameters.epsilon,
}

/**
 * A rule of one's own: its equations are checked as they are written, typeset, run, and compared with Adam.
 *
 * @param options equations the rule at first
 * @example explorations.editRule({ equations: 'theta = theta - eta * sign(g)' })
 */
export function editRule({
  equations = begin,
  steps = 150,
}: {
  readonly equations?: string
  readonly steps?: number
} = {}): Exploration {
  return explore(
    {
      rule: text(equations, ruleOf, {
        rows: 5,
        label: 'one step',
        about: `Equations, one a line: theta, g (the gradient), t (the number of the step), ${symbols().join(', ')}, and names of your own.`,
      }),
      rate: slider({ min: 1e-4, max: 1, default: 0.02, scale: 'log', label: 'eta' }),
      beta: slider({ min: 0, max: 0.99, default: 0.8, label: 'beta' }),
      rho: slider({ min: 0.5, max: 0.999, default: 0.99, label: 'rho' }),
      surface: choice({ ravine, Rosenbrock: rosenbrock, Himmelblau: himmelblau } as Readonly<Record<string, Surface>>),
    },
    ({ rule, rate, beta, rho, surface }) => {
      const used = Object.entries({ learningRate: rate, beta, rho }).filter(([name]) => name in rule.hyperparameters)
      const peer = { ravine: 0.5, Rosenbrock: 0.1, Himmelblau: 0.1 }[surface.name] ?? 0.1
      const runs = {
        yours: minimize(surface, rule(Object.fromEntries(used)), { steps }),
        [`Adam, rate ${peer}`]: minimize(surface, adam({ learningRate: peer }), { steps }),
      }
      return {
        formula: typeset(rule),
        map: contours(surface, runs, { title: 'Your rule against Adam', width: 480, caption: '' }),
        loss: curves(runs, { above: 'minimum', title: 'How the loss falls', width: 460, height: 300 }),
        table: table(runs),
        remembers: `Your rule remembers ${rule.slots.length === 0 ? 'nothing' : rule.slots.join(' and ')} from one step to the next.`,
      }
    },
    {
      title: 'Edit the rule',
      caption:
        'What a line uses before it is given is remembered from the step before, 0 at first. Try theta = theta - eta * sign(g); divide by a root: s = rho * s + (1 - rho) * g^2, then theta = theta - eta * g / (sqrt(s) + epsilon). A mistake is told as you type, and the run waits.',
      code: ({ rule, rate, beta, rho, surface }) => {
        const used = Object.entries({ learningRate: rate, beta, rho }).filter(([name]) => name in rule.hyperparameters)
        const parts = Object.keys(rule.hyperparameters).map(name => `${name}: ${origin[name]}.hyperparameters.${name}`)
        const state = rule.slots.map(slot => `${slot}: 0`)
        return `const mine = optimizer({
  name: 'my rule',
  hyperparameters: { ${parts.join(', ')} },
  state: { ${state.join(', ')} },
  update: \`
${rule.equations!.replace(/^/gm, '    ')}\`,
})
const run = minimize(${surface.name.toLowerCase()}, mine({ ${used.map(([name, value]) => `${name}: ${exact(value)}`).join(', ')} }), { steps: ${steps} })`
      },
    },
  )
}

/** Which optimizer of the library has the hyperparameter. */
const origin: Readonly<Record<string, string>> = {
  learningRate: 'momentum',
  beta: 'momentum',
  rho: 'rmsprop',
  epsilon: 'adam',
}

const symbols = (): string[] => Object.values(known).map(({ symbol }) => symbol)

/**
 * The optimizer that equations make: of the hyperparameters those they use, and as its state the names that they read before
 * they give them.
 * @throws EquationError where they cannot be compiled.
 */
export function ruleOf(equations: string): Optimizer {
  const names = (words: string): string[] => words.match(/[A-Za-z]\w*/g) ?? []
  const used = new Set(names(equations))
  const hyperparameters = Object.fromEntries(Object.entries(known).filter(([, { symbol }]) => used.has(symbol)))
  const given = new Set<string>()
  const state: Record<string, number> = {}
  const lines = equations.split('\n').map(line => /^\s*([A-Za-z]\w*)\s*=(.*)$/.exec(line))
  const own = new Set(lines.flatMap(line => (line && !['theta', 'g'].includes(line[1]) ? [line[1]] : [])))
  for (const line of lines) {
    if (line === null) continue
    for (const name of names(line[2])) if (own.has(name) && !given.has(name)) state[name] = 0
    given.add(line[1])
  }
  const made = optimizer({ name: 'your rule', hyperparameters, state, update: equations })
  // Compiled now, so that a mistake is told where it is made.
  void made.tex
  return made as unknown as Optimizer
}
