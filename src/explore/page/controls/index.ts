/** How each kind of control is drawn. */
import { choice } from './choice.ts'
import type { Draw } from './control.ts'
import { drawing } from './drawing.ts'
import { play } from './play.ts'
import { point } from './point.ts'
import { slider } from './slider.ts'
import { text } from './text.ts'
import { toggle } from './toggle.ts'

export type { Drawn } from './control.ts'

export const controls: Readonly<Record<string, Draw>> = { slider, choice, toggle, point, play, text, drawing }
