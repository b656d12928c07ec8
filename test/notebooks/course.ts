import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder the course is in. */
export const folder = fileURLToPath(new URL('../../notebooks/', import.meta.url))

/** The sections of the documents that each chapter is the main place of. A new chapter is added here, then it is held to everything below. */
export const sections: Readonly<Record<string, readonly string[]>> = {
  '00-start-here.ipynb': ['A1', 'A7', 'C1', 'D1', 'D2'],
  '01-landscapes.ipynb': ['A2', 'A17', 'C2'],
  '02-gradient-descent.ipynb': ['A3', 'A4', 'A8', 'A10', 'B1', 'C3', 'D3', 'D4'],
  '03-batches-and-noise.ipynb': ['A6', 'A9'],
  '04-momentum.ipynb': ['A11', 'A16', 'C4', 'D5'],
  '05-adaptive-rates.ipynb': ['A12', 'C5', 'D6', 'E2'],
  '06-adam.ipynb': ['A15', 'C6', 'D7', 'D8', 'E1', 'E3'],
  '07-training-networks.ipynb': ['A5', 'B4', 'C7'],
  '08-schedules.ipynb': ['A19', 'A20', 'A21', 'A22', 'A24', 'B3', 'E4'],
  '09-stability-and-generalization.ipynb': ['A18', 'A25', 'D9', 'D10', 'E5'],
  '10-beyond-first-order.ipynb': ['C8'],
  '11-choosing-and-tuning.ipynb': ['A13', 'A14', 'A23', 'A26', 'A27', 'B2', 'D11'],
  '12-in-practice.ipynb': ['C9', 'E6'],
  '13-the-challenge.ipynb': ['C10', 'D12'],
  '14-study-notes.ipynb': ['B5', 'E7', 'E8'],
}

/** A cell's output, as nbformat has it; only what the tests look at. */
export interface Output {
  readonly output_type: 'stream' | 'execute_result' | 'display_data' | 'error'
  readonly name?: string
  readonly text?: readonly string[]
  readonly data?: Readonly<Record<string, readonly string[] | string>>
}

export interface Cell {
  readonly id: string
  readonly cell_type: 'markdown' | 'code'
  readonly metadata: { readonly tags?: readonly string[] }
  source: string | readonly string[]
  readonly outputs?: readonly Output[]
  readonly execution_count?: number | null
}

export interface Notebook {
  readonly cells: Cell[]
  readonly metadata: { readonly kernelspec: { readonly name: string } }
}

/** The chapters there are, by file name. */
export const chapters = readdirSync(folder)
  .filter(name => name.endsWith('.ipynb'))
  .sort()

export const read = (path: string): Notebook => JSON.parse(readFileSync(path, 'utf8'))

/** A cell's text. */
export const text = ({ source }: Cell): string => (typeof source === 'string' ? source : source.join(''))

/** What a cell printed, as one text. */
export const printed = ({ outputs = [] }: Cell): string => outputs.flatMap(output => output.text ?? []).join('')

/** Whether a cell shows a picture. */
export const draws = ({ outputs = [] }: Cell): boolean =>
  outputs.some(({ data = {} }) => [data['text/html'] ?? ''].flat().join('').includes('<svg') || 'image/svg+xml' in data)

/** The cell with a tag, which must be there. */
export function tagged({ cells }: Notebook, tag: string): Cell {
  const cell = cells.find(({ metadata }) => metadata.tags?.includes(tag))
  if (cell === undefined) throw new Error(`no cell has the tag ${tag}`)
  return cell
}

/** The tags of a notebook that begin with `kind`, in order: 'doc:' gives A1, A7... */
export function tags({ cells }: Notebook, kind: string): string[] {
  return cells
    .flatMap(({ metadata }) => metadata.tags ?? [])
    .filter(tag => tag.startsWith(kind))
    .map(tag => tag.slice(kind.length))
}
