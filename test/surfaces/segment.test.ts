import { expect, test } from 'vitest'
import { type Segment, segmentsOf } from '../../src/surfaces/segment.ts'

test.each<[string, unknown, string]>([
  ['a name', 'W', "Muon: the segments are 'W'; they must be a list, as [{ name: 'weights', offset: 0, shape: [6] }]"],
  ['null', null, 'Muon: the segments are null'],
  ['a list of null', [null], 'Muon: a segment is null; it must have a name, an offset and a shape, a list'],
  ['no shape', [{ name: 'W', offset: 0 }], 'Muon: a segment is an object with name, offset; it must have'],
  ['a number for a shape', [{ name: 'W', offset: 0, shape: 6 }], 'it must have a name, an offset and a shape, a list'],
  ['an empty shape', [{ name: 'W', offset: 0, shape: [] }], "the segment 'W' has the shape []"],
  ['a gap', [{ name: 'W', offset: 1, shape: [5] }], "the segment 'W' begins at 1; it must begin at 0"],
  ['too few', [{ name: 'W', offset: 0, shape: [5] }], 'the segments cover 5 parameters, and there are 6'],
])('segments are refused in words: %s', (_, given, words) => {
  expect(() => segmentsOf('Muon', 6, given as Segment[])).toThrow(words)
})
