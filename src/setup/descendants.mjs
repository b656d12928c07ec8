import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * The processes started by this one, by those, and so on. (A Jupyter kernel is in a session of its own: a process group would miss it.)
 * @param {number} pid
 * @returns {number[]}
 */
export function descendants(pid) {
  const parents = process.platform === 'linux' ? fromProc() : fromPs()
  /** @type {number[]} */
  const found = []
  let ring = [pid]
  while (ring.length > 0) {
    ring = parents.filter(([, parent]) => ring.includes(parent)).map(([child]) => child)
    found.push(...ring)
  }
  return found
}

/** Every process and its parent. A bare Linux has no ps. @returns {[child: number, parent: number][]} */
function fromProc() {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        // 'pid (name) state parent ...', and the name may itself hold spaces and brackets.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return [/** @type {[number, number]} */ ([Number(name), parent])]
      } catch {
        return []
      }
    })
}

/** @returns {[child: number, parent: number][]} */
function fromPs() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  return (stdout ?? '')
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number))
    .map(([child, parent]) => [child, parent])
}
