import { expect, it } from 'vitest'
import { rangeOf } from '../../src/display/definition.ts'
import { documentParameters } from '../../src/setup/document.mjs'

const declared = (body: string) => `export declare const rule: Optimizer<{
    readonly beta: {
        readonly symbol: "beta";
        readonly about: "Share that is \\"kept\\".";
${body}    };
}>;
`

it('writes what a parameter is above its declaration', () => {
  const text = documentParameters(
    declared('        readonly default: 0.9;\n        readonly min: 0;\n        readonly below: 1;\n'),
  )
  expect(text).toContain('    /** Share that is "kept". Default 0.9, from 0 to below 1. */\n    readonly beta: {')
})

it('says a range as the library says it', () => {
  const ranges = [{ min: 0 }, { max: 2 }, { below: 1 }, { min: 0, max: 1 }, { min: 0, below: 1 }]
  for (const range of ranges) {
    const body = Object.entries(range).map(([limit, value]) => `        readonly ${limit}: ${value};\n`)
    const said = rangeOf(range)
    expect(documentParameters(declared(body.join('')))).toContain(
      `"kept". ${said[0].toUpperCase()}${said.slice(1)}. */`,
    )
  }
})

it('writes what is known and nothing else', () => {
  expect(documentParameters(declared(''))).toContain('    /** Share that is "kept". */\n')
  expect(documentParameters(declared('        readonly min: 1;\n'))).toContain('"kept". 1 or more. */')
  const other = 'export interface A {\n    readonly b: {\n        readonly c: 1;\n    };\n}\n'
  expect(documentParameters(other)).toBe(other)
})
