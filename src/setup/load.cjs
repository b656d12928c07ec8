'use strict'
// A file of its own, because Node 8 does not get past the word import.

/** @param {string} file */
exports.load = file => import(file)
