import { curves } from '../charts/curves.ts'
import { graph } from '../charts/graph.ts'
import { table } from '../charts/table.ts'
import { iterate, type Row } from '../descent/iterate.ts'
import { minimize } from '../descent/minimize.ts'
import { exact, number } from '../display/number.ts'
import { type Exploration, explore } from '../explore/explore.ts'
import { play } from '../explore/play.ts'
import { point } from '../explore/point.ts'
import { slider } from '../explore/slider.ts'
import { gradientDescent } from '../optimizers/first-order/gradient-descent.ts'
import { parabola } from '../surfaces/parabola.ts'
import { stepFormula } from './step-formula.ts'

/**
 * Gradient descent on x^2, step by step: where it stands, the loss, the gradient, and the arithmetic of the step to come.
 *
 * @example explorations.stepByStep({ start: 5, learningRate: 0.1 })
 */
export function stepByStep({
  start = 5,
  learningRate = 0.1,
  steps = 25,
}: {
  readonly start?: number
  readonly learningRate?: number
  readonly steps?: number
} = {}): Exploration {
  // The gradient is 2 * x, and so a step of this objective multiplies x.
  const [[curvature]] = parabola.hessian([0])
  return explore(
    {
      step: play({ steps, at: Math.min(3, steps), speed: 2 }),
      rate: slider({ min: 0.01, max: 1.1, default: learningRate, label: 'learning rate' }),
      start: point([start], { domain: [[-6, 6]] }),
    },
    ({ step, rate, start: begin }) => {
      const rule = gradientDescent({ learningRate: rate })
      const run = minimize(parabola, rule, { start: begin, steps, stop: { gradient: 0 } })
      const rows = [...iterate(parabola, rule, { start: begin, steps: step + 1 })]
      // A descent that reaches 0 exactly, or leaves the numbers, has no further row.
      const [now, next] = [rows[Math.min(step, rows.length - 1)], rows[step + 1]]
      const factor = 1 - curvature * rate
      return {
        graph: graph(parabola, run, {
          step,
          width: 560,
          title: 'The loss x², and the steps down',
          caption: '',
        }),
        loss: curves(run, { step, title: 'The loss, step by step', caption: '', width: 380, height: 250 }),
        numbers: table([told(now), ...(next ? [told(next)] : [])]),
        arithmetic: stepFormula([gradientOf(now), ...(now.arithmetic() ?? [])]),
        verdict: `Each step multiplies x by 1 - ${number(curvature)} * ${number(rate)} = ${number(factor)}: ${verdict(factor)}.`,
      }
    },
    {
      title: 'Descend x² step by step',
      caption:
        'Guess, gradient, step, repeat: press play, or go one step at a time. The steps grow shorter although the rate stays, because the gradient does. Then try a rate of 0.5, of 0.9, of 1, and a little more than 1; drag the start along the curve.',
      code: ({ rate, start: begin }) =>
        `const run = minimize(parabola, gradientDescent({ learningRate: ${exact(rate)} }), { start: ${exact(begin[0])}, steps: ${steps} })\ngraph(parabola, run)`,
    },
  )
}

const told = ({ step, x, value, gradient }: Row) => ({ step, 'position x': x[0], loss: value, gradient: gradient[0] })

const gradientOf = ({ x, gradient }: Row) => {
  const at = number(x[0], 4)
  const shown = x[0] < 0 ? { text: `(${at})`, tex: `\\left(${at}\\right)` } : { text: at, tex: at }
  return { name: 'g', text: `2 * ${shown.text}`, tex: `2 \\cdot ${shown.tex}`, value: gradient[0] }
}

/** What happens where every step multiplies x by a factor. */
function verdict(factor: number): string {
  const size = Math.abs(factor)
  if (size < 1e-12) return 'one step lands on the minimum'
  if (size > 1) return 'it diverges'
  if (size === 1) return 'it swings for ever'
  return factor > 0 ? 'it comes down on one side' : 'it jumps across the minimum each time, and comes closer'
}
