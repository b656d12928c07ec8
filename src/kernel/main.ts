/** `node dist/kernel/main.js <connection file>`: the fall-line kernel. The same file is the program of its second thread. */
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import * as zmq from 'zeromq'
import { address, readConnection } from './connection.ts'
import { Kernel } from './kernel.ts'
import { Codec } from './message.ts'
import { Outbox } from './outbox.ts'
import { type Watched, watch } from './watch.ts'

/** Milliseconds to wait for a first question before loading the type checker, which takes a second. */
const idle = 100

async function main(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('usage: node dist/kernel/main.js <connection file>')
  const connection = readConnection(file)
  const codec = new Codec(connection.key)
  // No limit to what may queue: the default drops a cell's output when a page reads slowly.
  const iopub = new zmq.Publisher({ sendHighWaterMark: 0, linger: 500 })
  const shell = new zmq.Router({ sendHighWaterMark: 0, linger: 500 })
  const stdin = new zmq.Router({ linger: 0 })
  const where = new Int32Array(new SharedArrayBuffer(4))
  const second = new Worker(fileURLToPath(import.meta.url), { workerData: { connection, where } })
  const secondReady = new Promise(resolve => second.once('message', resolve))
  await Promise.all([
    iopub.bind(address(connection, 'iopub')),
    shell.bind(address(connection, 'shell')),
    stdin.bind(address(connection, 'stdin')),
    secondReady,
  ])
  const [toAll, toOne] = [new Outbox(iopub), new Outbox(shell)]
  const kernel = new Kernel(
    {
      publish: (type, content, parent, metadata, buffers) =>
        toAll.send(codec.write([Buffer.from(type)], type, content, parent, metadata, buffers)),
      reply: (to, type, content) => toOne.send(codec.write(to.identities, type, content, to.header)),
    },
    process.cwd(),
    new URL('../page/', import.meta.url),
    where,
  )
  second.on('message', what => {
    if (what === 'interrupt') kernel.interrupt()
  })
  const warm = setTimeout(() => kernel.warm(), idle)
  for await (const frames of shell) {
    const message = codec.read(frames)
    if (message === undefined) continue
    kernel.receive(message)
    if (message.header.msg_type === 'kernel_info_request') warm.refresh()
  }
}

if (isMainThread) await main(process.argv[2])
else await watch(workerData as Watched)
