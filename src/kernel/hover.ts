/** What is known of the name at the cursor: the content of inspect_reply, which Shift+Tab shows. */
import type ts from '@tslab/typescript-for-tslab'
import { definition, definitionHelp, parameterLine, parametersOf } from '../display/definition.ts'
import type { Cells } from './cells.ts'

/** The method by which a value describes itself: a MIME bundle, or nothing. */
const jupyterInspect = Symbol.for('Jupyter.inspect')

type Bundle = Readonly<Record<string, string>>

export function hover(cells: Cells, code: string, cursor: number): object {
  const data = known(cells, code, cursor)
  return { status: 'ok', found: data !== undefined, data: data ?? {}, metadata: {} }
}

function known(cells: Cells, code: string, cursor: number): Bundle | undefined {
  const TypeScript = cells.typescript
  const file = TypeScript.createSourceFile('cell.ts', code, TypeScript.ScriptTarget.ES2022, true)
  const named = nameAt(TypeScript, file, cursor)
  if (named === undefined) return typed(cells, code, cursor)
  const { call } = named
  if (call !== undefined) {
    const it = definition(live(cells, TypeScript, file, call.expression.getText()))
    const parameter = it && parametersOf(it)[named.name.text]
    if (parameter) {
      const text = parameterLine(parameter)
      return { 'text/plain': `${named.name.text}   ${text}`, 'text/markdown': `**${named.name.text}** ${text}` }
    }
  }
  const parent = named.name.parent
  const member = TypeScript.isPropertyAccessExpression(parent) && parent.name === named.name
  const value = call || member ? undefined : live(cells, TypeScript, file, named.name.text)
  const own = (value as { [jupyterInspect]?: unknown } | null | undefined)?.[jupyterInspect]
  if (typeof own === 'function') return own.call(value) ?? undefined
  const it = definition(value)
  return it ? definitionHelp(named.name.text, it) : typed(cells, code, named.name.getStart())
}

interface Named {
  readonly name: ts.Identifier
  /** The call in whose options the name stands as a property. */
  readonly call?: ts.CallExpression
}

/** The name the cursor is in or just behind; elsewhere between the brackets of a call, the name of what is called. */
function nameAt(TypeScript: typeof ts, file: ts.SourceFile, cursor: number): Named | undefined {
  let found: Named | undefined
  const visit = (node: ts.Node): void => {
    if (node.getStart() > cursor || node.end < cursor) return
    if (TypeScript.isCallExpression(node) && cursor > node.expression.end) {
      const callee = node.expression
      const name = TypeScript.isPropertyAccessExpression(callee) ? callee.name : callee
      if (TypeScript.isIdentifier(name)) found = { name }
    }
    if (TypeScript.isIdentifier(node)) {
      const property = node.parent
      const options = property?.parent
      const isName =
        (TypeScript.isPropertyAssignment(property) || TypeScript.isShorthandPropertyAssignment(property)) &&
        property.name === node &&
        TypeScript.isCallExpression(options.parent)
      found = isName ? { name: node, call: options.parent as ts.CallExpression } : { name: node }
    }
    TypeScript.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** The value of a variable, or of what the cell itself imports from the library. */
function live(cells: Cells, TypeScript: typeof ts, file: ts.SourceFile, name: string): unknown {
  if (cells.variables.has(name)) return cells.variables.value(name)
  for (const statement of file.statements) {
    if (!TypeScript.isImportDeclaration(statement)) continue
    const bindings = statement.importClause?.namedBindings
    if (!bindings || !TypeScript.isNamedImports(bindings)) continue
    if ((statement.moduleSpecifier as ts.StringLiteral).text !== 'fall-line') continue
    const element = bindings.elements.find(each => each.name.text === name)
    if (element) return cells.library[(element.propertyName ?? element.name).text]
  }
  return undefined
}

/** What the type checker knows. */
function typed(cells: Cells, code: string, cursor: number): Bundle | undefined {
  const info = cells.inspect(code, cursor)
  if (!info) return undefined
  const text = (parts: readonly { text: string }[] | undefined) => (parts ?? []).map(part => part.text).join('')
  const signature = text(info.displayParts)
  const documentation = text(info.documentation)
  const tags = (info.tags ?? []).filter(tag => tag.name !== 'example')
  const notes = tags.map(tag => `@${tag.name} ${text(tag.text)}`)
  return {
    'text/plain': [signature, documentation, notes.join('\n')].filter(Boolean).join('\n\n'),
    'text/markdown': [
      `\`\`\`typescript\n${signature}\n\`\`\``,
      documentation,
      notes.map(note => `- ${note}`).join('\n'),
    ]
      .filter(Boolean)
      .join('\n\n'),
  }
}
