/** Who is who among the identifiers of a cell: its own variables, those of earlier cells, and everything else. */
import type ts from '@tslab/typescript-for-tslab'

type TypeScript = typeof ts

/** How a variable of the notebook came to be. */
export type Kind = 'constant' | 'function' | 'let' | 'var'

/** What is done with a variable where it stands. A pattern is a destructuring assignment or the head of a loop. */
export type Use = 'read' | 'assign' | 'update' | 'pattern'

export interface Mention {
  readonly node: ts.Identifier
  readonly use: Use
  /** Inside a function or a class body: it may run at any later time. */
  readonly captured: boolean
  /** The outermost loop around it outside of any function. */
  readonly loop: ts.Node | undefined
}

export interface Names {
  /** The cell's own top-level variables. */
  readonly own: ReadonlyMap<string, Kind>
  readonly mentions: readonly Mention[]
  /** Of the cell's mentions, those of its own variables. */
  isOwn(mention: Mention): boolean
  /** Whether anything outside of functions waits. */
  readonly waits: boolean
  /** Loops outside of functions that wait for something. */
  readonly waiting: ReadonlySet<ts.Node>
}

/** Reads the bound syntax tree of a cell; `earlier` says which names earlier cells have left. */
export function readNames(ts: TypeScript, file: ts.SourceFile, earlier: (name: string) => boolean): Names {
  const top = localsOf(file)
  const own = new Map<string, Kind>()
  top?.forEach((symbol, name) => {
    const kind = kindOf(ts, symbol)
    if (kind !== undefined) own.set(String(name), kind)
  })
  const mentions: Mention[] = []
  const ownMentions = new Set<Mention>()
  const waiting = new Set<ts.Node>()
  let waits = false

  const visit = (node: ts.Node, captured: boolean, loop: ts.Node | undefined): void => {
    if (ts.isIdentifier(node)) {
      if (!isMention(ts, node)) return
      const scope = scopeOf(ts, node)
      const name = node.text
      if (scope === file ? !own.has(name) : scope !== undefined || !earlier(name)) return
      const mention: Mention = { node, use: useOf(ts, node), captured, loop }
      mentions.push(mention)
      if (scope === file) ownMentions.add(mention)
      return
    }
    if (!captured && (ts.isAwaitExpression(node) || isForAwait(ts, node))) {
      waits = true
      waiting.add(loop ?? node)
    }
    const inside = captured || ts.isFunctionLike(node) || ts.isClassLike(node)
    const around = loop ?? (!inside && ts.isIterationStatement(node, false) ? node : undefined)
    ts.forEachChild(node, child => visit(child, inside, around))
  }
  ts.forEachChild(file, child => visit(child, false, undefined))
  return { own, mentions, isOwn: mention => ownMentions.has(mention), waits, waiting }
}

export function isForAwait(ts: TypeScript, node: ts.Node): node is ts.ForOfStatement {
  return ts.isForOfStatement(node) && node.awaitModifier !== undefined
}

function kindOf(ts: TypeScript, symbol: ts.Symbol): Kind | undefined {
  for (const declaration of symbol.declarations ?? []) {
    if (ts.isFunctionDeclaration(declaration)) return 'function'
    if (ts.isClassDeclaration(declaration)) return 'constant'
    if (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration)) {
      return 'constant'
    }
    if (ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration)) {
      const flags = ts.getCombinedNodeFlags(declaration)
      return flags & ts.NodeFlags.Const ? 'constant' : flags & ts.NodeFlags.Let ? 'let' : 'var'
    }
  }
  return undefined
}

const localsOf = (node: ts.Node) => (node as { locals?: ts.SymbolTable }).locals

function scopeOf(ts: TypeScript, identifier: ts.Identifier): ts.Node | undefined {
  const name = identifier.escapedText
  for (let node: ts.Node | undefined = identifier.parent; node; node = node.parent) {
    if (localsOf(node)?.has(name)) return node
    if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name?.escapedText === name) return node
  }
  return undefined
}

/** Whether an identifier stands for a variable's value, and is not a property, a label or the declaration itself. */
function isMention(ts: TypeScript, node: ts.Identifier): boolean {
  const parent = node.parent
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  if (ts.isShorthandPropertyAssignment(parent)) return true
  if (ts.isBindingElement(parent)) return parent.initializer === node
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false
  if (ts.isExportSpecifier(parent) || ts.isMetaProperty(parent)) return false
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false
  return (parent as { name?: ts.Node }).name !== node
}

function useOf(ts: TypeScript, node: ts.Identifier): Use {
  // Of TypeScript's own, not in its declarations: 0 for none, otherwise some kind of assignment.
  const kind = (ts as unknown as { getAssignmentTargetKind(node: ts.Node): number }).getAssignmentTargetKind(node)
  if (kind === 0) return 'read'
  const parent = node.parent
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return 'update'
  if (ts.isBinaryExpression(parent) && parent.left === node && !isDefault(ts, parent)) return 'assign'
  return 'pattern'
}

/** Whether `x = 1` is no assignment but the default of a pattern, as in `[x = 1] = list`. */
function isDefault(ts: TypeScript, node: ts.BinaryExpression): boolean {
  return (ts as unknown as { getAssignmentTargetKind(node: ts.Node): number }).getAssignmentTargetKind(node) !== 0
}
