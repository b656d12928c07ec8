import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import esbuild from 'esbuild'
import { root } from '../setup/places.mjs'

/** Where results are kept. */
export const resultsFolder = join(root, 'notebooks/results')

/** The file of a study's result. @param {string} name */
export const resultFile = name => join(resultsFolder, `${name}.json`)

/** Folders whose modules show numbers and make none: a chart that looks otherwise leaves a result as it is. */
const drawing = ['src/charts/', 'src/display/', 'src/explore/', 'src/kernel/']

/** The names of all studies, in order. */
export function studies() {
  return readdirSync(join(root, 'src/study'))
    .filter(name => name.endsWith('.ts') && name !== 'study.ts')
    .map(name => name.slice(0, -3))
    .sort()
}

/**
 * A study as a program, and what it is known by: the digest of the modules that it is made of, without their comments.
 * @param {string} name
 * @returns {Promise<{ program: string, code: string }>}
 */
export async function codeOf(name) {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [`src/study/${name}.ts`],
    outfile: 'study.mjs',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    // Data sets are found beside the module that reads them, which the program is put in place of.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(root, 'src/data/data-file.ts')).href) },
    logLevel: 'warning',
  })
  const [{ inputs }] = Object.values(metafile.outputs)
  const modules = Object.keys(inputs)
    .filter(file => inputs[file].bytesInOutput > 0 && !drawing.some(folder => file.startsWith(folder)))
    .sort()
  const sources = Object.fromEntries(modules.map(file => [file, readFileSync(join(root, file), 'utf8')]))
  return { program: outputFiles[0].text, code: await digest(sources) }
}

/**
 * The SHA-256 of modules by name: of what they do, not of their comments, types and layout.
 * @param {Readonly<Record<string, string>>} sources
 */
export async function digest(sources) {
  const hash = createHash('sha256')
  for (const [file, source] of Object.entries(sources)) {
    const { code } = await esbuild.transform(source, { loader: 'ts', minifyWhitespace: true, target: 'node20.19' })
    hash.update(`${file}\n${code}\n`)
  }
  return hash.digest('hex')
}

/**
 * What is kept of a study; undefined if nothing is.
 * @param {string} name
 * @returns {import('../learning/measurements/study-result.ts').StudyResult<unknown> | undefined}
 */
export function kept(name) {
  try {
    return JSON.parse(readFileSync(resultFile(name), 'utf8'))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined
    throw error
  }
}
