// What the tests of worker threads evaluate: plain JavaScript, which every Node reads in a worker.
import { isMainThread, threadId } from 'node:worker_threads'

/** @param {{ x: number, y: number }} settings @param {{ budget: number, seed: number }} context */
export function evaluate({ x, y }, { budget, seed }) {
  if (isMainThread) throw new Error('not in a worker')
  if (x > 0.9) throw new RangeError(`x is ${x}`)
  return (x - 0.3) ** 2 + (y - 0.6) ** 2 + seed / (100 * budget)
}

export async function slow() {
  await new Promise(resolve => setTimeout(resolve, 20))
  return { value: threadId, cost: 0.5 }
}

export function endless() {
  for (;;);
}

export const text = 'no function'
