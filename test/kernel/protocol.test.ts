import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { type Client, newConnection, notebooks, program, result, startKernel } from './client.ts'

let kernel: Client | undefined
afterEach(() => kernel?.close())

async function started(): Promise<Client> {
  kernel = await startKernel()
  await kernel.ready()
  return kernel
}

const gone = (client: Client) =>
  client.until('exit', () => client.process.exitCode ?? client.process.signalCode ?? undefined, 5)

test('says what it is', async () => {
  const { reply } = await (await started()).ask('kernel_info_request')
  expect(reply).toMatchObject({
    status: 'ok',
    implementation: 'fall-line',
    language_info: {
      name: 'typescript',
      file_extension: '.ts',
      mimetype: 'text/typescript',
      pygments_lexer: 'typescript',
    },
  })
  expect(await kernel!.control('kernel_info_request')).toMatchObject({ status: 'ok' })
})

test('answers what JupyterLab asks before any cell, and is silent on what it does not know', async () => {
  const client = await started()
  expect((await client.ask('history_request', { hist_access_type: 'tail', n: 10 })).reply).toMatchObject({
    history: [],
  })
  expect((await client.ask('comm_info_request', { target_name: 'jupyter.widget' })).reply).toEqual({
    status: 'ok',
    comms: {},
  })
  const open = client.send('comm_open', { comm_id: 'c', target_name: 'no.such.target', data: {} })
  const closed = await client.until('comm_close', () =>
    client.log.find(({ header }) => header.msg_type === 'comm_close'),
  )
  expect(closed).toMatchObject({ parent: { msg_id: open }, content: { comm_id: 'c' } })
  client.send('no_such_request')
  client.send('comm_msg', { comm_id: 'c', data: {} })
  const complete = (code: string) => client.ask('is_complete_request', { code })
  expect((await complete('for (;;) {')).reply).toEqual({ status: 'incomplete', indent: '  ' })
  expect((await complete('1 + 1')).reply).toMatchObject({ status: 'complete' })
  expect(client.errors).toBe('')
})

test('answers questions while a cell waits', async () => {
  const client = await started()
  const id = client.begin('await new Promise(done => setTimeout(done, 1500))\n7')
  expect((await client.ask('kernel_info_request')).reply.status).toBe('ok')
  expect(client.log.some(({ parent, content }) => parent?.msg_id === id && content.execution_state === 'idle')).toBe(
    false,
  )
  expect(result(await client.answer(id))).toEqual({ 'text/plain': '7' })
})

test('its heart beats while a cell keeps it busy', async () => {
  const client = await started()
  client.begin('while (true) {}')
  await pause(200)
  await client.heartbeat.send('ping')
  expect(String((await client.heartbeat.receive())[0])).toBe('ping')
})

test('drops messages that are not signed with its key', async () => {
  const client = await started()
  expect(result(await client.run('1'))).toEqual({ 'text/plain': '1' })
  const { Codec } = await import('../../src/kernel/message.ts')
  const forged = new Codec('another key').write([], 'execute_request', { code: '2' }, undefined)
  expect(new Codec('a key').read(forged)).toBeUndefined()
})

test.each([false, true])('ends at once on a shutdown, with restart: %s', async restart => {
  const client = await started()
  expect(await client.control('shutdown_request', { restart })).toEqual({ status: 'ok', restart })
  expect(await gone(client)).toBeDefined()
})

test('ends on a shutdown even from an endless loop', async () => {
  const client = await started()
  client.begin('while (true) {}')
  await pause(200)
  await client.control('shutdown_request', { restart: false })
  await gone(client)
})

test('ends when the program that started it is gone', async () => {
  const { file } = await newConnection()
  // A parent that starts a kernel, tells its id, and dies.
  const code = `const { spawn } = require('node:child_process')
const child = spawn(process.execPath, ${JSON.stringify([program, file])}, { stdio: 'ignore', detached: true })
console.log(child.pid)
setTimeout(() => process.exit(), 1500)`
  const parent = spawn(process.execPath, ['-e', code], { cwd: notebooks, stdio: ['ignore', 'pipe', 'inherit'] })
  const pid = Number(await new Promise(resolve => parent.stdout.once('data', resolve)))
  const alive = () => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  expect(alive()).toBe(true)
  const end = Date.now() + 10_000
  while (alive() && Date.now() < end) await pause(100)
  expect(alive()).toBe(false)
  rmSync(dirname(file), { recursive: true })
})
