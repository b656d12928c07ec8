/** What may stand at the cursor: the content of complete_reply. */
import type { Cells } from './cells.ts'
import { codePoints } from './position.ts'

/** More than this nobody reads, and sending it takes time. */
const most = 300

export function complete(cells: Cells, code: string, cursor: number): object {
  const { start, end, candidates, original } = cells.complete(code, cursor)
  const kinds = new Map(original?.entries.map(entry => [entry.name, entry.kind]))
  const matches = candidates.slice(0, most)
  const from = codePoints.fromUnits(code, start)
  const to = codePoints.fromUnits(code, end)
  return {
    status: 'ok',
    matches,
    cursor_start: from,
    cursor_end: to,
    metadata: {
      // JupyterLab shows an icon by the type.
      _jupyter_types_experimental: matches.map(text => ({ text, start: from, end: to, type: icon(kinds.get(text)) })),
    },
  }
}

/** JupyterLab's word for TypeScript's. */
function icon(kind: string | undefined): string {
  if (kind === undefined) return 'text'
  if (kind === 'method') return 'function'
  if (/^(function|class|interface|module|property|keyword|type|enum)$/.test(kind)) return kind
  return /^(const|let|var|alias|local)/.test(kind) ? 'instance' : 'text'
}
