import { describe, expect, it } from 'vitest'
import { scheduleCurves } from '../../src/charts/schedule-curves.ts'
import { cosine } from '../../src/schedules/cosine.ts'
import { stepDecay } from '../../src/schedules/step-decay.ts'
import { checkPicture, drawing, refuseWarnings } from './picture.ts'

refuseWarnings()

describe('scheduleCurves', () => {
  it('draws schedules by name', async () => {
    const chart = scheduleCurves(
      {
        cosine: cosine({ initial: 0.1, steps: 60 }),
        step: stepDecay({ initial: 0.1, factor: 0.5, every: 20 }),
        constant: 0.05,
      },
      { steps: 60 },
    )
    checkPicture(chart)
    await expect(drawing(chart)).toMatchFileSnapshot('pictures/schedule-curves.svg')
    expect(chart.title).toBe('3 schedules')
    expect(chart.alternative).toContain('Cosine goes from 0.1 to 0.')
  })

  it('takes one schedule, an array, plain functions, and 0', () => {
    const one = scheduleCurves(cosine({ initial: 0.1, steps: 60 }))
    checkPicture(one)
    expect(one.title).toBe('The schedule cosine, initial 0.1, final 0, steps 60')
    expect(one.alternative).toContain('over 60 updates')
    const several = scheduleCurves([cosine({ initial: 0.1, steps: 60 }), t => 1 / (t + 1), 0])
    checkPicture(several)
    checkPicture(scheduleCurves([0]))
    checkPicture(scheduleCurves({ falling: t => 0.9 ** t, off: 0 }, { steps: 50, log: true }))
    expect(scheduleCurves([t => -t], { steps: 1 }).alternative).toContain('goes from 0 to -1')
  })

  it('says what is wrong', () => {
    const draw =
      (...args: unknown[]) =>
      () =>
        (scheduleCurves as (...args: unknown[]) => unknown)(...args)
    expect(draw({})).toThrow('scheduleCurves: the schedules are an object with nothing in it')
    expect(draw(undefined)).toThrow('scheduleCurves: the schedules are undefined')
    expect(draw(cosine)).toThrow('scheduleCurves: cosine is not yet called: put its parameters in () after it')
    expect(draw({ a: cosine })).toThrow('scheduleCurves: a is not yet called')
    expect(draw({ a: 'fast' })).toThrow(
      "scheduleCurves: a is 'fast'; it must be a schedule, a function of t, or a number",
    )
    expect(draw({ a: (t: number) => 1 / (t - 3) }, { steps: 5 })).toThrow('scheduleCurves: a is Infinity at t = 3')
    expect(draw({ a: (t: number) => 1 - t }, { steps: 5, log: true })).toThrow('a is -1 at t = 2; it must be 0 or more')
    expect(draw([0.1], { steps: 0 })).toThrow('scheduleCurves: steps is 0')
    expect(draw([0.1], { step: 10 })).toThrow("did you mean 'steps'?")
  })
})
