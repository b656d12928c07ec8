'use strict'
// What `npm test` runs. Old syntax only, so that an old Node gets as far as the sentence about its age.
require('./node-version.cjs').orEnd('npm test')
require('./load.cjs').load('./test.mjs')
