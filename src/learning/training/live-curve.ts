import { type Trained, trainingCurves } from '../../charts/training-curves.ts'
import type { MimeBundle } from '../../display/display.ts'
import { frontEnd } from '../../display/front-end.ts'
import { number } from '../../display/number.ts'
import { type Progress, progress } from '../../display/progress.ts'
import { escapeHtml } from '../../display/table.ts'
import type { EpochRow } from './history.ts'
import type { Training } from './training.ts'

/** Milliseconds between two drawings, and the share of the time that drawing may take. */
const interval = 200
const share = 0.1

let count = 0

/** What is seen while a model is trained: the loss by epoch, drawn anew in its place as it grows. */
export interface LiveCurve {
  /** An epoch has ended, or a part of one has gone by. */
  at(rows: readonly EpochRow[], epoch: number, words: string): void
  /** The last state. */
  end(training: Training): void
}

/**
 * In a notebook a curve, in a terminal a bar; nothing where neither is.
 * @param name what is trained with what
 */
export function liveCurve(name: string, epochs: number): LiveCurve | undefined {
  const notebook = frontEnd()
  if (notebook === undefined) return process.stderr.isTTY ? bar(name, epochs) : undefined
  count += 1
  const id = `training-${count}-${Math.random().toString(36).slice(2, 10)}`
  let shown = false
  let due = 0
  const show = (bundle: MimeBundle) => {
    notebook.display(bundle, { id, update: shown })
    shown = true
  }
  show(line(`${name}: ${number(epochs)} epochs to go`))
  return {
    at(rows, epoch, words) {
      const now = performance.now()
      if (now < due) return
      const text = `epoch ${number(epoch)} of ${number(epochs)}, ${words}`
      show(
        rows.length === 0
          ? line(`${name}: ${text}`)
          : picture({ name, history: rows }, roomFor(rows.length, epochs), text),
      )
      const done = performance.now()
      due = Math.max(now + interval, done + (done - now) / share)
    },
    end(training) {
      if (training.history.length === 0) show(line(`${name}: ${training.because}`))
      else show(picture(training, undefined, training.because))
    },
  }
}

/** Epochs there is room for: it doubles until it is all, so that the axis stays for a while and a run that ends early fills it too. */
function roomFor(made: number, epochs: number): number {
  let room = 10
  while (room < made) room *= 2
  return Math.min(room, epochs)
}

function picture(run: Trained, epochs: number | undefined, words: string): MimeBundle {
  const chart = trainingCurves(run, { height: 240, epochs })
  const below = `<div style="font-size:0.9em">${escapeHtml(words)}</div>`
  return { 'text/html': chart.html + below, 'text/plain': `${chart.title}: ${words}` }
}

const line = (text: string): MimeBundle => ({ 'text/plain': text })

function bar(name: string, epochs: number): LiveCurve {
  const drawn: Progress = progress(name, epochs)
  return {
    at: (rows, _, words) => drawn.at(rows.length, words),
    end(training) {
      drawn.at(training.epochs)
      drawn.end(training.because)
    },
  }
}
