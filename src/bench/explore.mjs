/**
 * How long a drag takes until it is seen: in JupyterLab, in a browser without a screen. The start of four optimizers' runs on Rosenbrock is
 * dragged; from the event of the pointer to the paint of the picture that it has led to. `npm run bench` prints the rows.
 */
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { asText } from './row.mjs'

// Node 20 does not read TypeScript by itself.
register(new URL('../../test/browser/typescript.mjs', import.meta.url))

const cells = [
  `import { adam, contours, explore, minimize, momentum, nadam, rmsprop, rosenbrock } from 'fall-line'`,
  `const rules = { Adam: adam({ learningRate: 0.05 }), momentum: momentum({ learningRate: 5e-4 }), Nadam: nadam({ learningRate: 0.05 }), RMSProp: rmsprop({ learningRate: 0.01 }) }
const race = explore({ start: rosenbrock.start }, ({ start }) =>
  contours(rosenbrock, Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, minimize(rosenbrock, rule, { start, steps: 300 })]))))
race`,
]

/** A file of the browser's tests. Its types are those of a page, which the compiler must not find here. @param {string} name */
const load = name => import(new URL(`../../test/browser/${name}`, import.meta.url).href)

/** Drags that are measured, after as many that are not. */
const drags = 200

export async function bench() {
  const [{ startLab }, { watchDrags }] = await Promise.all(['lab.ts', 'drags.ts'].map(load))
  const lab = await startLab()
  try {
    lab.write('drag.ipynb', ...cells)
    const notebook = await lab.open('drag.ipynb')
    await notebook.runAll()
    const { page } = notebook
    const handle = page.locator('.fl-handle').first()
    await handle.waitFor()
    const wire = { messages: 0, bytes: 0 }
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Network.enable')
    devtools.on(
      'Network.webSocketFrameReceived',
      (/** @type {{ response: { payloadData: string } }} */ { response }) => {
        wire.messages += 1
        wire.bytes += response.payloadData.length
      },
    )
    const seen = await watchDrags(page)
    const box = await handle.boundingBox()
    if (box === null) throw new Error('the handle is not on the screen')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    const move = async (/** @type {number} */ i) => {
      await page.mouse.move(x + 60 * Math.sin(i / 9), y + 60 * (Math.cos(i / 9) - 1))
      await seen.settled()
    }
    for (let i = 1; i <= drags; i++) await move(i)
    await seen.times()
    Object.assign(wire, { messages: 0, bytes: 0 })
    for (let i = drags + 1; i <= 2 * drags; i++) await move(i)
    await page.mouse.up()
    const times = (await seen.times()).sort((/** @type {number} */ a, /** @type {number} */ b) => a - b)
    const length = (await page.locator('.fl-part').first().innerHTML()).length
    await notebook.close()
    const row = (
      /** @type {string} */ name,
      /** @type {number} */ value,
      /** @type {string} */ unit,
      /** @type {number | undefined} */ limit = undefined,
    ) => ({ name, value, unit, limit })
    return [
      {
        title: 'A drag, from the pointer to the paint',
        rows: [
          row('median', times[Math.floor(times.length / 2)], 'ms', 50),
          row('95th percentile', times[Math.floor(times.length * 0.95)], 'ms', 100),
          row('messages from the kernel for each', wire.messages / drags, ''),
          row('bytes of them for each', wire.bytes / drags, ''),
          row('bytes of the picture as a whole', length, ''),
        ],
      },
    ]
  } finally {
    await lab.stop()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const table of await bench()) console.log(asText(table))
