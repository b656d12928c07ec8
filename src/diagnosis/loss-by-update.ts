import type { Chart } from '../charts/chart.ts'
import { lines } from '../charts/lines.ts'
import type { TrainingFacts } from './training-facts.ts'

/** The picture of a training's loss, update by update, from one of them on; on a log scale where it spans a factor of 20. */
export function lossByUpdate({ updates, last }: TrainingFacts, title: string, caption: string, from = 0): () => Chart {
  return () => {
    const k = Array.from({ length: last - from + 1 }, (_, i) => from + i)
    const y = k.map(i => updates.loss[i])
    const positive = y.filter(one => one > 0)
    const log = positive.length === y.length && Math.max(...y) > 20 * Math.min(...y)
    return lines({ loss: { x: k.map(i => i + 1), y } }, { x: 'update', y: 'loss', log, height: 260, title, caption })
  }
}
