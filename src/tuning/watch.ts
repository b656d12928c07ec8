import { searchCurve } from '../charts/tuning-search-curve.ts'
import { jupyterDisplay } from '../display/display.ts'
import { frontEnd } from '../display/front-end.ts'
import { number } from '../display/number.ts'
import { type Progress, progress } from '../display/progress.ts'
import type { Begun } from './options.ts'
import type { Search } from './searched.ts'

/** Milliseconds between two drawings, and how many times as long as a drawing took it waits at least. */
const [interval, rest] = [250, 20]

let count = 0

/** What shows how far a search has come. */
export interface Watch {
  at(found: () => Search<unknown>): void
  end(found: Search<unknown>): void
}

/** In a notebook the cost against the best, a chart that grows in its place; elsewhere a bar. */
export function watch({ plan, units, resource, measure }: Begun): Watch {
  const total = units / resource
  const note = ({ best }: Search<unknown>) => (best === undefined ? '' : `best ${measure} ${number(best.value)}`)
  const notebook = frontEnd()
  if (notebook === undefined) {
    // Only a terminal is told: where errors are written to a file, a bar would only be in the way.
    if (!(globalThis as { process?: NodeJS.Process }).process?.stderr?.isTTY) return { at() {}, end() {} }
    const bar: Progress = progress(plan.told, total)
    let later = 0
    return {
      at: found => {
        if (performance.now() < later) return
        const now = found()
        bar.at(now.units / resource, note(now))
        later = performance.now() + interval
      },
      end: found => bar.end(note(found)),
    }
  }
  count += 1
  const id = `search-${count}-${Math.random().toString(36).slice(2, 10)}`
  let shown = false
  let next = 0
  const draw = (found: Search<unknown>) => {
    const begin = performance.now()
    const words = `${number(found.units / resource)} of ${number(total)} full evaluations. ${note(found)}`
    const bundle =
      found.trials.length === 0 ? { 'text/plain': words } : searchCurve(found, { caption: words })[jupyterDisplay]()
    notebook.display(bundle, { id, update: shown })
    shown = true
    const now = performance.now()
    next = now + Math.max(interval, rest * (now - begin))
  }
  return {
    at(found) {
      if (performance.now() >= next) draw(found())
    },
    end: draw,
  }
}
