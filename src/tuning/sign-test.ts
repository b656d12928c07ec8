/** The sign test: how likely n tosses of a coin fall at least as unevenly as k to n - k. Source: Arbuthnot 1710. */
export function signTest(k: number, n: number): number {
  const least = Math.min(k, n - k)
  let [tail, ways] = [0, 1]
  for (let i = 0; i <= least; i++) {
    tail += ways
    ways = (ways * (n - i)) / (i + 1)
  }
  return Math.min(1, (2 * tail) / 2 ** n)
}
