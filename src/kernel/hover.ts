/** What is known of the name at the cursor: the content of inspect_reply, which Shift+Tab shows. */
import type { Cells } from './cells.ts'

export function hover(cells: Cells, code: string, cursor: number): object {
  const info = cells.inspect(code, cursor)
  if (!info) return { status: 'ok', found: false, data: {}, metadata: {} }
  const text = (parts: readonly { text: string }[] | undefined) => (parts ?? []).map(part => part.text).join('')
  const signature = text(info.displayParts)
  const documentation = text(info.documentation)
  return {
    status: 'ok',
    found: true,
    metadata: {},
    data: {
      'text/plain': [signature, documentation].filter(Boolean).join('\n\n'),
      'text/markdown': `\`\`\`typescript\n${signature}\n\`\`\`\n\n${documentation}`,
    },
  }
}
