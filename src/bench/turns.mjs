import { performance } from 'node:perf_hooks'

/**
 * Times of two ways to do the same, in turns, so that both meet the same noise of a shared machine. Of many short turns the least
 * counts, which other programs disturbed least; the ratio is that of the least.
 * @param {() => unknown} ours
 * @param {() => unknown} peer
 * @param {{ rounds?: number, least?: number }} [how] least: the milliseconds that a turn takes at least
 * @returns {{ ours: number, peer: number, ratio: number }} in milliseconds
 */
export function turns(ours, peer, { rounds = 61, least = 0.5 } = {}) {
  const both = [ours, peer].map(run => ({ run, often: oftenFor(run, least), taken: /** @type {number[]} */ ([]) }))
  for (let round = 0; round < rounds; round++) {
    // Who begins changes too.
    const order = round % 2 === 0 ? both : [...both].reverse()
    for (const { run, often, taken } of order) taken.push(time(run, often) / often)
  }
  const [mine, theirs] = both.map(({ taken }) => Math.min(...taken))
  return { ours: mine, peer: theirs, ratio: mine / theirs }
}

/**
 * How often to run in a turn: the compiler has seen the code often enough by then.
 * @param {() => unknown} run @param {number} least
 */
function oftenFor(run, least) {
  time(run, 1)
  let often = 1
  for (let spent = 0; spent < 20; ) {
    const taken = time(run, often)
    spent += taken
    if (taken < least) often *= 2
  }
  return often
}

/** @param {() => unknown} run @param {number} often */
function time(run, often) {
  const begun = performance.now()
  for (let i = 0; i < often; i++) run()
  return performance.now() - begun
}

/** @param {readonly number[]} values */
export const median = values => [...values].sort((a, b) => a - b)[values.length >> 1]
