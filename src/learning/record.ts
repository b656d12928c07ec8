import { countOf, type ShapeOf } from './shape.ts'
import { type PassOn, Tensor } from './tensor.ts'
import { allocated, type Dtype, type Numbers, roomFor } from './workspace.ts'

let recording = true

/**
 * Runs something without remembering how it was computed: faster, and for evaluation all that is needed. No gradient
 * goes through what is made inside.
 * @example const loss = withoutGradients(() => crossEntropy(model(x), y).item())
 */
export function withoutGradients<T>(evaluation: () => T): T {
  const before = recording
  recording = false
  try {
    return evaluation()
  } finally {
    recording = before
  }
}

/**
 * The result of an operation, with room for its numbers.
 *
 * @param compute writes the result
 * @param passOn adds to the inputs' gradients, given the result's; called only where an input requires one
 */
export function record(
  operation: string,
  inputs: readonly Tensor[],
  shape: ShapeOf,
  compute: (out: Numbers) => void,
  passOn: (gradient: Numbers, out: Numbers) => void,
): Tensor {
  const dtype = dtypeOf(operation, inputs)
  const out = roomFor(dtype, countOf(shape))
  compute(out)
  const requires = recording && inputs.some(input => input.requiresGradient)
  const pass: PassOn | undefined = requires ? () => passOn(result.gradient!, out) : undefined
  const result: Tensor = new Tensor(
    out,
    shape,
    { operation, inputs: requires ? inputs : noInputs, passOn: pass },
    requires,
  )
  return result
}

const noInputs: readonly Tensor[] = []

/** @throws TypeError where precisions are mixed. */
function dtypeOf(operation: string, inputs: readonly Tensor[]): Dtype {
  const { dtype } = inputs[0]
  for (const input of inputs) {
    if (input.dtype !== dtype) {
      throw new TypeError(
        `${operation}: ${dtype} and ${input.dtype} do not mix; convert one of them, as a.as('${dtype}')`,
      )
    }
  }
  return dtype
}

/**
 * Where an operation adds its part of an input's gradient; undefined where none is wanted. Zeros at first.
 */
export function gradientOf(input: Tensor): Numbers | undefined {
  if (!input.requiresGradient) return undefined
  if (input.gradient !== undefined) return input.gradient
  const { dtype, size, origin } = input
  // What was not computed outlives this step, and so does its gradient.
  const gradient = origin.passOn === undefined ? allocated(dtype, size) : roomFor(dtype, size)
  gradient.fill(0)
  input.keepGradient(gradient)
  return gradient
}
