/**
 * `npm run measure`: makes the studies whose code has changed since their results were kept, and keeps the new ones. With names behind it
 * (`npm run measure -- sharpness`) these, changed or not; with --all every one.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../setup/places.mjs'
import { codeOf, kept, resultFile, resultsFolder, studies } from './code.mjs'

const all = studies()
const asked = process.argv.slice(2)
const unknown = asked.find(name => name !== '--all' && !all.includes(name))
if (unknown !== undefined) throw new RangeError(`there is no study '${unknown}'; there are ${all.join(', ')}`)

mkdirSync(resultsFolder, { recursive: true })
for (const name of asked.length === 0 || asked.includes('--all') ? all : asked) {
  const { program, code } = await codeOf(name)
  if (asked.length === 0 && kept(name)?.code === code) {
    console.log(`${name}: up to date`)
    continue
  }
  const begun = performance.now()
  const { about, seeds, results } = await measured(name, program)
  const result = { study: name, about, seeds, date: new Date().toISOString().slice(0, 10), code, results }
  const file = resultFile(name)
  writeFileSync(`${file}.part`, `${written(result)}\n`)
  renameSync(`${file}.part`, file)
  console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}

/** @param {string} name @param {string} program */
async function measured(name, program) {
  // Beside the packages, so that it finds those it imports.
  const file = join(root, 'node_modules', `.study-${name}-${process.pid}.mjs`)
  writeFileSync(file, program)
  try {
    const { study } = await import(pathToFileURL(file).href)
    return { about: study.about, seeds: study.seeds, results: await study.measure() }
  } finally {
    rmSync(file)
  }
}

/** JSON with a row on a line: objects and lists of plain values are not broken. @param {unknown} value @param {string} indent @returns {string} */
function written(value, indent = '') {
  const flat = JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return flat
  if (Object.values(value).every(one => typeof one !== 'object' || one === null) && flat.length <= 2000) return flat
  const inner = `${indent}  `
  if (Array.isArray(value)) return `[\n${value.map(one => inner + written(one, inner)).join(',\n')}\n${indent}]`
  const entries = Object.entries(value).map(([name, one]) => `${inner}${JSON.stringify(name)}: ${written(one, inner)}`)
  return `{\n${entries.join(',\n')}\n${indent}}`
}
