import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { chapters, folder, type Notebook, printed, read, tagged, tags, text } from './course.ts'
import { run } from './run.ts'

/** The notebooks, executed: through the project's kernel, through a stock tslab, and with the exercises solved. */

const scratch = mkdtempSync(join(tmpdir(), 'fall-line-notebooks-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** A kernel made of nothing but the tslab that npm has installed. */
const stockKernel = writeStockKernel()
function writeStockKernel(): NodeJS.ProcessEnv {
  const tslab = fileURLToPath(new URL('../../node_modules/tslab/bin/tslab', import.meta.url))
  const spec = {
    argv: [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}'],
    display_name: 'stock',
    language: 'typescript',
  }
  mkdirSync(join(scratch, 'kernels', 'stock-tslab'), { recursive: true })
  writeFileSync(join(scratch, 'kernels', 'stock-tslab', 'kernel.json'), JSON.stringify(spec))
  return { JUPYTER_PATH: scratch }
}

/** The notebook with every exercise solved: each line `const name = ...` of an answer takes the place of that name's line. */
function solved(notebook: Notebook): Notebook {
  for (const exercise of tags(notebook, 'exercise:')) {
    const cell = tagged(notebook, `exercise:${exercise}`)
    const answer = text(tagged(notebook, `answer:${exercise}`)).match(/```ts\n([\s\S]+?)```/)![1]
    for (const line of answer.trim().split('\n')) {
      const declaration = line.match(/^const \w+ =/)![0]
      const lines = text(cell).split('\n')
      const at = lines.findIndex(other => other.startsWith(declaration))
      if (at < 0) throw new Error(`exercise ${exercise} has no line that begins with ${declaration}`)
      lines[at] = line
      cell.source = lines.join('\n')
    }
  }
  return notebook
}

// Side by side, as many as vitest.config.ts says.
describe.concurrent.each(chapters)('%s', name => {
  test('gives the committed outputs, byte for byte', async () => {
    const { code, said } = await run(['--check', join(folder, name)])
    console.log(said.trim())
    expect(code, said).toBe(0)
    // Eight seconds are meant, on a quiet machine and beside the kernel's start. Here two run at a time, on whatever machine this is.
    expect(Number(said.match(/ cells +([\d.]+) s /)![1])).toBeLessThan(48)
  })

  // Both in one run, as each takes a while.
  test('has exercises whose checks take the worked answers, and runs on a stock tslab', async () => {
    const file = join(scratch, name)
    writeFileSync(file, JSON.stringify(solved(read(join(folder, name)))))
    const words = ['--kernel', 'stock-tslab', '--output', join(scratch, 'solved'), file]
    const { code, said } = await run(words, stockKernel)
    expect(code, said).toBe(0)
    const ran = read(join(scratch, 'solved', name))
    for (const exercise of tags(ran, 'check:'))
      expect(printed(tagged(ran, `check:${exercise}`)), exercise).toMatch(/^Yes/)
  })
})

describe('the command that runs notebooks', () => {
  const notebook = (...sources: string[]) => ({
    cells: sources.map((source, i) => ({
      cell_type: 'code',
      id: `cell-${i}`,
      metadata: {},
      source,
      outputs: [],
      execution_count: null,
    })),
    metadata: { kernelspec: { name: 'tslab', display_name: 'tslab', language: 'typescript' } },
    nbformat: 4,
    nbformat_minor: 5,
  })
  const write = (name: string, content: unknown) => {
    const file = join(scratch, name)
    writeFileSync(file, JSON.stringify(content))
    return file
  }

  test('a canary: fails at a cell that throws, and says which', async () => {
    const { code, said } = await run([
      '--check',
      write('canary.ipynb', notebook('const x = 1', 'throw new Error("the canary is dead")', 'x')),
    ])
    expect(code).toBe(1)
    expect(said).toContain('cell 1 (id cell-1)')
    expect(said).toContain('the canary is dead')
  })

  test('a canary: fails at a cell that does not compile, and says why', async () => {
    const { code, said } = await run(['--check', write('typo.ipynb', notebook('const rate = 0.1', 'raet * 2'))])
    expect(code).toBe(1)
    expect(said).toContain('cell 1 (id cell-1)')
    expect(said).toContain('raet')
  })

  test('a canary: notices an output that is no longer true', async () => {
    const file = write('stale.ipynb', notebook('console.log(1 + 1)'))
    expect((await run([file])).code).toBe(0)
    expect((await run(['--check', file])).code).toBe(0)
    const fresh = readFileSync(file, 'utf8')
    writeFileSync(file, fresh.replace('"2\\n"', '"3\\n"'))
    const { code, said } = await run(['--check', file])
    expect(code).toBe(1)
    expect(said).toContain('DIFFERENT')
  })

  test('writes the same bytes whatever a notebook went through before', async () => {
    const plain = notebook('console.log("a")\nconsole.log("b")', '1 + 1')
    const worn = {
      ...plain,
      cells: plain.cells.map(cell => ({
        ...cell,
        execution_count: 17,
        metadata: { execution: { 'iopub.status.busy': '2026-01-01T00:00:00Z' }, collapsed: true, tags: [] },
      })),
      metadata: { ...plain.metadata, widgets: {}, language_info: { name: 'typescript', version: '1.2.3' } },
    }
    const [a, b] = [write('plain.ipynb', plain), write('worn.ipynb', worn)]
    expect((await run([a, b])).code).toBe(0)
    expect(read(a)).toEqual(read(b))
    expect(printed(read(a).cells[0])).toBe('a\nb\n')
  })
})
