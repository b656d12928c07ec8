import { expect, test } from 'vitest'
import { adam, gradientDescent, momentum } from '../../src/optimizers/index.ts'
import { pipe } from '../../src/optimizers/pipe.ts'
import { accumulate, clipByNorm } from '../../src/optimizers/wrappers/index.ts'

test('two wrappers of one kind are told apart without a # which LaTeX takes for a command', () => {
  const { tex } = pipe(clipByNorm(1), clipByNorm(0.5), adam())
  expect(tex).toContain('\\text{clip by norm 2}')
  expect(tex).not.toContain('#')
})

test('a rule that counts its own steps says so where its count is seen', () => {
  const note = 't \\text{ counts these steps}'
  expect(pipe(accumulate(4), adam()).tex).toContain(note)
  expect(pipe(accumulate(4), momentum({ learningRate: t => 1 / (1 + t) })).tex).toContain(note)
  expect(pipe(accumulate(4), gradientDescent()).tex).not.toContain(note)
})
