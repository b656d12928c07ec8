import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** A kind of file that says what it is, and is whole or refused. */
export interface Seal {
  /** What stands at its beginning, as 'fall-line checkpoint'; the number after it changes when the layout does. */
  readonly format: string
  readonly version: number
  /** The name its content has in it. */
  readonly content: string
  /** Who writes it, as messages say. */
  readonly writer: string
}

/**
 * Writes JSON with its sum. The file is written aside in the same folder, flushed to the disk and then renamed: whatever happens,
 * `file` is the old one or the new one, whole.
 */
export function writeSealed(file: string, { format, version, content }: Seal, json: string): void {
  const aside = `${file}.${process.pid}.part`
  try {
    const to = openSync(aside, 'w')
    try {
      // The content stands on one line of its own, so that its sum is that of its bytes.
      const head = `{"format": "${format} ${version}", "sum": "${sumOf(json)}", "${content}":`
      writeAll(to, Buffer.from(`${head}\n${json}\n}\n`))
      fsyncSync(to)
    } finally {
      closeSync(to)
    }
    renameSync(aside, file)
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  }
  flushFolder(dirname(file))
}

/**
 * Reads the JSON back.
 * @param refuse is called with what is wrong with the file, and must throw.
 */
export function readSealed(file: string, seal: Seal, refuse: (what: string) => never): string {
  const format = `${seal.format} ${seal.version}`
  const [head, text, ...rest] = readFileSync(file, 'utf8').split('\n')
  const pattern = new RegExp(`^\\{"format": "(${seal.format} \\d+)", "sum": "([0-9a-f]+)", "${seal.content}":$`)
  const [, said, sum] = head.match(pattern) ?? []
  if (said === undefined) {
    const begun = `{"format": "${format}`
    const torn = head === '' || begun.startsWith(head) || (head.startsWith(begun) && text === undefined)
    return refuse(
      torn ? 'is torn: it breaks off in its first line' : `is not a ${seal.content} that ${seal.writer} wrote`,
    )
  }
  if (said !== format) return refuse(`is a '${said}', and this version reads a '${format}'`)
  if (text === undefined || rest.join('\n') !== '}\n' || sumOf(text) !== sum) {
    return refuse('is torn or was changed: its content does not have the sum that it was written with')
  }
  return text
}

/** JSON has no NaN, no infinities and no -0: those are written as words, which Number reads. */
export const numberWord = (value: number): number | string =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value)

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function writeAll(to: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at)
}

/** The new name is in the folder: it lasts once the folder is flushed. Windows flushes no folders; there the rename has to do. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
