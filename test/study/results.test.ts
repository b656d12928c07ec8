import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jupyterDisplay } from '../../src/display/display.ts'
import { studyResult } from '../../src/learning/measurements/study-result.ts'
import { codeOf, digest, kept, resultFile, resultsFolder, studies } from '../../src/study/code.mjs'

const cure = 'run `npm run measure` and commit notebooks/results'

describe('the results of the studies', () => {
  test('are one for each study, and none of a study that is gone', () => {
    const files = readdirSync(resultsFolder).filter(name => name.endsWith('.json'))
    expect(files.sort(), cure).toEqual(studies().map(name => `${name}.json`))
  })

  test.each(studies())('%s was made by the code as it is', async name => {
    const result = kept(name)
    expect(result, cure).toBeDefined()
    expect(result!.code, `the code of ${name} has changed since it was measured: ${cure}`).toBe(
      (await codeOf(name)).code,
    )
    expect(result!.study).toBe(name)
    expect(result!.date).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(result!.seeds.length).toBeGreaterThan(0)
    expect(result!.about.length).toBeGreaterThan(50)
    // Shown beside a live run, and kept in the repository: small.
    expect(statSync(resultFile(name)).size).toBeLessThan(20_000)
    expect(readFileSync(resultFile(name), 'utf8')).not.toMatch(/\bNaN\b|Infinity(?! where)/)
  })

  test('belong to what their code does, not to its comments and layout', async () => {
    const source = '/** Doubled. */\nexport const twice = (x: number): number => 2 * x\n'
    const same = await digest({ 'a.ts': source })
    expect(await digest({ 'a.ts': 'export const twice = (x: number) =>\n  2 * x // doubled' })).toBe(same)
    expect(await digest({ 'a.ts': source.replace('2', '3') })).not.toBe(same)
    expect(await digest({ 'b.ts': source })).not.toBe(same)
  })
})

describe('studyResult', () => {
  test('reads what is kept, and shows it with its seeds and its day', () => {
    const found = studyResult('every-rule', resultsFolder)
    expect(found.results[0].rule).toBeTypeOf('string')
    const text = String(found[jupyterDisplay]()['text/plain'])
    expect(text).toMatch(/Measured \d{4}-\d\d-\d\d, 5 seeds\./)
    expect(text).toContain(found.results[0].rule)
    const nested = studyResult<{ accuracy: number }>('digits-in-seconds', resultsFolder)
    // What is claimed of the library: 97 of 100 digits, the median of five seeds.
    expect(nested.results.accuracy).toBeGreaterThanOrEqual(0.97)
    expect(nested[jupyterDisplay]()['text/plain']).toContain('Test accuracy of an MLP')
  })

  test('says what is kept where something else is asked for', () => {
    expect(() => studyResult('every-rul', resultsFolder)).toThrow("nothing is kept of 'every-rul'")
    expect(() => studyResult('every-rul', resultsFolder)).toThrow("did you mean 'every-rule'")
  })
})
