import { described, finiteNumber } from './described.ts'
import { frontEnd } from './front-end.ts'

/** A bar that shows how far something long has come, in one place that is drawn anew. */
export interface Progress {
  /**
   * Draws the bar, at most ten times a second; the last state is always drawn.
   * @param done how much is done, from 0 to the total.
   * @param note a few words behind the bar, as the loss so far.
   */
  at(done: number, note?: string): void
  /** Ends the bar where it is. */
  end(note?: string): void
}

/** Milliseconds between two drawings. */
const interval = 100
/** Characters of the bar. */
const width = 30

let count = 0

/**
 * Begins a progress bar: `const bar = progress('Sweep', 200)`, then `bar.at(i)` in the loop, then `bar.end()`.
 * @param label what is going on.
 * @param total how much there is to do, above 0.
 */
export function progress(label: string, total: number): Progress {
  if (typeof label !== 'string') {
    throw new TypeError(`progress: the label is ${described(label)}; it must be a text, as progress('Sweep', 200)`)
  }
  finiteNumber('progress', 'total', total, Number.MIN_VALUE)
  count += 1
  const id = `progress-${count}-${Math.random().toString(36).slice(2, 10)}`
  const begun = performance.now()
  let drawn = Number.NEGATIVE_INFINITY
  let last = 0
  let words: string | undefined
  let shown = false

  const draw = (final: boolean) => {
    drawn = performance.now()
    const share = last / total
    const full = Math.round(share * width)
    const seconds = ((drawn - begun) / 1000).toFixed(1)
    const text = `${label} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.round(100 * share)}% ${seconds} s${words ? ` ${words}` : ''}`
    const notebook = frontEnd()
    if (notebook) notebook.display({ 'text/plain': text }, { id, update: shown })
    else if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}${final ? '\n' : ''}`)
    else if (final) console.error(text)
    shown = true
  }
  draw(false)
  return {
    at(done, note) {
      if (Number.isNaN(done)) throw new RangeError(`progress: done is NaN; it must be a number from 0 to ${total}`)
      last = Math.min(Math.max(done, 0), total)
      words = note
      if (performance.now() - drawn >= interval) draw(false)
    },
    end(note) {
      words = note ?? words
      draw(true)
    },
  }
}
