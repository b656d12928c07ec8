import { number } from '../../display/number.ts'
import type { Segment } from '../../surfaces/segment.ts'
import { sizeOf } from '../../surfaces/segment.ts'
import type { Model } from '../model.ts'
import { withoutGradients } from '../record.ts'
import type { Tensor } from '../tensor.ts'
import type { Numbers } from '../workspace.ts'

/**
 * Where a number that is not finite came first, in words: in the parameters, as the last update left them; else in the result of a layer,
 * looked at in the order in which they are computed; else in the loss; else in a gradient, in the order of the way back.
 *
 * @param update counted from 1: the one that was to be made
 * @param inputs the batch it was to be made with
 */
export function whereNotFinite(model: Model, inputs: readonly Tensor[], update: number, loss: number): string {
  const { values, gradients, segments } = model.parameters
  const made = segments.find(segment => odd(part(values, segment)) !== undefined)
  if (made !== undefined) {
    const bad = odd(part(values, made))
    return update === 1
      ? `${made.name} had ${bad} in them before the first update`
      : `update ${number(update - 1)} made ${made.name} ${bad}, from a loss and a gradient that were finite: the step was too long, or divided by 0`
  }
  let first: string | undefined
  const seen = (layer: string, output: Tensor) => {
    const bad = odd(output.data)
    if (bad !== undefined) first ??= `the result of ${layer} was the first to be ${bad}, in update ${number(update)}`
  }
  // The update's own masks: they depend on its number.
  model.update = update - 1
  model.watch(seen, () => withoutGradients(() => inputs.forEach(input => void model(input))))
  if (first !== undefined) return first
  if (!Number.isFinite(loss))
    return `all layers' results were finite, and the loss of update ${number(update)} was ${number(loss)}`
  const back = [...segments].reverse().find(segment => odd(part(gradients, segment)) !== undefined)
  if (back === undefined) return `the gradient of update ${number(update)} is finite, but its norm is not`
  return `the gradient of ${back.name} was the first on the way back to be ${odd(part(gradients, back))}, in update ${number(update)}; the loss, ${number(loss)}, was finite`
}

const part = (all: Numbers, { offset, shape }: Segment): Numbers => all.subarray(offset, offset + sizeOf(shape))

/** The first number that is not finite, as text. */
function odd(values: Numbers): string | undefined {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return number(values[i])
  return undefined
}
