import { described, known, wholeNumber } from '../display/described.ts'
import { Control } from './control.ts'

/** What a player may be told. */
export interface PlayOptions {
  /** The last step there is. */
  readonly steps: number
  /** The step shown at first: the last unless told otherwise, so that a still picture shows the whole. */
  readonly at?: number
  /** Steps a second, at first. Such that it takes about five seconds unless told otherwise. */
  readonly speed?: number
  readonly label?: string
  readonly about?: string
}

/**
 * A step to go through: run, pause, one step on or back, scrub, faster and slower. The value is the number of the step.
 *
 * @example play({ steps: 300 })
 * @throws RangeError naming the option, its value and what is allowed.
 */
export function play(options: PlayOptions): Control<number> {
  known('play', options, ['steps', 'at', 'speed', 'label', 'about'])
  const { steps, at = steps, speed = Math.max(1, Math.round(steps / 5)), label, about } = options
  wholeNumber('play', 'steps', steps, 1)
  wholeNumber('play', 'at', at, 0, steps)
  if (!(speed > 0 && Number.isFinite(speed))) {
    throw new RangeError(`play: speed is ${described(speed)}; it must be above 0, in steps a second`)
  }
  return new Control<number>({
    face: { kind: 'play', steps, speed, label, about },
    raw: at,
    read(name, raw) {
      wholeNumber('the player', name, raw as number, 0, steps)
      return raw as number
    },
    written: value => value,
    code: String,
  })
}
