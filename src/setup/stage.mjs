/**
 * A stage of the set-up: one line on the terminal, with its progress while it works and its time when it is done.
 * @typedef {object} Stage
 * @property {string} title as 'Node packages'
 * @property {() => boolean | Promise<boolean>} done whether there is nothing to do; then it is skipped in silence
 * @property {(progress: (text: string) => void) => Promise<string | void>} work returns what the line says at the end, beside the time
 */

const live = process.stdout.isTTY === true

/** @param {Stage} stage */
export async function runStage({ title, done, work }) {
  if (await done()) return
  const begun = performance.now()
  let text = ''
  const draw = () => rewrite(line(title, text, begun))
  const timer = setInterval(draw, 1000)
  timer.unref()
  draw()
  try {
    const said = await work(progress => {
      if (progress === text) return
      text = progress
      draw()
    })
    clearInterval(timer)
    finish(line(title, said ?? '', begun))
  } catch (error) {
    clearInterval(timer)
    finish(line(title, 'not finished', begun))
    throw error
  }
}

/** @param {string} title @param {string} text @param {number} begun */
export function line(title, text, begun) {
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  return `  ${title.padEnd(18)} ${`${seconds} s`.padStart(8)}   ${text}`.trimEnd()
}

/** Redraws the last line; where the output is not a terminal nothing is drawn until the end. @param {string} text */
function rewrite(text) {
  if (live) process.stdout.write(`\r\x1b[K${text.slice(0, (process.stdout.columns || 80) - 1)}`)
}

/** @param {string} text */
function finish(text) {
  process.stdout.write(live ? `\r\x1b[K${text}\n` : `${text}\n`)
}
