'use strict'
// Parsed by whatever Node is on the machine, however old: no syntax here that an old one does not know.

/**
 * The sentence for a Node that cannot run the project, or undefined for one that can.
 * A cell imports an ES module by `require`, which Node does from 20.19 and from 22.12 on.
 * @param {string} version as '20.19.1'
 * @param {string} command what was typed
 * @returns {string | undefined}
 */
function tooOld(version, command) {
  const numbers = version.split('.').map(Number)
  const major = numbers[0]
  const minor = numbers[1]
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return undefined
  return (
    'fall-line needs Node 20.19 or later, or 22.12 or later, and this is Node ' +
    version +
    ': install a newer one from https://nodejs.org, then run ' +
    command +
    ' again.'
  )
}

/**
 * Ends with that sentence, if there is one.
 * @param {string} command
 */
function orEnd(command) {
  const sentence = tooOld(process.versions.node, command)
  if (sentence === undefined) return
  console.error(sentence)
  process.exit(1)
}

module.exports = { tooOld: tooOld, orEnd: orEnd }
