/** Words as TypeScript writes them. */
export function quoted(words: string): string {
  if (!/['\\\n\r]/.test(words)) return `'${words}'`
  return `\`${words.replace(/[\\`$]/g, '\\$&').replaceAll('\r', '\\r')}\``
}
