import { root } from './root.ts'
import { surface } from './surface.ts'

/** A plateau, nearly level, that ends at a cliff about 1 / s wide; behind it a wide valley. */
export const cliff = surface({
  name: 'cliff',
  equation: '(1 - s * x / sqrt(1 + (s * x)^2)) / 2 + (x - 1)^2 / 200',
  parameters: { s: 4 },
  allowed: { s: { above: 0 } },
  domain: [[-4, 4]],
  start: [-3],
  minima: ({ s }) => {
    const wall = (x: number) => 1 + (s * x) ** 2
    // Right of 1 the slope rises, and bends down: Newton's method comes to its root from the left and passes it never.
    const x = root(x => [(x - 1) / 100 - s / 2 / wall(x) ** 1.5, 1 / 100 + 1.5 * s ** 3 * x * wall(x) ** -2.5], 1)
    return [{ x: [x], value: (1 - (s * x) / Math.sqrt(wall(x))) / 2 + (x - 1) ** 2 / 200 }]
  },
  teaches:
    'The slope at the cliff is fifty times that of the plateau: a rate that crosses the plateau soon may throw the run far out there, unless the gradient is clipped.',
  source:
    'Pascanu, Mikolov & Bengio 2013, On the difficulty of training recurrent neural networks, figure 6: the picture, in one dimension',
})
