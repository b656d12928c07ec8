/** The text without its common indentation and outer blank lines. */
export function outdent(text: string): string {
  const lines = text.split('\n').map(line => line.trimEnd())
  const indents = lines.filter(line => line !== '').map(line => line.length - line.trimStart().length)
  const least = Math.min(...indents)
  return lines
    .map(line => line.slice(least))
    .join('\n')
    .trim()
}
