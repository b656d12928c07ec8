/**
 * A cell as the JavaScript that runs.
 *
 * Every top-level variable has a box, one for a name and the same in all cells: `$$x.v`. A cell keeps its own variables as plain locals, so
 * that V8 holds them in registers, and writes each change through to the box at once: `$$s.v = s += i`. So an interrupted loop
 * loses nothing, and a loop is as fast as in a function, where a proxy of all variables makes it forty times slower.
 * What an earlier cell declared is read and written in its box; so is a `let` that some function of its own cell keeps hold of, which
 * otherwise would not see what later cells assign.
 */
import { SourceMap } from 'node:module'
import type ts from '@tslab/typescript-for-tslab'
import { Edits } from './edits.ts'
import { isForAwait, type Mention, type Names, readNames } from './names.ts'
import type { Place } from './tslab.ts'

type TypeScript = typeof ts

/**
 * The global property through which the code of a cell reaches the kernel. In the code, `$$1` is the kernel, `$$0` a value on its way, and `$$2x` a
 * local that stands for x during a loop: no name of a user's can begin with a digit, so none of these is the box of a variable.
 */
export const runtimeKey = 'fall-line.cell'

export interface Rewritten {
  readonly code: string
  /** Whether it waits for something outside of functions. */
  readonly waits: boolean
  /** The cell's own top-level variables. */
  readonly declared: readonly string[]
  /** Variables of any cell that functions of this one keep hold of. */
  readonly captured: readonly string[]
  /** The place in the cell of a place in the running code; lines and columns as in a stack, from 1. */
  place(line: number, column: number): Place | undefined
}

/** A message of V8's with the user's names in it instead of ours. */
export function plainNames(message: string): string {
  return message
    .replace(/\$\$1\.value/g, 'value')
    .replace(/\$\$([\p{L}_$][\p{L}\p{N}_$]*)\.v\b/gu, '$1')
    .replace(/\$\$2/g, '')
}

/** What the earlier cells have left. */
export interface Earlier {
  has(name: string): boolean
  /** Whether some function of theirs may read or write it at any time. */
  captured(name: string): boolean
}

export function rewrite(ts: TypeScript, source: string, label: string, earlier: Earlier): Rewritten {
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: 'cell.ts',
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      verbatimModuleSyntax: true,
      experimentalDecorators: true,
      sourceMap: true,
    },
  })
  const plain = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, '')
  const file = ts.createSourceFile('cell.ts', plain, ts.ScriptTarget.ES2022, true)
  // Not in TypeScript's declarations: gives every scope its table of names.
  const bind = (ts as unknown as { bindSourceFile(file: ts.SourceFile, options: object): void }).bindSourceFile
  bind(file, {})

  const names = readNames(ts, file, name => earlier.has(name))
  const edits = new Edits()
  const boxed = boxedNames(ts, file, names)
  const registers = registersOfLoops(names, boxed, earlier)
  const imports = statements(ts, file, names, edits)
  waits(ts, file, edits)
  variables(ts, names, boxed, registers, edits)
  const { text, origin } = edits.apply(plain)

  const mentioned = new Set([...names.own.keys(), ...names.mentions.map(mention => mention.node.text)])
  const prologue = [
    `const $$1=globalThis[Symbol.for(${JSON.stringify(runtimeKey)})]`,
    ...[...mentioned].map(name => `$$${name}=$$1.box(${JSON.stringify(name)})`),
  ].join(',')
  const functions = [...names.own].filter(([, kind]) => kind === 'function').map(([name]) => `$$${name}.v=${name};`)
  const map = new SourceMap(JSON.parse(sourceMapText!))
  return {
    code: `${prologue};let $$0;${imports}${functions.join('')}\n${text}\n//# sourceURL=${label}`,
    waits: names.waits,
    declared: [...names.own.keys()],
    captured: names.mentions.filter(mention => mention.captured).map(mention => mention.node.text),
    place(line, column) {
      // The first line is the prologue.
      const begin = lineStart(text, line - 2)
      if (begin === undefined) return undefined
      const at = file.getLineAndCharacterOfPosition(Math.min(origin(begin + column - 1), plain.length))
      const entry = map.findEntry(at.line, at.character)
      return 'originalLine' in entry ? { line: entry.originalLine, character: entry.originalColumn } : undefined
    },
  }
}

function lineStart(text: string, line: number): number | undefined {
  let at = 0
  for (let i = 0; i < line; i++) {
    const end = text.indexOf('\n', at)
    if (end < 0) return undefined
    at = end + 1
  }
  return line < 0 ? undefined : at
}

