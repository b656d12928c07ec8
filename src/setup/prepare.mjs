import { accessSync, constants, mkdirSync } from 'node:fs'
import { kernelRegistration } from './kernel-spec.mjs'
import { library } from './library.mjs'
import { lock } from './lock.mjs'
import { nodePackages } from './node-packages.mjs'
import { findPython } from './python.mjs'
import { pythonPackages } from './python-packages.mjs'
import { runStage } from './stage.mjs'
import { trust } from './trust.mjs'

/**
 * Sets up what is missing, from a clone in which nothing has been installed to one where JupyterLab can start.
 * Every stage can be cut off at any moment: the next time does it again.
 * @param {import('./places.mjs').Places} places
 */
export async function prepare(places) {
  const python = pythonPackages(places)
  const stages = [nodePackages(places), library(places), ...python, kernelRegistration(places), trust(places)]
  // On a read-only disk mkdir speaks of a missing folder; this says what it is.
  accessSync(places.folder, constants.W_OK)
  mkdirSync(places.logs, { recursive: true })
  if (await everyDone(stages)) return
  // Nobody should wait for the node packages only to read then that there is no Python.
  if (!(await everyDone(python))) findPython()
  const giveBack = await lock(places.lock, () =>
    console.log('  Another set-up is at work in this clone: waiting for it.'),
  )
  try {
    for (const stage of stages) await runStage(stage)
  } finally {
    giveBack()
  }
}

/** @param {import('./stage.mjs').Stage[]} stages */
async function everyDone(stages) {
  for (const stage of stages) if (!(await stage.done())) return false
  return true
}
