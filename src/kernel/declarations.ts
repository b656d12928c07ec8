/** The types of the notebook's variables, as tslab keeps them: the text of a declaration file. */
import type ts from '@tslab/typescript-for-tslab'

/** The declarations but for those of the given values, which a failed cell did not get to. */
export function withoutNames(TypeScript: typeof ts, declarations: string, names: readonly string[]): string {
  if (names.length === 0) return declarations
  const file = TypeScript.createSourceFile('declarations.d.ts', declarations, TypeScript.ScriptTarget.ES2022, true)
  const kept: string[] = []
  for (const statement of file.statements) {
    if (!TypeScript.isVariableStatement(statement)) {
      kept.push(statement.getFullText())
      continue
    }
    const { flags, declarations: all } = statement.declarationList
    const rest = all.filter(declaration => !names.includes(declaration.name.getText()))
    if (rest.length === all.length) kept.push(statement.getFullText())
    else if (rest.length > 0) {
      const keyword = flags & TypeScript.NodeFlags.Const ? 'const' : flags & TypeScript.NodeFlags.Let ? 'let' : 'var'
      kept.push(`\ndeclare ${keyword} ${rest.map(declaration => declaration.getText()).join(', ')};`)
    }
  }
  return `${kept.join('')}\n`
}
