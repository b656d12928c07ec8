import { checkPair, checkRule } from '../descent/arguments.ts'
import { known } from '../display/described.ts'
import { number } from '../display/number.ts'
import type { Rule, State } from '../optimizers/rule.ts'
import type { Segment } from '../surfaces/segment.ts'
import { type Again, AskedAgain } from './again.ts'
import type { Model } from './model.ts'
import type { Numbers } from './workspace.ts'

/** A rule at work on a model's parameters. */
export interface ModelOptimizer {
  readonly rule: Rule
  readonly model: Model
  /** Number of updates made. */
  readonly updates: number
  /** Sets all gradients to 0: `backward` adds to what is there. */
  zeroGradients(): void
  /**
   * One update of the model's parameters, in place, by the gradients that `backward` found.
   * @throws RangeError naming the segment, where a gradient is not finite; parameters stay as they are then.
   * @param again what rules that look at other points ask (SAM, line searches): zeroes the gradients, computes the loss, calls backward and returns the loss
   */
  step(again?: Again): void
  /** Why no further step can be made, in words; undefined to go on. */
  readonly stalled: string | undefined
  /**
   * Runs something with the parameters that the rule returns, where these are not those it works with (an average of them), then puts
   * the others back.
   */
  withResult<T>(inside: () => T): T
  /** What the rule remembers, as plain data: a checkpoint. */
  state(): State
}

/**
 * A rule of the catalogue, or one of your own, on the parameters of a model: the loop by hand. Nothing is copied: the rule
 * changes the model's own numbers, layer by layer where it works so.
 *
 * @example
 * const optimizer = optimize(model, adam({ learningRate: 1e-3 }))
 * optimizer.zeroGradients()
 * crossEntropy(model(x), y).backward()
 * optimizer.step()
 * @throws TypeError for what is no rule or a state of another one.
 */
export function optimize(model: Model, rule: Rule, options: { readonly state?: State } = {}): ModelOptimizer {
  if (typeof (model as Partial<Model> | undefined)?.zeroGradients !== 'function') {
    throw new TypeError(
      'optimize: the first argument must be a model, as mlp({ layers: [2, 8, 1] }); the rule comes second',
    )
  }
  checkRule('optimize', rule)
  known('optimize', options, ['state'])
  const { values, gradients, segments } = model.parameters
  // A rule reads and writes theta by index, so that either precision will do; its own memory is of double precision.
  const [theta, g] = [values as Float64Array, gradients as Float64Array]
  const asked = new AskedAgain(model, rule.name)
  // Whether one batch follows another is not known here, so that a line search is taken at its word.
  checkPair('optimize', { ...asked.objective, stochastic: false }, rule)
  const stepping = rule.begin(theta, options.state, segments)
  model.update = stepping.updates
  const kept = stepping.result && values.slice()
  const found = stepping.result && new Float64Array(values.length)

  return {
    rule,
    model,
    get updates() {
      return stepping.updates
    },
    get stalled() {
      return stepping.stalled
    },
    zeroGradients: () => model.zeroGradients(),
    step(again) {
      if (rule.judgesGradients !== true) checkFinite(g, segments, stepping.updates)
      asked.begin(stepping.updates, again)
      stepping.step(theta, g, asked)
      model.update = stepping.updates
    },
    withResult(inside) {
      if (stepping.result === undefined) return inside()
      kept!.set(values)
      stepping.result(theta, found!)
      values.set(found!)
      try {
        return inside()
      } finally {
        values.set(kept!)
      }
    },
    state: () => stepping.state(),
  }
}

function checkFinite(g: Numbers, segments: readonly Segment[], updates: number): void {
  // NaN and Infinity times 0 are NaN: one look at the sum will do.
  let zero = 0
  for (let i = 0; i < g.length; i++) zero += 0 * g[i]
  if (zero === 0) return
  const first = g.findIndex(value => !Number.isFinite(value))
  const { name } = [...segments].reverse().find(({ offset }) => offset <= first)!
  throw new RangeError(
    `optimize: the gradient of ${name} holds ${g[first]} after ${number(updates)} updates; no step can be made by it. A smaller learning rate or clipByNorm may help, or look at the loss for a log or a division of 0`,
  )
}
