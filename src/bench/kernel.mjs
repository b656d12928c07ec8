/**
 * How long a reader waits for the kernel: the built one, asked over its sockets as Jupyter does. `npm run bench` prints the rows.
 */
import { spawn } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import * as zmq from 'zeromq'
import { asText } from './row.mjs'
import { median as middle } from './turns.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const key = 'bench'

/** A port that is free. @returns {Promise<number>} */
const freePort = () =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {{ port: number }} */ (server.address())
      server.close(() => resolve(port))
    })
  })

/** @param {string} type @param {object} content */
function frames(type, content) {
  const header = { msg_id: randomUUID(), msg_type: type, session: 's', username: 'u', date: '', version: '5.3' }
  const body = [header, {}, {}, content].map(part => JSON.stringify(part))
  const signature = createHmac('sha256', key).update(body.join('')).digest('hex')
  return ['<IDS|MSG>', signature, ...body]
}

/** A kernel that has just been started, and a way to ask it; an answer is the milliseconds until the reply. */
async function start() {
  const file = join(mkdtempSync(join(tmpdir(), 'bench-')), 'connection.json')
  const names = ['shell_port', 'iopub_port', 'stdin_port', 'control_port', 'hb_port']
  /** @type {Record<string, number>} */
  const ports = {}
  for (const name of names) ports[name] = await freePort()
  writeFileSync(file, JSON.stringify({ transport: 'tcp', ip: '127.0.0.1', key, ...ports }))
  const kernel = spawn(process.execPath, [join(root, 'dist/kernel/main.js'), file], { cwd: join(root, 'notebooks') })
  const shell = new zmq.Dealer({ linger: 0 })
  shell.connect(`tcp://127.0.0.1:${ports.shell_port}`)
  let used = 0
  /** @param {string} type @param {object} content */
  const ask = async (type, content = {}) => {
    const begun = performance.now()
    await shell.send(frames(type, content))
    const reply = await shell.receive()
    const answer = JSON.parse(String(reply[5]))
    if (answer.status !== 'ok') throw new Error(`the kernel answered: ${answer.evalue}`)
    used = Number(answer.user_expressions?.used?.data['text/plain'])
    return performance.now() - begun
  }
  /** @param {string} code */
  const run = code => ask('execute_request', { code, silent: false, store_history: true, user_expressions: {} })
  /** The processor's milliseconds in a cell, at best: other programs hardly show in it. @param {string} code */
  const work = async code => {
    const timed = `const begun = process.cpuUsage();\n${code};\nconst used = process.cpuUsage(begun).user / 1000`
    const content = { code: timed, silent: false, store_history: true, user_expressions: { used: 'used' } }
    const times = []
    for (let i = 0; i < 7; i++) {
      await ask('execute_request', content)
      times.push(used)
    }
    return Math.min(...times)
  }
  const stop = () => {
    shell.close()
    kernel.kill('SIGKILL')
    rmSync(dirname(file), { recursive: true })
  }
  return { ask, run, work, stop }
}

/** @param {() => Promise<number>} measure */
async function median(measure, times = 7) {
  const values = []
  for (let i = 0; i < times; i++) values.push(await measure())
  return middle(values)
}

export async function bench() {
  const begun = performance.now()
  const kernel = await start()
  try {
    await kernel.ask('kernel_info_request')
    const ready = performance.now() - begun
    await kernel.run('1 + 1')
    const first = performance.now() - begun
    // As long as a reader takes to find the first cell.
    await pause(2000)
    const imported = await kernel.run(`import { adam, contours, minimize, rosenbrock } from 'fall-line'`)
    const small = await median(() => kernel.run('1 + 1'))
    const descent = () =>
      kernel.run('contours(rosenbrock, [minimize(rosenbrock, adam({ learningRate: 0.05 }), { steps: 500 })])')
    await descent()
    const drawn = await median(descent)
    const complete = await median(() => kernel.ask('complete_request', { code: 'adam({ le', cursor_pos: 9 }))
    const loop = 'let s = 0; for (let i = 0; i < 2e7; i++) s += i'
    const slow = await kernel.work(loop)
    const quick = await kernel.work(`(() => { ${loop} })()`)
    const row = (
      /** @type {string} */ name,
      /** @type {number} */ value,
      /** @type {number} */ limit,
      unit = 'ms',
    ) => ({
      name,
      value,
      unit,
      limit,
    })
    const rows = [
      row('started to answering', ready, 1500),
      row('started to the first result', first, 2500),
      row("first import of 'fall-line'", imported, 300),
      row('a small cell and back', small, 100),
      row('500 steps of Adam and their contours', drawn, 100),
      row('completion', complete, 100),
      row('top-level loop against the same in a function', slow / quick, 2, 'times'),
    ]
    return [{ title: 'The kernel', rows }]
  } finally {
    kernel.stop()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const table of await bench()) console.log(asText(table))
