import { expect, test } from 'vitest'
import { table } from '../../src/charts/table.ts'
import * as surfaces from '../../src/surfaces/index.ts'

test('the catalogue of surfaces as a table', () => {
  const { text, html } = table(surfaces)
  for (const [name, { teaches }] of Object.entries(surfaces)) {
    expect(text).toContain(name)
    expect(text).toContain(teaches)
  }
  expect(text).toMatch(/rosenbrock\s+2\s+a 1, b 100\s+0 /)
  expect(text).toMatch(/monkeySaddle\s+2\s{4,}/)
  expect(html).toContain('lowest known value')
  expect(() => table({ bowl: 5 } as never)).toThrow('it must be a run')
})
