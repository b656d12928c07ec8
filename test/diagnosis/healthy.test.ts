import { describe, expect, it } from 'vitest'
import type { FindingName } from '../../src/diagnosis/index.ts'
import { drawnStarts, tuned } from '../../src/explorations/tuned.ts'
import * as F from '../../src/index.ts'

const { diagnose, minimize } = F
const steps = 200
const rules = [F.gradientDescent, F.momentum, F.adam, F.rmsprop, F.nadam]
const end = ({ stopped, value }: { readonly stopped: string; readonly value: number }): number =>
  stopped === 'diverged' ? Number.POSITIVE_INFINITY : value

/**
 * Every surface, with rules whose rate is the best of 17 on nine other starts. Some of these runs are ill all the same, as one that
 * began in another basin: so a finding counts as a false alarm if what it says is wrong does not get better by what cures it.
 */
describe('no false alarm with tuned rates', () => {
  for (const [title, f] of Object.entries(F.surfaces)) {
    if (f.domain === undefined) continue
    it(title, () => {
      const alarms: string[] = []
      for (const rule of rules) {
        const set = tuned(f, rule, steps)
        const rate = set.settings.learningRate as number
        for (const start of drawnStarts(f, 3, 4242)) {
          const run = minimize(f, set, { start, steps })
          const again = (learningRate: F.Setting, from: readonly number[] = start) =>
            end(minimize(f, rule({ learningRate } as { learningRate: number }), { start: [...from], steps }))
          const falling = F.cosine({ initial: rate, steps })
          for (const { name, numbers } of diagnose(run).findings) {
            const better: Partial<Record<FindingName, () => boolean>> = {
              'rate too large': () =>
                [0.5, 0.1, 0.01].some(c => again(c * rate) < end(run)) || again(falling) < end(run),
              exploding: () => [0.1, 0.01, 0.001].some(c => again(c * rate) < end(run)),
              'rate too small': () => [2, 10].some(c => again(c * rate) < run.value),
              // One rate alone may be unlucky where the swing is chaotic, as in bukin6's kink.
              oscillating: () =>
                again(falling) < numbers.loss ||
                [0.5, 0.2, 0.1].some(c =>
                  [c * rate, F.cosine({ initial: c * rate, steps })].some(to => again(to, [...run.x]) < numbers.loss),
                ),
              // It stood still, or would go on to stand: the way down may begin right behind the end of the run.
              plateau: () => {
                const left = run.value - numbers.lowestKnown
                return (
                  run.trajectory.value[steps / 2] - run.value < 0.01 * left ||
                  run.value - again(rate, [...run.x]) < 0.1 * left
                )
              },
              'local minimum': () => run.value > Math.min(...(f.minima ?? []).map(({ value }) => value)) + 1e-6,
              'no lowest value': () =>
                f.minima === undefined || f.minima.length === 0 || run.value < f.minima[0].value - 1,
              saddle: () => {
                const random = F.randomAt(5, 0)
                const wide = f.domain![0][1] - f.domain![0][0]
                const beside = Array.from({ length: 8 }, () =>
                  Array.from(run.x, xi => xi + 0.01 * wide * F.normal(random)),
                )
                return beside.some(from => end(minimize(f, F.lbfgs(), { start: from, steps: 100 })) < run.value - 1e-6)
              },
            }
            if (better[name]?.() !== true) alarms.push(`${rule.title} ${rate} from ${start}: ${name}`)
          }
        }
      }
      expect(alarms).toEqual([])
    })
  }

  it('convex problems at rates within their limits: nothing at all', () => {
    for (const f of [F.ravine, F.bowl, F.booth, F.matyas, F.rotatedRavine, F.parabola]) {
      const L = F.curvatures(f, f.start ?? [1]).values[0]
      for (const start of drawnStarts(f, 5, 99)) {
        for (const c of [0.5, 1, 1.5, 1.8]) {
          for (const count of [30, 200, 1000]) {
            expect(
              diagnose(minimize(f, F.gradientDescent({ learningRate: c / L }), { start, steps: count })).findings,
            ).toEqual([])
          }
        }
      }
    }
  })
})
