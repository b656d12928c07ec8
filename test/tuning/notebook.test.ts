/** Searches in the cells of the built kernel. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, failed, result, startKernel } from '../kernel/client.ts'

const folder = mkdtempSync(join(tmpdir(), 'evaluate-'))
let kernel: Client
beforeAll(async () => {
  kernel = await startKernel()
  await kernel.ready()
}, 60_000)
afterAll(() => {
  kernel.close()
  rmSync(folder, { recursive: true })
})

test('a cell searches, and knows what its settings are', async () => {
  const answer = await kernel.run(`
    import { adam, minimize, rosenbrock, search, spaceOf } from 'fall-line'
    const found = await search(spaceOf(adam, ['learningRate']), settings => minimize(rosenbrock, adam(settings), { steps: 100 }), { budget: 8 })
    found`)
  expect(failed(answer)).toBeUndefined()
  expect(result(answer)!['text/html']).toContain(
    '<th scope="col" style="text-align:right;white-space:nowrap">learningRate</th>',
  )
  const misspelt = await kernel.run('found.best?.settings.learningrate')
  expect(failed(misspelt)).toContain("Property 'learningrate' does not exist")
}, 30_000)

test('over worker threads, by a module', async () => {
  const file = join(folder, 'evaluate.mjs')
  writeFileSync(file, 'export const evaluate = ({ x }, { budget }) => (x - 0.3) ** 2 + 1 / budget\n')
  const answer = await kernel.run(`
    import { fromModule, hyperband, space } from 'fall-line'
    const spread = await search(space({ x: { usual: [0, 1] } }), fromModule('${pathToFileURL(file).href}'), { method: hyperband(), resource: 9, parallel: 2 })
    spread.trials.length`)
  expect(failed(answer)).toBeUndefined()
  expect(result(answer)!['text/plain']).toBe('22')
}, 30_000)

test('interrupted, the cell goes on with what was found', async () => {
  const id = kernel.begin(`
    import { random, space as spaceFor } from 'fall-line'
    let under = 0
    const ended = await search(spaceFor({ x: { usual: [0, 1] } }), async ({ x }) => {
      if (++under === 5) console.log('five')
      await new Promise(resolve => setTimeout(resolve, 10))
      return x
    }, { method: random(), budget: 100000 })
    ended.stopped`)
  const begun = ({ parent, content }: (typeof kernel.log)[number]) => parent?.msg_id === id && content.name === 'stdout'
  await kernel.until('output', () => kernel.log.find(begun))
  await kernel.control('interrupt_request')
  const answer = await kernel.answer(id)
  expect(failed(answer)).toBeUndefined()
  expect(result(answer)!['text/plain']).toContain('interrupted')
  expect(result(await kernel.run('ended.trials.length >= 4 && ended.trials.length < 1000'))!['text/plain']).toBe('true')
}, 30_000)
