import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../src/setup/places.mjs'

const view = 'application/vnd.jupyter.widget-view+json'
const model = { model_id: '7-x', version_major: 2, version_minor: 0 }
const shown = (data: object, metadata: object = {}) => ({
  output_type: 'display_data',
  data,
  metadata,
})
const notebook = (...outputs: object[]) => ({
  cells: [{ cell_type: 'code', id: 'a', metadata: {}, source: '1', execution_count: 1, outputs }],
  metadata: { widgets: { [view]: {} } },
  nbformat: 4,
  nbformat_minor: 5,
})

/** What a piece of Python makes of a notebook, with the modules of the set-up at hand. */
function made(code: string, of: object): { cells: { outputs: object[] }[]; metadata: object } {
  const program = `import json, sys\nsys.path.insert(0, ${JSON.stringify(join(root, 'src', 'setup'))})\nsys.dont_write_bytecode = True\nimport nbformat\nnotebook = nbformat.from_dict(json.load(sys.stdin))\n${code}\nprint(json.dumps(notebook))`
  return JSON.parse(
    execFileSync(String(process.env.FALL_LINE_PYTHON), ['-c', program], {
      input: JSON.stringify(of),
      encoding: 'utf8',
    }),
  )
}

test('a file carries the picture of a widget, and its name where nobody draws it', () => {
  const { cells } = made(
    'import stills\nfor output in stills.outputs(notebook): stills.still(output)',
    notebook(
      shown({ [view]: model, 'text/html': '<p>', 'text/plain': 'p' }, { more: 1 }),
      shown({ [view]: model, 'text/plain': 'no picture' }),
      { output_type: 'stream', name: 'stdout', text: 'x' },
      shown({ 'text/html': '<p>' }),
    ),
  )
  expect(cells[0].outputs).toEqual([
    shown({ 'text/html': '<p>', 'text/plain': 'p' }, { more: 1, 'fall-line-widget': model }),
    // A widget without a picture beside it stays: nothing else would be seen.
    shown({ [view]: model, 'text/plain': 'no picture' }),
    { output_type: 'stream', name: 'stdout', text: 'x' },
    shown({ 'text/html': '<p>' }),
  ])
})

test('a committed notebook has neither', () => {
  const { cells, metadata } = made(
    'import notebooks\nnotebook = notebooks.normalize(notebook)',
    notebook(
      shown({ [view]: model, 'text/html': '<p>' }),
      shown({ 'text/html': '<p>' }, { 'fall-line-widget': model, isolated: true }),
    ),
  )
  expect(cells[0].outputs).toEqual([shown({ 'text/html': '<p>' }), shown({ 'text/html': '<p>' }, { isolated: true })])
  expect(metadata).not.toHaveProperty('widgets')
})
