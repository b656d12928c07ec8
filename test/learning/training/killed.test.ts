import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import esbuild from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { adam, mlp, moons, train } from '../../../src/index.ts'
import { root } from '../../../src/setup/places.mjs'

const folder = mkdtempSync(join(tmpdir(), 'fall-line-killed-'))
// Beside the packages, so that it finds those it imports.
const program = join(root, 'node_modules', `.killed-${process.pid}.mjs`)
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(program, { force: true })
})

const file = join(folder, 'run.json')
const training = `
  import { moons } from './src/data/moons.ts'
  import { mlp } from './src/learning/models/mlp.ts'
  import { train } from './src/learning/training/train.ts'
  import { adam } from './src/optimizers/first-order/adam.ts'
  await train(mlp({ layers: [2, 64, 2], dropout: 0.2, seed: 1 }), moons(), adam(), {
    epochs: 1e6,
    checkpoint: { file: process.argv[2] },
    callbacks: { epoch: ({ epoch }) => new Promise(done => process.stdout.write(epoch + '\\n', done)) },
  })`

test('a run that is killed goes on from its file as if nothing had been', async () => {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: training, resolveDir: root, loader: 'ts' },
    ...{ bundle: true, write: false, format: 'esm', platform: 'node', packages: 'external', logLevel: 'error' },
  })
  writeFileSync(program, outputFiles[0].text)
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let heard = ''
  for await (const words of child.stdout) {
    heard += words
    // In the middle of something, whatever it is.
    if (heard.split('\n').length > 30) break
  }
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')

  expect(readdirSync(folder).filter(name => name === 'run.json')).toHaveLength(1)
  const made = JSON.parse(readFileSync(file, 'utf8')).training.rows.length
  expect(made).toBeGreaterThan(20)
  const model = () => mlp({ layers: [2, 64, 2], dropout: 0.2, seed: 1 })
  const epochs = made + 3
  const rest = await train(model(), moons(), adam(), { epochs, resume: file, progress: false })
  const whole = await train(model(), moons(), adam(), { epochs, progress: false })
  expect(rest.model.parameters.values).toEqual(whole.model.parameters.values)
  expect(rest.history).toEqual(whole.history)
  expect(rest.updates).toEqual(whole.updates)
})
