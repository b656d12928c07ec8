import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../src/setup/notebooks.py', import.meta.url))

/** What the command that runs notebooks said, and how it ended. */
export interface Ran {
  readonly code: number
  readonly said: string
}

/** Runs the command that executes and normalizes notebooks, with the project's own Python and Jupyter. */
export function run(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const python = process.env.FALL_LINE_PYTHON
  if (python === undefined) throw new Error('FALL_LINE_PYTHON is not set: run these tests by npm test')
  const child = spawn(python, [program, ...words], { env: { ...process.env, ...environment } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code: code ?? 1, said }))
  })
}
