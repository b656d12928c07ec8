import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from '@tslab/typescript-for-tslab'
import { describe, expect, test } from 'vitest'

/** What TypeScript 5.0 says of a file that uses the built library. */
function complaints(file: string, more: ts.CompilerOptions): string[] {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const built = fileURLToPath(new URL('../../dist/index', import.meta.url))
  if (!existsSync(`${built}.d.ts`)) throw new Error('there is no dist: run npm run build first')
  const text = readFileSync(path, 'utf8').replace('../../src/index.ts', `${built}.js`)
  const options: ts.CompilerOptions = {
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: [],
    noEmit: true,
    ...more,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile } = host
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest)
  const program = ts.createProgram([path], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ file: where, start = 0, messageText }) => {
    const line = where ? where.getLineAndCharacterOfPosition(start).line + 1 : 0
    return `${where?.fileName}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
}

/** As tslab checks a notebook's cells; as a project of one's own may be set up. */
const settings: Record<string, ts.CompilerOptions> = {
  'a notebook': { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Node10 },
  'a strict project': {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
  },
  // Our own types are checked as well: an optional part that may be undefined must say so.
  'a project with exact optional properties': {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
  },
}

describe.each(Object.entries(settings))('%s sees the declarations as they are meant', (_, options) => {
  test.each(['use.ts', 'misuse.ts', '../tuning/types.ts', 'training.ts'])(
    '%s',
    file => {
      expect(ts.version).toMatch(/^5\.0/)
      expect(complaints(`./${file}`, options)).toEqual([])
    },
    60_000,
  )
})
