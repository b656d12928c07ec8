/** A small Jupyter client: starts a kernel, asks it, and gathers what it says on iopub until it is idle again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as zmq from 'zeromq'
import { Codec, type Message } from '../../src/kernel/message.ts'

/** What a cell or another request led to. */
export interface Answer {
  readonly reply: Message['content']
  /** Everything on iopub but the states busy and idle, in its order. */
  readonly said: readonly { readonly type: string; readonly content: Message['content'] }[]
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer()
      return new Promise<typeof server>(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
    }),
  )
  const ports = servers.map(server => (server.address() as { port: number }).port)
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  return ports
}

/** A connection file with ports that are free. */
export async function newConnection(): Promise<{ file: string; connection: Record<string, number | string> }> {
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5)
  const ports = { shell_port, iopub_port, stdin_port, control_port, hb_port }
  const connection = { transport: 'tcp', ip: '127.0.0.1', key: 'a key', signature_scheme: 'hmac-sha256', ...ports }
  const file = join(mkdtempSync(join(tmpdir(), 'kernel-')), 'connection.json')
  writeFileSync(file, JSON.stringify(connection))
  return { file, connection: connection as Record<string, number | string> }
}

export class Client {
  readonly process: ChildProcess
  readonly #codec = new Codec('a key')
  readonly #folder: string
  readonly #shell = new zmq.Dealer({ linger: 0 })
  readonly #control = new zmq.Dealer({ linger: 0 })
  readonly #sockets = { shell: this.#shell, control: this.#control }
  readonly #sending = { shell: Promise.resolve(), control: Promise.resolve() }
  readonly #iopub = new zmq.Subscriber({ linger: 0 })
  readonly heartbeat = new zmq.Request({ linger: 0, receiveTimeout: 5000 })
  /** Every message on iopub, as it comes. */
  readonly log: Message[] = []
  #changed: (() => void)[] = []
  readonly #replies: Message[] = []
  errors = ''

