import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, failed, result, startKernel } from '../../kernel/client.ts'

let kernel: Client
beforeAll(async () => {
  kernel = await startKernel()
  await kernel.ready()
  await kernel.run(`import { adam, mlp, moons, train } from 'fall-line'`)
}, 60_000)
afterAll(() => kernel.close())

const shown = (id: string, type: string) =>
  kernel.log.filter(message => message.parent?.msg_id === id && message.header.msg_type === type)

test('an interrupted cell goes on with what training has, and a curve grew in its place', async () => {
  const id = kernel.begin(
    `const run = await train(mlp({ layers: [2, 16, 2] }), moons(), adam(), { epochs: 1e5 })\nrun.stopped`,
  )
  await kernel.until('three states of the curve', () =>
    shown(id, 'update_display_data').length >= 3 ? true : undefined,
  )
  await kernel.control('interrupt_request')
  const answer = await kernel.answer(id)
  expect(failed(answer)).toBeUndefined()
  expect(result(answer)?.['text/plain']).toMatch(/interrupted/)
  const [first] = shown(id, 'display_data')
  const places = shown(id, 'update_display_data').map(({ content }) => content.transient)
  for (const place of places) expect(place).toEqual(first.content.transient)
  const { data } = shown(id, 'update_display_data').at(-1)!.content as { data: Record<string, string> }
  expect(data['text/html']).toContain('<svg')
  expect(data['text/html']).toContain('interrupted after epoch')
  const after = result(await kernel.run('[run.epochs > 0, run.history.length === run.epochs]'))
  expect(after).toEqual({ 'text/plain': '[ true, true ]' })
})
