import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { optimizerColour } from '../../src/charts/optimizer-colours.ts'
import { changes, fragments, markup } from '../../src/explore/fragments.ts'
import * as library from '../../src/index.ts'
import { inside, page, patch, spelt, written } from './document.ts'

const { adam, contours, curves, gradientDescent, graph, minimize, parabola, rosenbrock, table } = library

/** Markup of charts, tables and words, of every depth; the same piece often twice. */
const attributes = fc.constantFrom('', ' class="a"', ' class="b" title="x > y"', " style='margin:0'")
const layer = fc.nat(3).map(n => `<g stroke="#${n}"><path d="M${n},0"></path><g><path d="M1,${n}"/></g></g>`)
const picture = fc
  .tuple(attributes, fc.array(layer, { maxLength: 6 }))
  .map(([given, layers]) => `<svg${given}>${layers.join('\n')}</svg>`)
const words = fc.oneof(
  fc.constantFrom('<br>', '<hr>', '<p>one</p>', '<p>two &lt; 3</p>', '<p></p>'),
  fc.nat(3).map(n => `<span title="<p>">text ${n} <b>and <span>more</span></b></span>`),
)
const trees = fc.letrec<{ tree: string; branch: string }>(tie => ({
  tree: fc.oneof({ maxDepth: 5, depthSize: 'medium' }, words, picture, tie('branch')),
  branch: fc
    .tuple(
      fc.constantFrom('div', 'figure', 'section'),
      attributes,
      fc.array(tie('tree'), { maxLength: 5 }),
      fc.constantFrom('', '\n'),
    )
    .map(([tag, given, inner, space]) => `<${tag}${given}>${inner.join(space)}</${tag}>`),
}))
const pieces = fc.array(trees.tree, { maxLength: 4 }).map(all => all.join('\n'))

describe('of any two pictures', () => {
  test('the changes make the second of the first, in a page', () => {
    fc.assert(
      fc.property(pieces, pieces, (before, after) => {
        const [from, to] = [fragments(before), fragments(after)]
        const root = page(markup(from))
        expect(patch(root, changes(from, to)!)).toBe(true)
        expect(inside(root)).toEqual(written(markup(to)))
      }),
      { numRuns: 500 },
    )
  })

  test('what the page has put into a picture itself stays, behind the layers', () => {
    const layers = fc.array(layer, { maxLength: 6 }).map(all => all.join(''))
    fc.assert(
      fc.property(layers, layers, (before, after) => {
        const handle = '<g data-own="handle"></g>'
        const whole = (inner: string) => `<figure><svg>${inner}</svg></figure>`
        const root = page(whole(before + handle))
        expect(patch(root, changes(fragments(whole(before)), fragments(whole(after)))!)).toBe(true)
        const [[, [[, layersNow]]]] = inside(root) as [[string, [[string, unknown[]]]]]
        const own = layersNow.findIndex(each => String(each).includes('data-own'))
        expect(own).toBeGreaterThanOrEqual(0)
        layersNow.splice(own, 1)
        expect(inside(root).length).toBe(1)
        expect([['figure', [['svg', layersNow]]]]).toEqual(written(whole(after)))
      }),
    )
  })

  test('nothing but space between elements is lost', () => {
    fc.assert(
      fc.property(pieces, html => {
        const close = (text: string) => text.replace(/>\s+</g, '><')
        expect(close(markup(fragments(html)))).toBe(close(html))
      }),
    )
  })

  test('there are none between equal ones', () => {
    fc.assert(
      fc.property(pieces, html => {
        expect(changes(fragments(html), fragments(html))).toEqual([])
      }),
    )
  })
})

describe('what is no tree', () => {
  test.each([
    ['words', 'so it is'],
    ['words between elements', '<div><p>1</p>so<p>2</p></div>'],
    ['an element that is not closed', '<div><p>1</p>'],
    ['elements that overlap', '<div><figure></div></figure>'],
    ['a comment', '<div><!-- <p> --></div>'],
    ['an end without a beginning', '</div><p>1</p>'],
  ])('%s: stays as it is', (_, html) => {
    expect(markup(fragments(html))).toBe(html)
  })

  test('attributes may have tags in them', () => {
    const html = '<div title="a <b> c"><p>1</p></div>'
    expect(fragments(html)).toMatchObject({ children: [{ open: '<div title="a <b> c">', children: ['<p>1</p>'] }] })
  })
})

describe('of charts', () => {
  const map = (start: readonly number[]) =>
    contours(rosenbrock, { Adam: minimize(rosenbrock, adam({ learningRate: 0.05 }), { start, steps: 100 }) }).html

  test('a drag on a map sends the layers of the run, and not the contours', () => {
    const [before, after] = [map([-1.2, 1]), map([-1.1, 1.1])]
    const found = changes(fragments(before), fragments(after))!
    const layers = found.map(({ html = '' }) => html)
    // The tinted levels are the largest layer of all, and as they were.
    const contour = /<g clip-path=.*?<\/g><\/g>/s.exec(before)![0]
    expect(contour.length).toBeGreaterThan(5000)
    expect(after).toContain(contour)
    expect(layers.filter(html => html.includes('clip-path'))).toEqual([])
    expect(layers.join('').length).toBeLessThan(contour.length)
    expect(layers.join('')).toContain(optimizerColour('Adam'))
    // Frame, axes and the known minimum are as they were, too.
    for (const html of layers) expect(html).not.toMatch(/x →|↑ y|<clipPath/)
    const root = page(markup(fragments(before)))
    expect(patch(root, found)).toBe(true)
    expect(inside(root)).toEqual(written(after))
  })

  test.each([
    [
      'curves',
      (learningRate: number) => curves(minimize(rosenbrock, adam({ learningRate }), { steps: 50 })).html,
      [0.05, 0.06],
    ],
    [
      'a graph',
      (learningRate: number) =>
        graph(parabola, minimize(parabola, gradientDescent({ learningRate }), { start: [5], steps: 5 })).html,
      [0.1, 0.9],
    ],
    ['a table', (rate: number) => table([{ rate, steps: 5 }]).html, [0.1, 0.9]],
  ] as const)('%s: patched to what it would have been', (_, draw, [a, b]) => {
    const [before, after] = [fragments(spelt(draw(a))), fragments(spelt(draw(b)))]
    const root = page(markup(before))
    const found = changes(before, after)!
    expect(patch(root, found)).toBe(true)
    expect(inside(root)).toEqual(written(markup(after)))
    expect(JSON.stringify(found).length).toBeLessThan(markup(after).length)
  })

  test('a picture that is not the one that the changes were meant for is told apart', () => {
    const found = changes(fragments(map([-1.2, 1])), fragments(map([-1.1, 1.1])))!
    expect(patch(page('<figure><svg></svg></figure>'), found)).toBe(false)
  })
})
