import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { readCheckpoint, saveCheckpoint } from '../../src/descent/checkpoint.ts'
import { minimize } from '../../src/descent/minimize.ts'
import { adam } from '../../src/optimizers/first-order/adam.ts'
import { gradientDescent } from '../../src/optimizers/first-order/gradient-descent.ts'
import { linearStream } from '../../src/surfaces/linear-stream.ts'
import { returning } from './rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'run.json')
const plain = (rule: string, x: number[], slots = {}) => ({
  rule: gradientDescent(),
  ...{ x: Float64Array.from(x), theta: Float64Array.from(x), state: { updates: 3, slots } },
  name: rule,
})

describe('a checkpoint file', () => {
  it('is refused without a path or a run', () => {
    const save = saveCheckpoint as (...given: unknown[]) => void
    expect(() => save(minimize(linearStream({ seed: 4 }), adam(), { steps: 1 }))).toThrow(
      'saveCheckpoint: the file is an object with',
    )
    expect(() => save('run.json', { x: [1] })).toThrow('the second argument is an object with x; it must be a run')
    expect(() => save('run.json')).toThrow('the second argument is undefined; it must be a run')
  })

  it('goes on bit for bit', () => {
    const objective = linearStream({ seed: 4 })
    const stop = { gradient: false } as const
    const whole = minimize(objective, adam(), { steps: 60, stop })
    saveCheckpoint(file, minimize(objective, adam(), { steps: 23, stop }))
    const rest = minimize(objective, adam(), { from: readCheckpoint(file, adam()), steps: 37, stop })
    expect(rest.x).toEqual(whole.x)
    expect(rest.state).toEqual(whole.state)
    expect([...rest.trajectory.value]).toEqual([...whole.trajectory.value.slice(23)])
    expect(readdirSync(folder)).toEqual(['run.json'])
  })

  it('keeps the point a rule stands at beside the one it returns', () => {
    const run = minimize(linearStream(), returning(0.1), { steps: 10 })
    saveCheckpoint(file, run)
    const saved = readCheckpoint(file)
    expect(saved.x).toEqual([...run.x])
    expect(saved.theta).toEqual([...run.theta])
  })

  it('keeps every number, also those that JSON has no word for', () => {
    const numbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 5e-324, 0.1 + 0.2, 1.7e308]
    saveCheckpoint(file, plain('', numbers, { v: numbers, s: Number.NaN, z: -0 }))
    const { x, state } = readCheckpoint(file)
    expect(x.map(value => Object.is(value, -0))).toEqual(numbers.map(value => Object.is(value, -0)))
    expect(x).toEqual(numbers)
    expect(state).toEqual({ updates: 3, slots: { v: numbers, s: Number.NaN, z: -0 } })
  })

  it('that is torn anywhere, or changed, is refused', () => {
    saveCheckpoint(file, plain('', [1.25, 2], { v: [3, 4] }))
    const whole = readFileSync(file)
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file, whole.subarray(0, length))
      expect(() => readCheckpoint(file), `the first ${length} bytes`).toThrow(`${file} is torn`)
    }
    writeFileSync(file, whole.toString().replace('1.25', '1.75'))
    expect(() => readCheckpoint(file)).toThrow('is torn or was changed')
    writeFileSync(file, Buffer.concat([whole.subarray(0, 130), Buffer.alloc(whole.length - 130)]))
    expect(() => readCheckpoint(file)).toThrow('is torn')
  })

  it('that is none, of another rule or of a later version is refused with the reason', () => {
    writeFileSync(file, '{ "x": [1, 2] }')
    expect(() => readCheckpoint(file)).toThrow(`${file} is not a checkpoint that saveCheckpoint wrote`)
    saveCheckpoint(file, minimize(linearStream(), adam(), { steps: 2 }))
    expect(() => readCheckpoint(file, gradientDescent())).toThrow(
      "is Adam's, and the rule to go on with is gradient descent",
    )
    expect(() => minimize(linearStream(), gradientDescent(), { from: readCheckpoint(file) })).toThrow("is Adam's")
    writeFileSync(file, readFileSync(file, 'utf8').replace('checkpoint 1', 'checkpoint 2'))
    expect(() => readCheckpoint(file)).toThrow("is a 'fall-line checkpoint 2', and this version reads")
    expect(() => readCheckpoint(join(folder, 'none.json'))).toThrow('ENOENT')
    // A number would be read as an open file.
    expect(() => readCheckpoint(3 as never)).toThrow("readCheckpoint: the file is 3; it must be a path, as 'adam.json'")
    expect(() => readCheckpoint(file, adam as never)).toThrow('readCheckpoint: the rule is Adam, not yet called')
  })

  it('leaves the old one whole, and nothing beside it, where the new one cannot be written', () => {
    saveCheckpoint(file, plain('', [1]))
    const broken = { ...plain('', [2]), state: { updates: 4n as never, slots: {} } }
    expect(() => saveCheckpoint(file, broken)).toThrow()
    const taken = join(folder, 'a folder')
    mkdirSync(taken)
    expect(() => saveCheckpoint(taken, plain('', [2]))).toThrow('EISDIR')
    rmdirSync(taken)
    expect(readCheckpoint(file).x).toEqual([1])
    expect(readdirSync(folder)).toEqual(['run.json'])
  })

  it('is whole whenever its writer is killed', async () => {
    const bundle = join(folder, 'saver.mjs')
    await build({
      entryPoints: [join(import.meta.dirname, '../../src/descent/checkpoint.ts')],
      ...{ bundle: true, format: 'esm', platform: 'node', outfile: bundle, logLevel: 'error' },
    })
    const killed = join(folder, 'killed.json')
    const writer = join(import.meta.dirname, 'checkpoint-writer.mjs')
    const last: number[] = []
    for (let round = 0; round < 8; round++) {
      const child = spawn(process.execPath, [writer, pathToFileURL(bundle).href, killed], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await new Promise(begun => child.stdout.once('data', begun))
      await new Promise(done => setTimeout(done, 3 + 17 * round))
      const dead = new Promise(done => child.once('exit', done))
      child.kill('SIGKILL')
      await dead
      const { x, state } = readCheckpoint(killed)
      expect(new Set([...x, ...(state.slots.v as number[])])).toEqual(new Set([state.updates]))
      expect(x.length).toBe(20_000)
      last.push(state.updates)
    }
    // Some were killed after several checkpoints, or this has shown nothing.
    expect(Math.max(...last)).toBeGreaterThan(1)
  })
})
