import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A file of the folder beside this one: what it holds, where it is from, and its lines. files/make.py writes them. */
export interface DataFile {
  readonly title: string
  readonly about: string
  readonly source: string
  readonly licence: string
  /** Of the lines, joined by line feeds. */
  readonly sha256: string
  /** The file that the lines were made of. */
  readonly original: { readonly package: string; readonly file: string; readonly sha256: string }
  readonly lines: readonly string[]
}

/**
 * Reads a data file when it is asked for: importing the library reads none. The build puts the folder `files` beside the bundle,
 * so that it stands at the same place seen from there.
 * @throws Error for a file whose lines are not those it was made with.
 */
export function readDataFile(name: 'digits' | 'penguins' | 'sonnets'): DataFile {
  const file = JSON.parse(readFileSync(new URL(`./files/${name}.json`, import.meta.url), 'utf8')) as DataFile
  const found = createHash('sha256').update(file.lines.join('\n')).digest('hex')
  if (found !== file.sha256) {
    throw new Error(
      `${name}: the data file is damaged: the SHA-256 of its lines is ${found} and should be ${file.sha256}; install the library anew`,
    )
  }
  return file
}