  /** Starts a kernel: `argv` as in a kernelspec, with {connection_file} in it. */
  static async start(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Client> {
    const { file, connection } = await newConnection()
    const [command, ...rest] = argv.map(word => word.replace('{connection_file}', file))
    return new Client(
      spawn(command!, rest, { cwd, env: { ...process.env, ...env } }),
      dirname(file),
      connection as never,
    )
  }

  private constructor(kernel: ChildProcess, folder: string, ports: Record<string, number | string>) {
    this.process = kernel
    this.#folder = folder
    kernel.stdout?.on('data', data => {
      this.errors += data
    })
    kernel.stderr?.on('data', data => {
      this.errors += data
    })
    kernel.on('exit', () => this.#wake())
    const at = (port: string) => `tcp://127.0.0.1:${ports[port]}`
    this.#iopub.connect(at('iopub_port'))
    this.#iopub.subscribe()
    this.#shell.connect(at('shell_port'))
    this.#control.connect(at('control_port'))
    this.heartbeat.connect(at('hb_port'))
    void this.#listen(this.#iopub, this.log)
    void this.#listen(this.#shell, this.#replies)
    void this.#listen(this.#control, this.#replies)
  }

  async #listen(socket: zmq.Subscriber | zmq.Dealer, list: Message[]): Promise<void> {
    for await (const frames of socket) {
      const message = this.#codec.read(frames)
      if (message) list.push(message)
      this.#wake()
    }
  }

  #wake(): void {
    for (const wake of this.#changed.splice(0)) wake()
  }

  /** Waits until `find` finds something among what has come. */
  async until<T>(what: string, find: () => T | undefined, seconds = 20): Promise<T> {
    const end = performance.now() + 1000 * seconds
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      const left = end - performance.now()
      if (left <= 0) throw new Error(`no ${what} in ${seconds} s; the kernel said: ${this.errors}`)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left)
        this.#changed.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }

  /** Sends a request; its id is what the answers name as their parent. */
  send(type: string, content: object = {}, channel: 'shell' | 'control' = 'shell', metadata: object = {}): string {
    const frames = this.#codec.write([], type, content, undefined, metadata)
    const { msg_id } = this.#codec.read(frames)!.header
    // A socket takes one message at a time.
    this.#sending[channel] = this.#sending[channel].then(() => this.#sockets[channel].send(frames)).catch(() => {})
    return msg_id
  }

  /** What a request has led to, once it has been answered and the kernel is idle again. */
  async answer(id: string, seconds?: number): Promise<Answer> {
    const parent = (message: Message) => message.parent?.msg_id === id
    const reply = await this.until('reply', () => this.#replies.find(parent), seconds)
    const idle = (message: Message) => parent(message) && message.content.execution_state === 'idle'
    await this.until('idle', () => this.log.find(idle), seconds)
    const said = this.log.filter(message => parent(message) && message.header.msg_type !== 'status')
    return {
      reply: reply.content,
      said: said.map(({ header, content }) => ({ type: header.msg_type, content })),
    }
  }

  /** A reply on the control channel, which need not be followed by the kernel's state. */
  async control(type: string, content: object = {}): Promise<Message['content']> {
    const id = this.send(type, content, 'control')
    const reply = await this.until('reply', () => this.#replies.find(message => message.parent?.msg_id === id))
    return reply.content
  }

  ask(type: string, content: object = {}): Promise<Answer> {
    return this.answer(this.send(type, content))
  }

  /** Asks until iopub, which is silent until it has been joined, answers too. */
  async ready(): Promise<Answer> {
    for (;;) {
      const id = this.send('kernel_info_request')
      await this.until('kernel_info_reply', () => this.#replies.find(message => message.parent?.msg_id === id))
      await Promise.race([this.answer(id), new Promise(resolve => setTimeout(resolve, 100))])
      if (this.log.some(message => message.parent?.msg_id === id)) return this.answer(id)
    }
  }

  /** Begins to run a cell; `metadata` as JupyterLab sends it: which cell it is, and which have been deleted. */
  begin(code: string, more: object = {}, metadata: object = {}): string {
    const rest = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true }
    return this.send('execute_request', { code, ...rest, ...more }, 'shell', metadata)
  }

  run(code: string, more: object = {}, metadata: object = {}): Promise<Answer> {
    return this.answer(this.begin(code, more, metadata))
  }

  close(): void {
    this.process.kill('SIGKILL')
    for (const socket of [this.#shell, this.#control, this.#iopub, this.heartbeat]) socket.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** All text of a stream, in one piece. */
export function printed({ said }: Answer, name = 'stdout'): string {
  const parts = said.filter(({ type, content }) => type === 'stream' && content.name === name)
  return parts.map(({ content }) => content.text).join('')
}

/** The bundle of the result, if there is one. */
export function result({ said }: Answer): Record<string, string> | undefined {
  return said.find(({ type }) => type === 'execute_result')?.content.data as Record<string, string> | undefined
}

/** The text of the error message, without colours. */
export function failed({ said }: Answer): string | undefined {
  const error = said.find(({ type }) => type === 'error')?.content as { traceback: string[] } | undefined
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  return error?.traceback.join('\n').replace(/\u001b\[\d+m/g, '')
}

const folder = fileURLToPath(new URL('../../', import.meta.url))

/** The folder kernels are started in, as JupyterLab does. */
export const notebooks = join(folder, 'notebooks')

/** The built kernel. */
export const program = join(folder, 'dist/kernel/main.js')

/** Starts the built kernel, as the kernelspec does. */
export const startKernel = (): Promise<Client> =>
  Client.start([process.execPath, program, '{connection_file}'], notebooks)

/** Starts the kernel that tslab itself brings. */
export const startStockTslab = (): Promise<Client> =>
  Client.start(
    [process.execPath, join(folder, 'node_modules/tslab/bin/tslab'), 'kernel', '--config-path', '{connection_file}'],
    notebooks,
  )

/** Reads nothing but words: what is said of a definition is laid out in columns. */
export const words = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim()