/** Own variables that live in their box alone. */
function boxedNames(ts: TypeScript, file: ts.SourceFile, names: Names): ReadonlySet<string> {
  const boxed = new Set<string>()
  for (const mention of names.mentions) {
    const kind = names.own.get(mention.node.text)
    if (!names.isOwn(mention) || kind === 'constant' || kind === 'function') continue
    if (mention.captured || mention.use === 'pattern') boxed.add(mention.node.text)
  }
  // `for (var x of list)` outside of functions.
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      for (const name of varsOf(ts, node.initializer)) boxed.add(name.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return boxed
}

function varsOf(ts: TypeScript, node: ts.Node): ts.Identifier[] {
  if (!ts.isVariableDeclarationList(node) || node.flags & ts.NodeFlags.BlockScoped) return []
  return node.declarations.flatMap(declaration => boundNames(ts, declaration.name))
}

function boundNames(ts: TypeScript, name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name]
  return name.elements.flatMap(element => (ts.isBindingElement(element) ? boundNames(ts, element.name) : []))
}

/**
 * Variables of earlier cells that a loop assigns, and that it may hold in a local meanwhile: by the loop, their names. Only where no
 * function has hold of the variable, and the loop waits for nothing: then nobody else can read or write it before the loop ends.
 */
function registersOfLoops(names: Names, boxed: ReadonlySet<string>, earlier: Earlier): Map<ts.Node, Set<string>> {
  const shared = new Set(boxed)
  for (const { node, captured, use } of names.mentions) {
    if (captured || use === 'pattern' || earlier.captured(node.text)) shared.add(node.text)
  }
  const registers = new Map<ts.Node, Set<string>>()
  for (const mention of names.mentions) {
    const { node, use, loop } = mention
    if (loop === undefined || use === 'read' || names.isOwn(mention)) continue
    if (names.waiting.has(loop) || shared.has(node.text)) continue
    const held = registers.get(loop) ?? new Set<string>()
    registers.set(loop, held.add(node.text))
  }
  return registers
}

/** Declarations write to their boxes, the last expression is kept, imports go to the front: their code is returned. */
function statements(ts: TypeScript, file: ts.SourceFile, names: Names, edits: Edits): string {
  let imports = ''
  const publish = (identifiers: readonly ts.Identifier[]) =>
    identifiers.map(({ text }) => ` $$${text}.v=${text};`).join('')
  for (const statement of file.statements) {
    const begin = statement.getStart(file)
    if (ts.isImportDeclaration(statement)) {
      imports += importing(ts, statement)
      edits.replace(begin, statement.end, '')
    } else if (ts.isExportDeclaration(statement)) {
      edits.replace(begin, statement.end, '')
    } else if (ts.isVariableStatement(statement)) {
      const { declarations, flags } = statement.declarationList
      // `var x` alone changes nothing.
      const given = declarations.filter(({ initializer }) => initializer || flags & ts.NodeFlags.BlockScoped)
      edits.close(statement.end, publish(given.flatMap(declaration => boundNames(ts, declaration.name))))
    } else if (ts.isClassDeclaration(statement) && statement.name) {
      edits.close(statement.end, publish([statement.name]))
    }
    for (const modifier of ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []) {
      const exported = modifier.kind === ts.SyntaxKind.ExportKeyword || modifier.kind === ts.SyntaxKind.DefaultKeyword
      if (exported) edits.replace(modifier.getStart(file), modifier.end, '')
    }
  }
  const last = file.statements.filter(one => !ts.isExportDeclaration(one) && !ts.isEmptyStatement(one)).at(-1)
  if (last && ts.isExpressionStatement(last)) {
    edits.open(last.expression.getStart(file), '$$1.value((')
    edits.close(last.expression.end, '))')
  }
  nestedVars(ts, file, names, edits)
  return imports
}

function importing(ts: TypeScript, statement: ts.ImportDeclaration): string {
  const from = `require(${statement.moduleSpecifier.getText()})`
  const clause = statement.importClause
  if (clause === undefined) return `${from};`
  let code = ''
  const bind = (name: string, value: string) => {
    code += `const ${name}=${value};$$${name}.v=${name};`
  }
  if (clause.name) bind(clause.name.text, `$$1.defaultOf(${from})`)
  const bindings = clause.namedBindings
  if (bindings && ts.isNamespaceImport(bindings)) bind(bindings.name.text, `$$1.namespaceOf(${from})`)
  if (bindings && ts.isNamedImports(bindings)) {
    for (const { name, propertyName } of bindings.elements) {
      const original = (propertyName ?? name).text
      bind(name.text, original === 'default' ? `$$1.defaultOf(${from})` : `${from}.${original}`)
    }
    if (bindings.elements.length === 0) code += `${from};`
  }
  return code
}

