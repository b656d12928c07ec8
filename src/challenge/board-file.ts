import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { readSealed, type Seal, writeSealed } from '../descent/sealed-file.ts'
import { type BoardEntry, isBoardEntry } from './board-entry.ts'

const seal: Seal = { format: 'fall-line leaderboard', version: 1, content: 'board', writer: 'leaderboard' }

/** What a file has of a board, and what had to be said about it. */
export interface KeptBoard {
  readonly entries: readonly BoardEntry[]
  /** Where the file was put aside, and why; undefined where it was whole. */
  readonly note?: string
}

/**
 * Reads a board. A board that is torn or was changed by hand is put aside under another name, and every entry that can still be read is
 * taken over. A file that is no board is left as it is.
 * @throws Error for a file that is no board, or one of another version.
 */
export function readBoard(file: string): KeptBoard {
  if (!existsSync(file)) return { entries: [] }
  let wrong = ''
  try {
    const text = readSealed(file, seal, what => {
      wrong = what
      throw new Error(what)
    })
    return { entries: (JSON.parse(text) as unknown[]).filter(isBoardEntry) }
  } catch (error) {
    if (wrong === '') throw error
    const text = readFileSync(file, 'utf8')
    if (text.trim() !== '' && !text.startsWith(`{"format": "${seal.format} ${seal.version}"`)) {
      throw new Error(`leaderboard: ${file} ${wrong}; it is left as it is: give the board another file`)
    }
    const entries = readable(text)
    const aside = freeName(file)
    renameSync(file, aside)
    if (entries.length > 0) writeBoard(file, entries)
    return {
      entries,
      note: `${file} ${wrong}. It is kept as ${aside}; ${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} could be read and ${entries.length === 1 ? 'is' : 'are'} taken over.`,
    }
  }
}

/** Writes a board: the file is the old one or the new one, whole. Its folder is made if need be. */
export function writeBoard(file: string, entries: readonly BoardEntry[]): void {
  mkdirSync(dirname(file), { recursive: true })
  writeSealed(file, seal, `[${entries.map(entry => JSON.stringify(entry)).join(',')}]`)
}

/** Runs `inside` while no other process that asks does: a class may share a board. */
export function alone<T>(file: string, inside: () => T): T {
  mkdirSync(dirname(file), { recursive: true })
  const lock = `${file}.lock`
  for (let waited = 0; ; waited += 20) {
    try {
      closeSync(openSync(lock, 'wx'))
      break
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
      if (isStale(lock)) rmSync(lock, { force: true })
      else if (waited >= 5000) throw new Error(`leaderboard: ${file} is being written by another program; try again`)
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
  try {
    return inside()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Whoever made it would long be done: it was broken off. */
function isStale(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > 10_000
  } catch {
    return false
  }
}

function freeName(file: string): string {
  for (let i = 1; ; i++) {
    const name = `${file}.broken-${i}`
    if (!existsSync(name)) return name
  }
}

/** The entries of a damaged board: all of them if it is still JSON, else those that stand whole in its text. */
function readable(text: string): BoardEntry[] {
  try {
    const { [seal.content]: entries } = JSON.parse(text) as Readonly<Record<string, unknown>>
    if (Array.isArray(entries)) return entries.filter(isBoardEntry)
  } catch {
    // Torn: each entry is looked for by itself.
  }
  const found: BoardEntry[] = []
  for (let from = text.indexOf('[{'); from >= 0 && from < text.length; ) {
    const begin = text.indexOf('{', from)
    if (begin < 0) break
    const end = closing(text, begin)
    if (end < 0) break
    try {
      const one: unknown = JSON.parse(text.slice(begin, end + 1))
      if (isBoardEntry(one)) found.push(one)
    } catch {
      // Not one that can be read: the file that is put aside has it.
    }
    from = end + 1
  }
  return found
}

/** Where the object that begins here ends; -1 if it does not. */
function closing(text: string, begin: number): number {
  let depth = 0
  let quoted = false
  for (let i = begin; i < text.length; i++) {
    const letter = text[i]
    if (quoted) {
      if (letter === '\\') i++
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{') depth++
    else if (letter === '}' && --depth === 0) return i
  }
  return -1
}
