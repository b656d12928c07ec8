import { described, known } from '../display/described.ts'
import { type Displayable, jupyterDisplay, type MimeBundle } from '../display/display.ts'
import { frontEnd } from '../display/front-end.ts'
import { Control } from './control.ts'
import { Exhibit } from './exhibit.ts'
import type { View } from './parts.ts'
import { point } from './point.ts'
import { toggle } from './toggle.ts'

/** Controls by name. A point to drag may be given as its coordinates, as a surface's start, and what is on or off as true or false. */
export type Controls = Readonly<Record<string, Control<unknown> | boolean | readonly number[] | undefined>>

/** What a view is called with: the value of each control. */
export type Values<C extends Controls> = {
  readonly [K in keyof C]: C[K] extends Control<infer T> ? T : C[K] extends boolean ? boolean : readonly number[]
}

/** What an exploration may be told. */
export interface ExploreOptions<C extends Controls> {
  /** Above it; none unless told otherwise. */
  readonly title?: string
  /** Below it: what to try, and what to see. */
  readonly caption?: string
  /** The TypeScript that makes the present setting; each control as a constant unless told otherwise. */
  readonly code?: (values: Values<C>) => string
}

/** Controls and what they move. It shows itself in a cell. */
export interface Exploration<C extends Controls = Controls> extends Displayable {
  /** The present value of each control. */
  readonly values: Values<C>
  /** Moves controls from a cell. What is shown follows. */
  set(values: Partial<Values<C>>): void
  /** Moves every control back to where it began. */
  reset(): void
  /** The TypeScript that makes the present setting. */
  readonly code: string
  /** What it shows at present, as HTML that stays still. */
  still(): Promise<string>
}

/**
 * Something to explore: controls in the page, and a view that is your own function. Move a control and the view is called
 * with the new values, here in the kernel, where all your variables are; the page then redraws what has changed. The same control
 * may stand in several explorations: it moves them all. Where there is no kernel to call, it is a picture of how it began.
 *
 * @param controls sliders, choices, toggles, points, players, texts, drawings, by name
 * @param view gives what is to be shown for these values: a chart, a table, a formula, words, or several by name
 * @example explore({ learningRate: slider(adam.hyperparameters.learningRate), start: rosenbrock.start },
 *   ({ learningRate, start }) => contours(rosenbrock, minimize(rosenbrock, adam({ learningRate }), { start, steps: 300 })))
 * @throws TypeError or RangeError naming the control or option, its value and what is allowed.
 */
export function explore<C extends Controls>(
  controls: C,
  view: (values: Values<C>) => View | Promise<View>,
  options: ExploreOptions<C> = {},
): Exploration<C> {
  if (typeof controls !== 'object' || controls === null || Array.isArray(controls)) {
    throw new TypeError(
      `explore: the controls are ${described(controls)}; they must be named, as { rate: slider(...) }`,
    )
  }
  if (typeof view !== 'function') {
    throw new TypeError(`explore: the view is ${described(view)}; it must be a function of the controls' values`)
  }
  known('explore', options, ['title', 'caption', 'code'])
  const named = Object.fromEntries(Object.entries(controls).map(([name, given]) => [name, controlOf(name, given)]))
  const exhibit = new Exhibit(named, view as (values: Readonly<Record<string, unknown>>) => unknown, {
    ...options,
    code: options.code as ((values: Readonly<Record<string, unknown>>) => string) | undefined,
  })
  return {
    get values() {
      return exhibit.values as Values<C>
    },
    set: values => exhibit.put(values),
    reset: () => exhibit.reset(),
    get code() {
      return exhibit.code
    },
    still: async () => {
      await exhibit.draw()
      return exhibit.still
    },
    // A kernel waits for it: a view may take its time.
    [jupyterDisplay]: (() => shown(exhibit)) as unknown as () => MimeBundle,
  }
}

function controlOf(name: string, given: unknown): Control<unknown> {
  if (given instanceof Control) return given
  if (typeof given === 'boolean') return toggle(given)
  if (Array.isArray(given) && given.every(value => typeof value === 'number')) return point(given)
  throw new TypeError(
    `explore: ${name} is ${described(given)}; it must be a control, as slider(...), choice(...) or toggle(...), or a point to drag`,
  )
}

async function shown(exhibit: Exhibit): Promise<MimeBundle> {
  await exhibit.draw()
  const still = { 'text/html': exhibit.still, 'text/plain': exhibit.words }
  const open = frontEnd()?.widget
  return open === undefined ? still : { ...exhibit.opened(open).view(), ...still }
}
