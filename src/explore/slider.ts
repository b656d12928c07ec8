import { described, known } from '../display/described.ts'
import { exact } from '../display/number.ts'
import type { Hyperparameter } from '../optimizers/hyperparameter.ts'
import { Control } from './control.ts'

/** Where a slider goes from and to. */
export interface SliderOptions {
  /** The least and the greatest number it can be moved to. */
  readonly min?: number
  readonly max?: number
  /** Where it stands at first. */
  readonly default?: number
  /** By differences, or by factors: then `min` is above 0. */
  readonly scale?: 'linear' | 'log'
  /** Whole numbers only. */
  readonly whole?: boolean
  /** Beside it; its name unless told otherwise. */
  readonly label?: string
  readonly about?: string
}

/**
 * A number that is slid. From a hyperparameter it takes the usual range, the scale and the default.
 *
 * @param range a hyperparameter, or where the slider goes from and to
 * @param options what is to differ from the hyperparameter's own
 * @example slider(adam.hyperparameters.learningRate)
 * @example slider({ min: 1, max: 64, default: 8, whole: true })
 * @throws RangeError or TypeError naming the option, its value and what is allowed.
 */
export function slider(range: Hyperparameter | SliderOptions, options: SliderOptions = {}): Control<number> {
  if (typeof range !== 'object' || range === null) {
    throw new TypeError(
      `slider: the range is ${described(range)}; it must be a hyperparameter or { min, max, default }`,
    )
  }
  known('slider', options, ['min', 'max', 'default', 'scale', 'whole', 'label', 'about'])
  const of = 'usual' in range ? ofHyperparameter(range, options) : range
  if (of === range) known('slider', range, ['min', 'max', 'default', 'scale', 'whole', 'label', 'about'])
  const { min = 0, max = 1, scale = 'linear', whole = false, label, about } = { ...of, ...options }
  for (const [name, value] of Object.entries({ min, max })) {
    if (!Number.isFinite(value))
      throw new RangeError(`slider: ${name} is ${described(value)}; it must be a finite number`)
  }
  if (!(min < max)) throw new RangeError(`slider: min is ${min} and max is ${max}; min must be below max`)
  if (scale !== 'linear' && scale !== 'log') {
    throw new RangeError(`slider: scale is ${described(scale)}; it must be 'linear' or 'log'`)
  }
  if (scale === 'log' && min <= 0) throw new RangeError(`slider: min is ${min}; on a log scale it must be above 0`)
  const start = options.default ?? of.default ?? (scale === 'log' ? Math.sqrt(min * max) : (min + max) / 2)
  const first = whole && options.default === undefined && of.default === undefined ? Math.round(start) : start
  const words = `a ${whole ? 'whole ' : ''}number from ${exact(min)} to ${exact(max)}`
  const read = (name: string, raw: unknown): number => {
    if (typeof raw === 'number' && raw >= min && raw <= max && (!whole || Number.isInteger(raw))) return raw
    throw new RangeError(`${name} is ${described(raw)}; it must be ${words}`)
  }
  return new Control<number>({
    face: { kind: 'slider', min, max, scale, whole, label, about },
    raw: first,
    read,
    written: value => value,
    code: exact,
  })
}

/** The usual range, wide enough for the default. */
function ofHyperparameter(hyperparameter: Hyperparameter, { min, max }: SliderOptions): SliderOptions {
  const { usual, scale, whole = false, about, default: start } = hyperparameter
  const number = typeof start === 'number' ? start : undefined
  const inside = number !== undefined && number >= (min ?? usual[0]) && number <= (max ?? usual[1])
  return { min: usual[0], max: usual[1], scale, whole, about, default: inside ? number : undefined }
}
