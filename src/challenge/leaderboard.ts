import { lines } from '../charts/lines.ts'
import { rowsTable } from '../charts/rows.ts'
import { described, filePath, known } from '../display/described.ts'
import { type Displayable, jupyterDisplay } from '../display/display.ts'
import { escapeHtml, tableHtml, tableText } from '../display/table.ts'
import { type BoardEntry, boardEntry } from './board-entry.ts'
import { alone, readBoard, writeBoard } from './board-file.ts'
import type { Score } from './score.ts'

/** Scores of everyone who has played, with the code of each entry. */
export interface Leaderboard extends Displayable {
  /** The best first: problem by problem, by the entry's loss over Adam's. */
  readonly entries: readonly BoardEntry[]
  /** What is to be said about the file, if it was not whole. */
  readonly note: string | undefined
  /**
   * Writes a score on the board.
   * @param name whose it is
   * @param score as `challenge(...).score(...)` gives it
   * @param options `day`, as 2026-11-22: today unless told otherwise
   */
  enter(name: string, score: Score, options?: { readonly day?: string }): BoardEntry
  /** The code and the equations of an entry, by its place on the board: 1 is the first. */
  codeOf(place: number): string
}

/** So many curves can be told apart. */
const shown = 6

/**
 * A leaderboard. With a file it lasts, and a class can share it: the file is written whole or not at all, and one program at a time. A board that was
 * torn is put aside and what can be read of it is taken over; a file that is no board is refused and left alone.
 * Without a file it is gone with the session.
 *
 * @example
 * const board = leaderboard('leaderboard.json')
 * board.enter('Ada', challenge({ problem: 'ravine' }).score(momentum({ learningRate: 0.02 })))
 * @throws TypeError for what is no path; Error for a file that is no board.
 */
export function leaderboard(file?: string): Leaderboard {
  if (file !== undefined) filePath('leaderboard', file, "'leaderboard.json'")
  let held: readonly BoardEntry[] = []
  let note: string | undefined
  const read = (): readonly BoardEntry[] => {
    if (file === undefined) return held
    const kept = readBoard(file)
    note = kept.note ?? note
    return kept.entries
  }
  const board: Leaderboard = {
    get entries() {
      return ranked(file === undefined ? held : alone(file, read))
    },
    get note() {
      return note
    },
    enter(name, score, options = {}) {
      if (typeof name !== 'string' || name.trim() === '') {
        throw new TypeError(`enter: the name is ${described(name)}; it must be a word, as 'Ada'`)
      }
      if (!Array.isArray(score?.ratios)) {
        throw new TypeError(
          `enter: the score is ${described(score)}; it must be one, as challenge(...).score(...) gives`,
        )
      }
      known('enter', options, ['day'])
      const { day = new Date().toISOString().slice(0, 10) } = options
      if (!/^\d{4}-\d\d-\d\d$/.test(day)) {
        throw new RangeError(`enter: day is ${described(day)}; it must be a day, as 2026-11-22`)
      }
      const entry = boardEntry(name.trim(), day, score)
      if (file === undefined) held = [...held, entry]
      else alone(file, () => writeBoard(file, [...read(), entry]))
      return entry
    },
    codeOf(place) {
      const all = board.entries
      const entry = all[place - 1]
      if (entry === undefined) {
        throw new RangeError(`codeOf: place is ${described(place)}; there are ${all.length} entries, from 1`)
      }
      return entry.equations === undefined ? entry.code : `${entry.code}\n\n${entry.equations}`
    },
    [jupyterDisplay]: () => shownBoard(board.entries, note),
  }
  // A file that is no board is refused here, before anything is played for it.
  if (file !== undefined) void board.entries
  return board
}

/** Problem by problem in the order of the names, the best first. */
const ranked = (entries: readonly BoardEntry[]): readonly BoardEntry[] =>
  [...entries].sort(
    (a, b) =>
      Number(a.problem > b.problem) - Number(a.problem < b.problem) ||
      a.budget - b.budget ||
      Number(a.ratio) - Number(b.ratio) ||
      b.wins / b.draws - a.wins / a.draws,
  )

const groupOf = ({ problem, budget }: BoardEntry): string => `${problem}, ${budget} looks`

function shownBoard(entries: readonly BoardEntry[], note: string | undefined) {
  if (entries.length === 0) return { 'text/plain': `The board is empty. ${note ?? ''}`.trim() }
  const table = rowsTable(
    entries.map((entry, i) => ({
      place: String(i + 1),
      problem: groupOf(entry),
      name: entry.name,
      'loss / Adam’s loss': Number(entry.ratio),
      won: `${entry.wins} of ${entry.draws}`,
      verdict: entry.verdict,
      code: entry.code,
      seed: String(entry.seed),
      day: entry.day,
    })),
    note,
  )
  const charts = [...new Set(entries.map(groupOf))].map(group =>
    chartOf(
      group,
      entries.filter(entry => groupOf(entry) === group),
    ),
  )
  return {
    'text/html': `${charts.join('\n')}\n${tableHtml(table)}`,
    'text/plain': tableText(table),
  }
}

/** Every entry's losses as a share of Adam's, draw by draw. */
function chartOf(group: string, entries: readonly BoardEntry[]): string {
  const drawn = entries
    .slice(0, shown)
    .filter(({ ratios }) => ratios.some(ratio => Number(ratio) > 0 && Number.isFinite(Number(ratio))))
  if (drawn.length === 0) return `<p>${escapeHtml(group)}: every run has diverged.</p>`
  const names = drawn.map(({ name }, i) =>
    drawn.some((other, k) => k !== i && other.name === name) ? `${name} (${i + 1})` : name,
  )
  return lines(
    Object.fromEntries(
      drawn.map(({ ratios }, i) => [
        names[i],
        { x: ratios.map((_, k) => (100 * (k + 0.5)) / ratios.length), y: ratios.map(Number), dots: true, line: true },
      ]),
    ),
    {
      title: group,
      caption: 'The entry’s loss over Adam’s, each draw a dot, sorted. Below the dashed line the entry is ahead.',
      x: 'share of the draws, percent',
      y: 'loss / Adam’s loss',
      log: true,
      guides: { y: { 'level with Adam': 1 } },
      height: 300,
    },
  ).html
}
