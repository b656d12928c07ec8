import { expect, test } from 'vitest'
import { count, inWords, sum } from '../../src/setup/tally.mjs'

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map(status => ({ status })) })

test('tests are counted over the files', () => {
  const report = {
    testResults: [file('passed', 'passed', 'passed', 'pending'), file('failed', 'passed', 'failed', 'todo')],
  }
  expect(count(report)).toEqual({ passed: 3, failed: 1, skipped: 2 })
})

test('a file that does not load counts as one failed', () => {
  expect(count({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(count({ testResults: [file('failed', 'passed')] })).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('the last line', () => {
  expect(inWords({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
  expect(
    inWords(
      sum([
        { passed: 1, failed: 2, skipped: 0 },
        { passed: 3, failed: 0, skipped: 4 },
      ]),
    ),
  ).toBe('4 passed, 2 failed, 4 skipped')
  expect(inWords(sum([]))).toBe('0 passed, 0 failed')
})
