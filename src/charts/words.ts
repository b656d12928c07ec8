/** Words as a sentence: a capital first, unless the first word is an argument's name as learningRate; a full stop last. */
export function sentence(words: string, stop = '.'): string {
  return words.replace(/^[a-z]+(?![\w.])/, first => first.charAt(0).toUpperCase() + first.slice(1)) + stop
}
