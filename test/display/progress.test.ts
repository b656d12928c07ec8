import { expect, test } from 'vitest'
import { progress } from '../../src/display/progress.ts'

test('a bar without its label, or of nothing, is refused before it is drawn', () => {
  expect(() => progress(200 as never, undefined as never)).toThrow(
    "progress: the label is 200; it must be a text, as progress('Sweep', 200)",
  )
  for (const [total, told] of [
    [0, '0'],
    [Number.NaN, 'NaN'],
    ['10', "'10'"],
  ] as const) {
    expect(() => progress('Sweep', total as number)).toThrow(
      `progress: total is ${told}; it must be a finite number above 0`,
    )
  }
})