/** A `var` in a block or in a loop's head is a variable of the notebook, too. */
function nestedVars(ts: TypeScript, file: ts.SourceFile, names: Names, edits: Edits): void {
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    if (ts.isVariableDeclarationList(node) && !(ts.isVariableStatement(node.parent) && node.parent.parent === file)) {
      if (ts.isForInStatement(node.parent) || ts.isForOfStatement(node.parent)) {
        const bound = varsOf(ts, node)
        if (bound.length > 0) edits.replace(node.getStart(file), node.declarations[0]!.getStart(file), '')
        for (const name of bound) edits.replace(name.getStart(file), name.end, inPattern(ts, name))
      } else if (varsOf(ts, node).every(name => names.own.has(name.text))) {
        for (const { name, initializer } of node.flags & ts.NodeFlags.BlockScoped ? [] : node.declarations) {
          if (ts.isIdentifier(name) && initializer) edits.open(initializer.getStart(file), `$$${name.text}.v=`)
        }
      }
    }
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(file, visit)
}

function inPattern(ts: TypeScript, name: ts.Identifier): string {
  const parent = name.parent
  const short = ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent) && !parent.propertyName
  return `${short && !parent.dotDotDotToken ? `${name.text}: ` : ''}$$${name.text}.v`
}

/** Every use of a variable that has a box. */
function variables(
  ts: TypeScript,
  names: Names,
  boxed: ReadonlySet<string>,
  registers: ReadonlyMap<ts.Node, ReadonlySet<string>>,
  edits: Edits,
): void {
  for (const [loop, held] of registers) {
    let outer = loop
    while (ts.isLabeledStatement(outer.parent)) outer = outer.parent
    edits.open(outer.getStart(), `{let ${[...held].map(name => `$$2${name}=$$${name}.v`).join(',')};`)
    edits.close(outer.end, '}')
  }
  for (const mention of names.mentions) {
    const name = mention.node.text
    const held = mention.loop !== undefined && registers.get(mention.loop)?.has(name)
    const own = names.isOwn(mention) && !boxed.has(name)
    if (own || held) throughLocal(ts, mention, own ? name : `$$2${name}`, edits)
    else inPlaceOf(ts, mention, `$$${name}.v`, edits)
  }
}

function inPlaceOf(ts: TypeScript, { node }: Mention, text: string, edits: Edits): void {
  const parent = node.parent
  const short = ts.isShorthandPropertyAssignment(parent) && parent.name === node
  if (short || text !== node.text) edits.replace(node.getStart(), node.end, short ? `${node.text}: ${text}` : text)
}

function throughLocal(ts: TypeScript, mention: Mention, local: string, edits: Edits): void {
  const { node, use } = mention
  const box = `$$${node.text}.v`
  const parent = node.parent
  if (use === 'assign') edits.open(parent.getStart(), `${box}=`)
  if (use === 'update' && ts.isPrefixUnaryExpression(parent)) {
    edits.open(parent.getStart(), `(${box}=`)
    edits.close(parent.end, ')')
  }
  if (use === 'update' && ts.isPostfixUnaryExpression(parent)) {
    const sign = parent.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--'
    const text = isUnused(ts, parent) ? `${box}=${sign}${local}` : `($$0=${local}${sign},${box}=${local},$$0)`
    edits.replace(parent.getStart(), parent.end, text)
    return
  }
  if (local !== node.text) inPlaceOf(ts, mention, local, edits)
}

/** Whether nobody reads the value of an expression. The value of a cell's last statement is read. */
function isUnused(ts: TypeScript, node: ts.Expression): boolean {
  const parent = node.parent
  if (ts.isForStatement(parent)) return parent.incrementor === node || parent.initializer === node
  return ts.isExpressionStatement(parent) && !ts.isSourceFile(parent.parent)
}

/** Whatever waits comes back through the kernel, which can interrupt it there; `import()` becomes what a cell's `import` is. */
function waits(ts: TypeScript, file: ts.SourceFile, edits: Edits): void {
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node) || isForAwait(ts, node)) {
      edits.open(node.expression.getStart(file), ts.isAwaitExpression(node) ? '$$1.turn(' : '$$1.turns(')
      edits.close(node.expression.end, ')')
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      edits.replace(node.expression.getStart(file), node.expression.end, '$$1.load(require)')
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
}
