import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { jupyterDisplay } from '../../src/display/display.ts'
import * as F from '../../src/index.ts'

const { diagnose, minimize, ravine, gradientDescent } = F
const ill = () => minimize(ravine, gradientDescent({ learningRate: 0.11 }), { steps: 30 })
const well = () => minimize(ravine, gradientDescent({ learningRate: 0.09 }), { steps: 100 })

it('shows itself as a table with its curve, and as text', () => {
  const found = diagnose(ill())
  const bundle = found[jupyterDisplay]()
  expect(bundle['text/html']).toMatch(/<table.*rate too large.*<svg.*role="img"/s)
  expect(inspect(found)).toBe(bundle['text/plain'])
  expect(bundle['text/plain']).toContain('L = 20')
  expect(found.chart?.caption).not.toBe('')
})

it('says of a healthy run that nothing was found, and how it ended', () => {
  const found = diagnose(well())
  expect(found.findings).toEqual([])
  expect(found.chart).toBeUndefined()
  expect(found.because).toContain('nothing was found')
  expect(found[jupyterDisplay]()['text/html']).toContain('nothing was found')
})

it('changes nothing in the run, and finds the same again', () => {
  const run = ill()
  const before = JSON.stringify(run)
  expect(diagnose(run).findings).toEqual(diagnose(run).findings)
  expect(JSON.stringify(run)).toBe(before)
})

it('goes without the path, and with no step made', () => {
  const run = minimize(ravine, gradientDescent({ learningRate: 0.09 }), { steps: 100, path: false })
  expect(diagnose(run).findings).toEqual([])
  expect(diagnose(minimize(ravine, gradientDescent(), { steps: 0 })).findings).toEqual([])
})

it('takes thresholds: a stricter one finds more', () => {
  const run = minimize(ravine, gradientDescent({ learningRate: 0.02 }), { steps: 30 })
  expect(diagnose(run).findings).toEqual([])
  expect(diagnose(run, { slack: 4 }).findings[0].name).toBe('rate too small')
})

it('refuses what is no run, and options that do not exist or fit', () => {
  expect(() => diagnose(undefined as never)).toThrow(
    'diagnose: the run is undefined; it must be what minimize or train returned',
  )
  expect(() => diagnose(F.race(ravine, { a: gradientDescent() }, { steps: 2 }) as never)).toThrow(
    'pass one of its runs',
  )
  expect(() => diagnose(well(), { slak: 3 } as never)).toThrow("diagnose has no option 'slak'; did you mean 'slack'")
  expect(() => diagnose(well(), { slack: 1 })).toThrow('diagnose: slack is 1; it must be a number above 1')
  expect(() => diagnose(well(), { level: 0 })).toThrow('diagnose: level is 0; it must be between 0 and 1')
  expect(() => diagnose(well(), { rise: Number.NaN })).toThrow('diagnose: rise is NaN; it must be a number above 0')
  expect(() => diagnose(well(), { data: F.digits() })).toThrow('data and loss are for what train returned')
})
