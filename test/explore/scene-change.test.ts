import { expect, test } from 'vitest'
import type { Scene } from '../../src/charts/scene.ts'
import { packed, sceneChange } from '../../src/explore/scene-change.ts'

/** As much of a scene as is looked at here. */
const scene = (points: readonly number[], height = 0.5) =>
  ({
    columns: 2,
    rows: 1,
    heights: Float32Array.of(height, Number.NaN),
    levels: Float32Array.of(0, 1, Number.NaN, -0),
    contours: 'floor',
    paths: [{ name: 'Adam', colour: '#000', line: Float32Array.from(points) }],
    axes: { x: { name: 'x', ticks: [{ at: 0, text: '0' }] } },
  }) as never as Scene

test('of a scene whose path moves the path alone is sent, of one that stands nothing, of a new one all', () => {
  expect(sceneChange(scene([1, 2, 3]), scene([1, 2, 4]))).toEqual({ paths: scene([1, 2, 4]).paths })
  expect(sceneChange(scene([1, 2, 3]), scene([1, 2, 3]))).toBeUndefined()
  expect(sceneChange(scene([1, 2, 3]), scene([1, 2, 3, 4, 5, 6]))).toHaveProperty('paths')
  expect(sceneChange(scene([1]), scene([1], 0.25))).toEqual({ heights: Float32Array.of(0.25, Number.NaN) })
  expect(sceneChange(undefined, scene([1]))).toEqual(scene([1]))
  expect(sceneChange(scene([1]), undefined)).toBeUndefined()
})

test('its arrays are put aside, each in the place that its place among them is told for', () => {
  const given = scene([1, 2, 3])
  const buffers: ArrayBufferView[] = []
  const plain = JSON.parse(JSON.stringify(packed(given, buffers)))
  expect(buffers).toHaveLength(3)
  const back = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(back)
    if (typeof value !== 'object' || value === null) return value
    const { buffer } = value as { buffer?: number }
    if (typeof buffer === 'number') return buffers[buffer]
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, back(each)]))
  }
  expect(back(plain)).toEqual(given)
})
