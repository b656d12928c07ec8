import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import type * as typescript from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../src/setup/places.mjs'

/** The compiler inside tslab, which reads the declarations when a cell imports the library. Its interface is that of ours. */
const ts = createRequire(import.meta.url)('@tslab/typescript-for-tslab') as typeof typescript

const options: typescript.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: 2, // node10, called NodeJs there
  esModuleInterop: true,
  strict: true,
  noEmit: true,
  types: ['node'],
}

/** What was read once: all but the cell is the same in every test. */
const known = new Map<string, typescript.SourceFile | undefined>()

/** Checks a cell's text as if it stood in a file in notebooks/. */
function check(text: string) {
  const file = join(root, 'notebooks', 'cell.ts')
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = path => path === file || fileExists(path)
  host.readFile = path => (path === file ? text : readFile(path))
  host.getSourceFile = (path, ...rest) => {
    if (path === file) return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
    if (!known.has(path)) known.set(path, getSourceFile(path, ...rest))
    return known.get(path)
  }
  const program = ts.createProgram([file], options, host)
  const ours = program.getSourceFiles().filter(({ fileName }) => !/node_modules/.test(relative(root, fileName)))
  const said = ours
    .flatMap(source => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
    .map(({ file: at, messageText }) => {
      const where = relative(root, at?.fileName ?? '')
      return `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    })
  return { program, file, said }
}

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'src/setup/build.mjs')], { stdio: 'inherit' })
}, 60_000)

describe('the declarations, read by the TypeScript 5.0 of the kernel', () => {
  test('it is 5.0', () => expect(ts.version).toMatch(/^5\.0\./))

  test('they are free of errors, and a cell that uses the library is too', () => {
    const { said } = check(`
      import { adam, minimize, rosenbrock, type Run } from 'fall-line'
      const run: Run = minimize(rosenbrock, adam({ learningRate: 0.1 }), { start: [-1.2, 1], steps: 300 })
      const value: number = run.value`)
    expect(said).toEqual([])
  })

  test('a misspelt hyperparameter is an error that proposes the right one', () => {
    const { said } = check(`import { adam } from 'fall-line'\nadam({ learningrate: 0.1 })`)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('learningRate')
  })

  test('docstrings are in them', () => {
    const { program, file } = check(`import * as library from 'fall-line'`)
    const checker = program.getTypeChecker()
    const source = program.getSourceFile(file)!
    const [name] = source.statements.flatMap(statement =>
      ts.isImportDeclaration(statement) ? [statement.importClause!.namedBindings!] : [],
    )
    const exported = checker.getPropertiesOfType(checker.getTypeAtLocation(name))
    const bare = exported
      .map(symbol => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter(symbol => !(symbol.flags & ts.SymbolFlags.Module))
      .filter(symbol => ts.displayPartsToString(symbol.getDocumentationComment(checker)) === '')
      .map(symbol => symbol.name)
    expect(exported.length).toBeGreaterThan(10)
    expect(bare).toEqual([])
  })

  test('they ask for no other package, which would have to be read before the first cell runs', () => {
    const { program } = check(`import 'fall-line'`)
    const others = program
      .getSourceFiles()
      .map(({ fileName }) => relative(root, fileName))
      .filter(
        path => !/^(dist|notebooks)\b|typescript-for-tslab|node_modules\/(@types\/node|undici-types)\//.test(path),
      )
    expect(others).toEqual([])
  })
})
