import { everyCoordinate } from './every-coordinate.ts'
import { root } from './root.ts'
import { surface } from './surface.ts'

/** Plains with steep and narrow valleys in them, which cross; the larger m, the narrower. */
export const michalewicz = surface({
  name: 'Michalewicz',
  equation: '-sum(sin(x(i)) * sin(i * x(i)^2 / pi)^(2 * m), i, 1, n)',
  parameters: { m: 10 },
  allowed: { m: { min: 1, whole: true } },
  domain: everyCoordinate([0, Math.PI]),
  start: (_, n) => Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 2 : 1.3)),
  minima: ({ m }, n) => {
    const each = Array.from({ length: n }, (_, i) => deepest(i + 1, m))
    return [{ x: each.map(({ x }) => x), value: each.reduce((sum, { value }) => sum + value, 0) }]
  },
  teaches: 'Beside the valleys there is no slope at all, and in them a steep one: a rate fits only one of the two.',
  source: 'Michalewicz 1992, Genetic Algorithms + Data Structures = Evolution Programs',
})

/** The deepest point of -sin(x) sin(i x^2 / pi)^(2 m), coordinate i's part: the inner sine is 1 or -1 at one point in each of its waves. */
function deepest(i: number, m: number): { x: number; value: number } {
  const wells = Array.from({ length: i }, (_, wave) => {
    // The slope's root, with the slope divided by the power that it has everywhere: smooth, and steep, where the valley is.
    const x = root(
      x => {
        const u = (i * x * x) / Math.PI
        const du = (2 * i * x) / Math.PI
        const value = Math.cos(x) * Math.sin(u) + 2 * m * Math.sin(x) * Math.cos(u) * du
        const slope =
          -Math.sin(x) * Math.sin(u) +
          Math.cos(x) * Math.cos(u) * du +
          2 *
            m *
            (Math.cos(x) * Math.cos(u) * du -
              Math.sin(x) * Math.sin(u) * du * du +
              (Math.sin(x) * Math.cos(u) * 2 * i) / Math.PI)
        return [value, slope]
      },
      Math.PI * Math.sqrt((wave + 0.5) / i),
    )
    return { x, value: -Math.sin(x) * Math.sin((i * x * x) / Math.PI) ** (2 * m) }
  })
  return wells.reduce((best, well) => (well.value < best.value ? well : best))
}
