/**
 * The kernel's second thread. It answers what must be answered while a cell keeps the first one busy:
 * the heartbeat, an interrupt, a shutdown. It also ends the kernel when Jupyter, its parent, is gone.
 */
import { parentPort } from 'node:worker_threads'
import * as zmq from 'zeromq'
import { address, type Connection } from './connection.ts'
import { information } from './information.ts'
import { Codec } from './message.ts'
import { where } from './turns.ts'

/** Milliseconds that the last messages have to get out. */
const farewell = 100

/** What the second thread is given. */
export interface Watched {
  readonly connection: Connection
  /** Where the first thread is. */
  readonly where: Int32Array
}

export async function watch({ connection, where: at }: Watched): Promise<void> {
  const codec = new Codec(connection.key)
  const heartbeat = new zmq.Reply({ linger: 0 })
  const control = new zmq.Router({ linger: 100 })
  await Promise.all([heartbeat.bind(address(connection, 'hb')), control.bind(address(connection, 'control'))])
  parentPort!.postMessage('ready')

  // Straight out: a cell that loops for ever can't be asked to end, and the sockets complain loudly when the process takes them down in its order.
  const end = () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), farewell)
  const interrupt = () => {
    // A signal while no cell runs would end the process; a message while one runs would not be read.
    if (Atomics.compareExchange(at, 0, where.inside, where.signalled) === where.inside)
      process.kill(process.pid, 'SIGINT')
    else if (Atomics.compareExchange(at, 0, where.outside, where.asked) === where.outside) {
      parentPort!.postMessage('interrupt')
    }
  }
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) end()
  }, 1000)

  const beat = async () => {
    for await (const frames of heartbeat) await heartbeat.send(frames)
  }
  const obey = async () => {
    for await (const frames of control) {
      const message = codec.read(frames)
      if (message === undefined) continue
      const reply = (type: string, content: object) =>
        control.send(codec.write(message.identities, type, content, message.header))
      switch (message.header.msg_type) {
        case 'interrupt_request':
          interrupt()
          await reply('interrupt_reply', { status: 'ok' })
          break
        case 'shutdown_request':
          await reply('shutdown_reply', { status: 'ok', restart: message.content.restart === true })
          end()
          break
        case 'kernel_info_request':
          await reply('kernel_info_reply', information)
          break
      }
    }
  }
  await Promise.all([beat(), obey()])
}
