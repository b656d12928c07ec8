/**
 * How many examples a property test draws. The same ones every time, so that a failure comes from a change;
 * `FUZZ_RUNS=20000 npx vitest run test/equations` draws new ones, and as many as told.
 */
export function examples(usual: number): { numRuns: number; seed?: number } {
  const told = Number(process.env.FUZZ_RUNS ?? 0)
  return told > 0 ? { numRuns: told } : { numRuns: usual, seed: 20261122 }
}
