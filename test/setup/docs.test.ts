import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as library from '../../src/index.ts'
import { page } from '../../src/setup/docs.mjs'

test('docs/optimizers.md says what the definitions say: npm run docs writes it', () => {
  const committed = readFileSync(new URL('../../docs/optimizers.md', import.meta.url), 'utf8')
  expect(page(library as unknown as Parameters<typeof page>[0])).toBe(committed)
})
