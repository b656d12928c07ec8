import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { jupyterDisplay } from '../../src/display/display.ts'
import { adam, bfgs, challenge, gradientDescent, leaderboard, momentum } from '../../src/index.ts'

const game = challenge({ problem: 'ravine', budget: 30, draws: 6, adam: adam({ learningRate: 1 }) })
const fast = game.score(bfgs(), { seed: 5 })
const slow = game.score(gradientDescent({ learningRate: 0.01 }), { seed: 6 })
const lost = game.score(momentum({ learningRate: 1e9 }), { seed: 7 })
const day = '2026-11-22'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'board-'))
  file = join(folder, 'leaderboard.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a board', () => {
  it('puts the best first, with code, seed and day', () => {
    const board = leaderboard()
    board.enter('Bo', slow, { day })
    board.enter('Ada', fast, { day })
    board.enter('Cy', lost, { day })
    expect(board.entries.map(({ name }) => name)).toEqual(['Ada', 'Bo', 'Cy'])
    expect(board.entries[1]).toMatchObject({ code: 'gradientDescent()', seed: 6, day, draws: 6, budget: 30 })
    expect(board.codeOf(2)).toContain('theta')
    const shown = board[jupyterDisplay]()
    expect(shown['text/html']).toContain('<svg')
    expect(String(shown['text/plain'])).toMatch(/Ada[\s\S]*Bo[\s\S]*Cy/)
  })

  it('lasts in a file, which another board reads', () => {
    leaderboard(file).enter('Ada', fast, { day })
    leaderboard(file).enter('Bo', slow, { day })
    leaderboard(file).enter('Cy', lost, { day })
    const again = leaderboard(file)
    expect(again.entries.map(({ name }) => name)).toEqual(['Ada', 'Bo', 'Cy'])
    expect(again.note).toBeUndefined()
    expect(readdirSync(folder)).toEqual(['leaderboard.json'])
    // A median that is infinite is one again when it is read.
    expect(Number(again.entries[2].median)).toBe(Number.POSITIVE_INFINITY)
  })

  it('shows an empty board, and one on which all have diverged', () => {
    const board = leaderboard(file)
    expect(board[jupyterDisplay]()['text/plain']).toContain('empty')
    board.enter('Cy', lost, { day })
    expect(board[jupyterDisplay]()['text/html']).toContain('diverged')
  })
})

describe('a board’s file', () => {
  const two = () => {
    const board = leaderboard(file)
    board.enter('Ada', fast, { day })
    board.enter('Bo', slow, { day })
    return readFileSync(file, 'utf8')
  }

  it('that is no board is refused and left as it is', () => {
    for (const foreign of ['{"my": "thesis"}', 'notes', '{"format": "fall-line checkpoint 1", "sum"']) {
      writeFileSync(file, foreign)
      expect(() => leaderboard(file)).toThrow('left as it is')
      expect(readFileSync(file, 'utf8')).toBe(foreign)
    }
    expect(readdirSync(folder)).toEqual(['leaderboard.json'])
  })

  it('of a later version is refused and left as it is', () => {
    const later = two().replace('leaderboard 1', 'leaderboard 2')
    writeFileSync(file, later)
    expect(() => leaderboard(file)).toThrow('leaderboard 2')
    expect(readFileSync(file, 'utf8')).toBe(later)
  })

  it('that was changed by hand is put aside, and its entries are taken over', () => {
    const changed = two().replace('"Bo"', '"Bob"')
    writeFileSync(file, changed)
    const board = leaderboard(file)
    expect(board.entries.map(({ name }) => name)).toEqual(['Ada', 'Bob'])
    expect(board.note).toContain('2 entries')
    expect(readFileSync(`${file}.broken-1`, 'utf8')).toBe(changed)
    board.enter('Cy', lost, { day })
    expect(leaderboard(file).entries).toHaveLength(3)
  })

  it('that an editor has laid out anew is put aside, and its entries are taken over', () => {
    const [head, entries, ...rest] = two().split('\n')
    writeFileSync(file, [head, JSON.stringify(JSON.parse(entries), null, 2), ...rest].join('\n'))
    expect(leaderboard(file).entries.map(({ name }) => name)).toEqual(['Ada', 'Bo'])
  })

  it('that is torn anywhere loses no entry that stood whole in it', () => {
    const whole = two()
    const first = whole.indexOf('},{') + 1
    for (const at of [0, 3, 30, 100, 200, first - 1, first, first + 50, whole.length - 4]) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name))
      const torn = whole.slice(0, at)
      writeFileSync(file, torn)
      // A beginning too short to be told from another file's is refused, and left as it is.
      if (at > 0 && at < 40) {
        expect(() => leaderboard(file)).toThrow('left as it is')
        expect(readFileSync(file, 'utf8')).toBe(torn)
        continue
      }
      const board = leaderboard(file)
      const expected = at < first ? 0 : at < whole.length - 4 ? 1 : 2
      expect(board.entries, `torn at ${at}`).toHaveLength(expected)
      expect(readFileSync(`${file}.broken-1`, 'utf8')).toBe(torn)
      board.enter('Cy', lost, { day })
      expect(leaderboard(file).entries).toHaveLength(expected + 1)
    }
  })

  it('is written while nobody else writes it', () => {
    two()
    writeFileSync(`${file}.lock`, '')
    const begun = Date.now()
    setTimeout(() => {}, 0)
    expect(() => leaderboard(file)).toThrow('being written by another program')
    expect(Date.now() - begun).toBeGreaterThan(1000)
    rmSync(`${file}.lock`)
    expect(leaderboard(file).entries).toHaveLength(2)
  })
})

describe('what is not allowed', () => {
  it.each([
    [() => leaderboard(3 as never), 'the file is 3'],
    [() => leaderboard(''), "the file is ''"],
    [() => leaderboard().enter(' ', fast), "the name is ' '"],
    [() => leaderboard().enter('Ada', 3 as never), 'the score is 3'],
    [() => leaderboard().enter('Ada', fast, { day: 'today' }), "day is 'today'"],
    [() => leaderboard().codeOf(1), 'there are 0 entries'],
  ])('is said: %#', (make, message) => {
    expect(make).toThrow(message)
  })
})
