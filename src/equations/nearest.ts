/** Number of single-letter insertions, deletions and replacements that turn a into b (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[b.length]
}

/** What PyTorch and Optax call it, where that is too short to be near. */
const elsewhere = new Map([
  ['lr', 'learningRate'],
  ['eps', 'epsilon'],
  ['betas', 'beta1'],
  ['decay', 'weightDecay'],
])

/** The known name that a misspelt one most likely meant; undefined if none is near. Capital letters don't count. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const ours = elsewhere.get(name)
  if (ours !== undefined && [...known].includes(ours)) return ours
  let best: string | undefined
  let least = Math.max(1, Math.floor(name.length / 2)) + 0.5
  for (const candidate of known) {
    const d = distance(name.toLowerCase(), candidate.toLowerCase())
    if (d < least) {
      least = d
      best = candidate
    }
  }
  return best
}

/** "; did you mean 'beta_1'? Known: beta_1, eta" - what follows a complaint about an unknown name. */
export function suggestion(name: string, known: Iterable<string>): string {
  const names = [...known]
  const near = nearest(name, names)
  return `${near === undefined ? '' : `; did you mean '${near}'?`} (known: ${names.join(', ')})`
}
