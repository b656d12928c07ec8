'use strict'
// What `npm start` runs. Old syntax only, so that an old Node gets as far as the sentence about its age.
const sentence = require('./node-version.cjs').tooOld(process.versions.node, 'npm start')
if (sentence) {
  console.error(sentence)
  process.exit(1)
}
import('./start.mjs')
