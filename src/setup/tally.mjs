/**
 * How many tests passed, failed and were skipped.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const tally of tallies) {
    total.passed += tally.passed
    total.failed += tally.failed
    total.skipped += tally.skipped
  }
  return total
}

/**
 * Counts vitest's JSON report. A file that failed as a whole (it does not load, or a hook failed) has no failed test in it and
 * counts as one.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Tally}
 */
export function count(report) {
  return sum(
    report.testResults.map(({ status, assertionResults }) => {
      const passed = assertionResults.filter(test => test.status === 'passed').length
      const failed = assertionResults.filter(test => test.status === 'failed').length
      const skipped = assertionResults.length - passed - failed
      return { passed, failed: failed === 0 && status === 'failed' ? 1 : failed, skipped }
    }),
  )
}

/** The last line of npm test. @param {Tally} tally */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
