/** Jupyter counts the characters of a text in code points, JavaScript in UTF-16 units. */
export const codePoints = {
  toUnits: (text: string, points: number): number => Array.from(text).slice(0, points).join('').length,
  fromUnits: (text: string, units: number): number => Array.from(text.slice(0, units)).length,
}
