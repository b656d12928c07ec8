import { Tensor } from './tensor.ts'
import type { Numbers } from './workspace.ts'

/** One tensor in the computation of a loss. */
export interface GraphNode {
  /** 0, 1, 2, ...: each after its inputs. */
  readonly id: number
  /** As 'matmul'; 'input', 'constant' or 'parameter' for what no operation made. */
  readonly operation: string
  /** The tensor's own name, or the operation, with a number where there are several: 'mul 2'. */
  readonly name: string
  readonly shape: readonly number[]
  readonly value: Numbers
  /** The derivative of the loss by each number; undefined before `backward`, and where none is wanted. */
  readonly gradient: Numbers | undefined
  /** The ids of what it was computed of. */
  readonly inputs: readonly number[]
  /** The tensor itself. */
  readonly tensor: Tensor
}

/** How a number was computed: every tensor on the way, each after its inputs. The last is the number itself. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
}

/**
 * How a loss was computed, as plain data: every tensor with its operation, value, gradient and inputs. Values and gradients are
 * copies. `computationGraph` draws it.
 *
 * @example graphOf(loss).nodes.map(({ name, inputs }) => [name, inputs])
 * @throws TypeError for what is no tensor.
 */
export function graphOf(loss: Tensor): Graph {
  if (!(loss instanceof Tensor)) throw new TypeError('graphOf: it takes a tensor, as a loss')
  const found = new Set<Tensor>([loss])
  for (const tensor of found) for (const input of tensor.origin.inputs) found.add(input)
  const tensors = [...found].sort((a, b) => a.order - b.order)
  const ids = new Map(tensors.map((tensor, id) => [tensor, id]))
  const numbered = (operation: string) =>
    tensors.filter(({ name, origin }) => name === undefined && origin.operation === operation)
  // A number only where it tells two apart.
  const named = (tensor: Tensor): string => {
    if (tensor.name !== undefined) return tensor.name
    const { operation } = tensor.origin
    const alike = numbered(operation)
    return alike.length === 1 ? operation : `${operation} ${alike.indexOf(tensor) + 1}`
  }
  const nodes = tensors.map((tensor, id) => ({
    id,
    operation: tensor.origin.operation,
    name: named(tensor),
    shape: tensor.shape,
    value: tensor.data.slice(),
    gradient: tensor.requiresGradient ? tensor.gradient?.slice() : undefined,
    inputs: tensor.origin.inputs.map(input => ids.get(input)!),
    tensor,
  }))
  return { nodes }
}
