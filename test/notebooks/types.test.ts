import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { chapters, folder, type Notebook, read, text } from './course.ts'

/**
 * Each notebook as one TypeScript program, as if its cells were copied into a project of one's own. In a notebook a later cell may declare
 * a name anew; so each cell is a block inside the one before it, and its imports stand at the top.
 */
function programOf({ cells }: Notebook): string {
  const imports: string[] = []
  const blocks = cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(cell => {
      const file = ts.createSourceFile('cell.ts', text(cell), ts.ScriptTarget.ES2022)
      let rest = file.text
      for (const statement of file.statements.filter(ts.isImportDeclaration).reverse()) {
        imports.push(rest.slice(statement.pos, statement.end))
        rest = rest.slice(0, statement.pos) + rest.slice(statement.end)
      }
      return `// ${cell.id}\n${rest}`
    })
  return `${imports.join('\n')}\n${blocks.join('\n{\n')}\n${'}'.repeat(blocks.length - 1)}`
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2022.d.ts'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules', '@types')],
  noEmit: true,
  skipLibCheck: true,
  strict: true,
}

/** What the compiler says of the programs, by the file's name: of all in one go, as the library's types are then read once. */
function complaints(programs: Readonly<Record<string, string>>): Record<string, string[]> {
  if (!existsSync(join(root, 'dist', 'index.d.ts'))) throw new Error('there is no dist: run npm run build first')
  const texts = new Map(Object.entries(programs).map(([name, program]) => [join(folder, `${name}.ts`), program]))
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = name => texts.has(name) || fileExists(name)
  host.getSourceFile = (name, ...rest) =>
    texts.has(name) ? ts.createSourceFile(name, texts.get(name)!, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest)
  const program = ts.createProgram([...texts.keys()], options, host)
  return Object.fromEntries(
    Object.keys(programs).map(name => {
      const source = program.getSourceFile(join(folder, `${name}.ts`))
      const found = ts.getPreEmitDiagnostics(program, source)
      return [
        name,
        found.map(({ start = 0, messageText }) => {
          const lines = source!.text.slice(0, start).split('\n')
          const cell = lines.filter(line => /^\/\/ [\w-]+$/.test(line)).at(-1)
          return `${cell}: ${source!.text.slice(start).split('\n')[0]}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
        }),
      ]
    }),
  )
}

describe('as TypeScript', () => {
  const found = complaints(Object.fromEntries(chapters.map(name => [name, programOf(read(join(folder, name)))])))
  test.each(chapters)('%s has no error of type', name => {
    expect(found[name]).toEqual([])
  })

  test('a canary: a misspelt hyperparameter, and a name of a later cell', () => {
    const cell = (id: string, source: string) => ({ id, cell_type: 'code' as const, metadata: {}, source })
    const notebook: Notebook = {
      cells: [
        cell('import', `import { adam } from 'fall-line'`),
        cell('first', 'adam({ learningrate: 0.1 })\nconst b = a'),
        cell('second', 'const a = 1'),
      ],
      metadata: { kernelspec: { name: 'tslab' } },
    }
    const { canary } = complaints({ canary: programOf(notebook) })
    expect(canary.join('\n')).toMatch(/first: .*learningrate/)
    expect(canary.join('\n')).toMatch(/first: a: Cannot find name 'a'/)
  })
})
