import { describe, expect, test } from 'vitest'
import {
  augmentations,
  augmented,
  circles,
  dataset,
  digits,
  imageWall,
  moons,
  penguins,
  scatter,
  sonnets,
  split,
  standardize,
} from '../../src/data/index.ts'
import { mlp, type Tensor, tensor } from '../../src/index.ts'

const shown = (value: object) =>
  (value as { [key: symbol]: () => Record<string, string> })[Symbol.for('Jupyter.display')]()

describe('in a cell', () => {
  test('digits are a wall of images with their classes, and where they are from', () => {
    const { 'text/html': html, 'text/plain': text } = shown(digits())
    expect(text).toMatch(/^digits: 1,797 samples of 64 numbers, 10 classes of 174 to 183\n/)
    expect(text).toContain('CC BY 4.0')
    expect(html.match(/>\d<\/text>/g)).toHaveLength(48)
    expect(html).toMatch(/role="img" aria-label="48 images of 8 by 8 pixels, with the classes 0, 1, 2, 3/)
    expect(html.length).toBeLessThan(40_000)
    expect(html).toBe(shown(digits())['text/html'])
  })

  test('every ink of an image is drawn once, at its place', () => {
    const image = new Array(64).fill(0)
    image[0] = 1
    image[63] = 0.5
    const { svg } = imageWall(
      dataset({ inputs: [image], targets: [0], classes: ['dots', 'none'], image: [8, 8], name: 'two' }),
    )
    const paths = (svg.match(/<path [^>]+>/g) ?? []).map(path =>
      [/ fill-opacity="(.*?)"/, / d="(.*?)"/].map(of => of.exec(path)?.[1]),
    )
    expect(paths).toEqual([
      ['0.5', 'M28 28h4v4h-4z'],
      ['1', 'M0 0h4v4h-4z'],
    ])
    expect(svg).toContain('fill="currentColor"')
  })

  test('standardized images look as they did before', () => {
    const parts = split(digits(), { test: 0.1 })
    const [before, after] = [parts, standardize(parts)].map(({ test }) => imageWall(test, { count: 5 }).svg)
    expect(after).toBe(before)
  })

  test('mistakes are told, with what the model took them for', () => {
    const data = digits()
    const predictions = Array.from(data.targets, (label, i) => (i === 3 || i === 15 ? (label + 1) % 10 : label))
    const { title, alternative, caption } = imageWall(data, { predictions, mistakes: true })
    expect(title).toBe('digits: 2 of 1,797 mistaken')
    expect(alternative).toContain('the classes 3, not 4; 5, not 6.')
    expect(caption).toContain('took it for')
    expect(imageWall(data, { predictions: data.targets, mistakes: true }).title).toBe('digits: no mistake in 1,797')
  })

  test('penguins are a table with units; standardized, in deviations', () => {
    const { 'text/plain': text } = shown(penguins())
    expect(text).toContain('penguins: 342 samples of 3 numbers, to tell: body mass in g')
    expect(text).toMatch(/flipper length {2}mm +200\.9 +14\.04 +172 +231/)
    expect(text).toMatch(/body mass +g +4,202 +800\.8 +2,700 +6,300/)
    const { train } = standardize(split(penguins(), { test: 0.5 }), { targets: true })
    expect(shown(train)['text/plain']).toMatch(/body mass +deviations +0 +1/)
  })

  test('points are a scatter, one symbol a class', () => {
    const { 'text/html': html, 'text/plain': text } = shown(moons({ samples: 40 }))
    expect(text).toMatch(/40 points, 20 of upper, 20 of lower; x from -1\.\d+ to 2\.\d+/)
    expect(html).toContain('made by moons({ samples: 40, noise: 0.1, seed: 1 })')
  })

  test('a text is its beginning and its characters, its windows what is given and what is to be told', () => {
    expect(shown(sonnets())['text/plain']).toMatch(/^sonnets: 94,040 characters, 61 different: ↵␣!'\(\),-/)
    expect(shown(sonnets())['text/html']).toContain('Licence: Public domain')
    expect(shown(sonnets().windows({ context: 12 }))['text/plain']).toMatch(/From␣fairest {2}rom␣fairest␣/)
  })

  test('what stands in a name is not markup', () => {
    const data = dataset({
      name: '<b>',
      inputs: [[1], [2]],
      targets: [0, 1],
      featureNames: ['<i>'],
      source: '<script>',
    })
    expect(shown(data)['text/html']).not.toMatch(/<(b|i|script)>/)
  })

  test('an augmented data set says so', () => {
    const name = augmented(digits(), [
      augmentations.shifts({ pixels: 1 }),
      augmentations.noise({ deviation: 0.2 }),
    ]).name
    expect(name).toBe('digits, shifts by 1, noise of 0.2')
  })
})

describe('a scatter with a model', () => {
  const data = circles({ noise: 0 })
  /** Scores by the distance from the middle: the border is at 0.75. */
  const ring = (points: Tensor) => {
    const rows = points.values() as number[][]
    return tensor(rows.map(([x, y]) => [Math.hypot(x, y) - 0.75, 0.75 - Math.hypot(x, y)].map(score => 20 * score)))
  }

  test('tints the region of each class, and tells how many it has right', () => {
    const chart = scatter(data, { model: ring })
    expect(chart.alternative).toContain('The model tells 100% of them right.')
    expect(chart.caption).toContain('Tinted')
    expect(chart.svg.length).toBeGreaterThan(scatter(data).svg.length + 1000)
  })

  test('asks a model as in evaluate, and leaves it in training', () => {
    const model = mlp({ layers: [2, 64, 2], dropout: 0.5, seed: 1 })
    const [first, second] = [1, 2].map(() => scatter(data, { model }).svg)
    expect(second).toBe(first)
    expect(model.training).toBe(true)
    expect(scatter(data, { model: model.evaluate() }).svg).toBe(first)
    expect(model.training).toBe(false)
  })

  test('counts what it has wrong, a tie too', () => {
    const other = (points: Tensor) => ring(points).neg()
    const undecided = (points: Tensor) => ring(points).mul(0)
    expect(scatter(data, { model: other }).alternative).toContain('tells 0% of them right')
    expect(scatter(data, { model: undecided }).alternative).toContain('tells 0% of them right')
  })

  test.each([
    [() => scatter(penguins()), 'scatter: penguins has samples of [3]; it takes two features and classes'],
    [() => scatter(data, { model: 3 as never }), 'scatter: model is 3; it must be a model or a function of points'],
    [
      () => scatter(data, { model: points => points.sum(1) }),
      'scatter: the model made [9216] of [9216, 2]; it must be [9216, 2]',
    ],
    [() => scatter(data, { model: points => ring(points).mul(Number.NaN) }), 'scatter: the model made NaN of a point'],
    [() => scatter(data, { models: ring } as never), "scatter has no option 'models'; did you mean 'model'?"],
    [() => imageWall(moons()), 'imageWall: the samples of moons are no images with classes'],
    [() => imageWall(digits(), { predictions: [1, 2] }), 'imageWall: there are 2 predictions and 1797 samples'],
    [
      () => imageWall(digits(), { predictions: new Array(1797).fill(10) }),
      'imageWall: prediction 0 is 10; with 10 classes',
    ],
    [() => imageWall(digits(), { mistakes: true }), 'imageWall: mistakes takes predictions'],
    [() => imageWall(digits(), { count: 0 }), 'imageWall: count is 0'],
  ])('refuses %s', (call, message) => {
    expect(call).toThrow(message)
  })
})
