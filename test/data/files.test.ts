import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import type * as library from '../../src/index.ts'

const reads = vi.hoisted(() => ({ files: [] as string[], damaged: false }))

vi.mock('node:fs', async original => {
  const fs = await original<typeof import('node:fs')>()
  return {
    ...fs,
    readFileSync: (file: string | URL, ...rest: []) => {
      reads.files.push(String(file))
      const text = fs.readFileSync(file, ...rest)
      return reads.damaged ? String(text).replace('From fairest', 'From fairer') : text
    },
  }
})

// Anew, whatever other tests have imported before: with the file system above, and with nothing read yet.
vi.resetModules()
const { digits, penguins, sonnets, split } = await import('../../src/data/index.ts')
const readByImport = reads.files.filter(file => file.includes('data/files'))
const folder = new URL('../../src/data/files/', import.meta.url)
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const told = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))

describe('the files', () => {
  const names = readdirSync(folder).filter(name => name.endsWith('.json'))

  test('are three, each below 150 KB, with source, licence and the digest of their lines', () => {
    expect(names).toEqual(['digits.json', 'penguins.json', 'sonnets.json'])
    for (const name of names) {
      expect(statSync(new URL(name, folder)).size).toBeLessThan(150_000)
      const { source, licence, lines, sha256: digest } = told(name.slice(0, -5))
      expect(source).not.toBe('')
      expect(licence).toMatch(/^(CC BY 4\.0|CC0 1\.0|Public domain)/)
      expect(sha256(lines.join('\n'))).toBe(digest)
    }
  })

  test('are read when they are asked for, not at import', () => {
    expect(readByImport).toEqual([])
    const before = reads.files.length
    penguins()
    expect(reads.files.slice(before).map(file => file.split('/').pop())).toEqual(['penguins.json'])
  })

  test('are refused when damaged', () => {
    reads.damaged = true
    expect(() => sonnets()).toThrow(/^sonnets: the data file is damaged: the SHA-256 of its lines is [0-9a-f]{64}/)
    reads.damaged = false
  })

  test('of the build hold the same', async () => {
    const built = (await import('fall-line' as string)) as typeof library
    const [ours, theirs] = [digits(), built.digits()]
    expect(theirs.inputs.data).toEqual(ours.inputs.data)
    expect(theirs.targets).toEqual(ours.targets)
    expect(built.penguins().targets).toEqual(penguins().targets)
    expect(built.sonnets().text).toBe(sonnets().text)
  })
})

describe('digits', () => {
  test('are UCI’s: written as its file was, they have its digest', () => {
    const { inputs, targets, size } = digits()
    const rows = Array.from({ length: size }, (_, i) =>
      [...Array.from(inputs.data.subarray(64 * i, 64 * i + 64), ink => ink * 16), targets[i]].join(','),
    )
    expect(sha256(`${rows.join('\n')}\n`)).toBe(told('digits').original.sha256)
  })

  test('have the classes that UCI counts in its test set', () => {
    const counts = new Array(10).fill(0)
    for (const label of digits().targets) counts[label]++
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
  })

  test('come as images too, the same numbers in another shape', () => {
    expect(digits().inputs.shape).toEqual([1797, 64])
    expect(digits({ images: true }).inputs.shape).toEqual([1797, 1, 8, 8])
    expect(digits({ images: true }).inputs.data).toEqual(digits().inputs.data)
    expect(() => digits({ image: true } as never)).toThrow("digits has no option 'image'; did you mean 'images'?")
  })

  test('are new each time: one’s changes are not another’s', () => {
    digits().inputs.data.fill(7)
    expect(Math.max(...digits().inputs.data)).toBe(1)
  })
})

test('penguins are the table: 344 birds, of which 342 were measured', () => {
  const { lines, original } = told('penguins')
  expect(sha256(`${lines.join('\n')}\n`)).toBe(original.sha256)
  expect(lines.length).toBe(345)
  const { size, inputs, targets, units, target } = penguins()
  expect(size).toBe(342)
  expect([...inputs.data.subarray(0, 3), targets[0]]).toEqual([39.1, 18.7, 181, 3750])
  expect([...inputs.data.subarray(-3), targets[341]]).toEqual([50.2, 18.7, 198, 3775])
  expect([units, target.unit]).toEqual([['mm', 'mm', 'mm'], 'g'])
  // The means that palmerpenguins' own page gives: 43.9, 17.2, 201 mm and 4202 g.
  const mean = (f: number) => inputs.data.filter((_, i) => i % 3 === f).reduce((a, b) => a + b) / size
  expect([mean(0), mean(1), mean(2)].map(x => Number(x.toPrecision(3)))).toEqual([43.9, 17.2, 201])
  expect(Math.round(Float64Array.from(targets).reduce((a, b) => a + b) / size)).toBe(4202)
})

describe('sonnets', () => {
  test('are 154, of 14 verses but for two', () => {
    const poems = sonnets().text.split('\n\n')
    expect(poems.length).toBe(154)
    const others = poems.map((poem, i) => [i + 1, poem.split('\n').length]).filter(([, verses]) => verses !== 14)
    expect(others).toEqual([
      [99, 15],
      [126, 12],
    ])
    expect(poems[17]).toMatch(/^Shall I compare thee to a summer's day\?\n/)
  })

  test('hold verses only: no title, numbers or spaces at a line’s end', () => {
    const { text } = sonnets()
    expect(text).not.toMatch(/SONNETS|Gutenberg|^[IVXLC]+$|^ | $/m)
    expect(text.length).toBe(94_040)
  })

  test('have 61 characters, 38 without capitals', () => {
    expect(sonnets().characters.length).toBe(61)
    const small = sonnets({ lowerCase: true })
    expect(small.characters.length).toBe(38)
    expect(small.text).toBe(sonnets().text.toLowerCase())
  })

  test('split in order: what is tested comes after what is trained on', () => {
    const all = sonnets()
    const { train, test: last } = split(all.windows({ context: 40 }), { test: 0.1, shuffled: false })
    expect(all.decode(train.inputs.data.subarray(0, 40))).toBe(all.text.slice(0, 40))
    expect(all.decode(last.inputs.data.subarray(0, 40))).toBe(all.text.slice(40 * train.size, 40 * train.size + 40))
  })
})
