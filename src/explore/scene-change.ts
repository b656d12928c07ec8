/** What is sent of a scene that moves: only what differs, its arrays as they are in memory. */
import type { Scene } from '../charts/scene.ts'

/** Of a scene what is another than before: a surface stays, its paths move. */
export function sceneChange(before: Scene | undefined, after: Scene | undefined): Partial<Scene> | undefined {
  if (after === undefined || before === undefined) return after
  const entries = Object.entries(after).filter(([name, value]) => !same(before[name as keyof Scene], value))
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function same(a: unknown, b: unknown): boolean {
  if (a instanceof Float32Array && b instanceof Float32Array) {
    return a === b || (a.length === b.length && a.every((value, i) => Object.is(value, b[i])))
  }
  if (a instanceof Float32Array || b instanceof Float32Array) return false
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const keys = Object.keys(b)
  return Object.keys(a).length === keys.length && keys.every(key => same((a as never)[key], (b as never)[key]))
}

/** A scene with its arrays put aside, each replaced by its place among them. */
export function packed(scene: Partial<Scene>, buffers: ArrayBufferView[]): object {
  const put = (value: unknown): unknown => {
    if (value instanceof Float32Array) return { buffer: buffers.push(value) - 1 }
    if (Array.isArray(value)) return value.map(put)
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, put(each)]))
    }
    return value
  }
  return put(scene) as object
}
