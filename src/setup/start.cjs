'use strict'
// What `npm start` runs. Old syntax only, so that an old Node gets as far as the sentence about its age.
require('./node-version.cjs').orEnd('npm start')
require('./load.cjs').load('./start.mjs')
