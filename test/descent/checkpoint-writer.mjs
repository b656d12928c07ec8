/** Saves checkpoints to the file of argv[3] without end, with the saver bundled in argv[2], until it is killed. */
const { saveCheckpoint } = await import(process.argv[2])
const file = process.argv[3]
const n = 20_000
for (let k = 1; ; k++) {
  // Every number tells which checkpoint it is of, so that a mixture of two would show.
  const x = new Float64Array(n).fill(k)
  saveCheckpoint(file, { rule: { name: 'counter' }, x, theta: x, state: { updates: k, slots: { v: Array.from(x) } } })
  if (k === 1) process.stdout.write('begun\n')
}
