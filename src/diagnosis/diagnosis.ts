import type { Chart } from '../charts/chart.ts'
import { type Displayable, jupyterDisplay, type MimeBundle, nodeDisplay } from '../display/display.ts'
import { escapeHtml, type Table, tableHtml } from '../display/table.ts'
import type { Finding, Found } from './finding.ts'

/** What `diagnose` found. Shows itself as a table, with the curve that shows the first finding. */
export interface Diagnosis extends Displayable {
  /** The causes first; empty for a healthy run. */
  readonly findings: readonly Finding[]
  /** In a sentence: what was found, or why nothing was. */
  readonly because: string
  /** The picture that shows the first finding that has one. */
  readonly chart: Chart | undefined
}

/** A Diagnosis of findings. */
export function diagnosis(subject: string, found: readonly Found[], ended: string): Diagnosis {
  const findings = found.map(({ name, evidence, numbers, advice }): Finding => ({ name, evidence, numbers, advice }))
  const names = findings.map(({ name }) => name)
  const because =
    names.length === 0 ? `${subject}: nothing was found. It ${ended}.` : `${subject}: ${names.join(', ')}. It ${ended}.`
  let drawn: Chart | undefined
  const made: Diagnosis = {
    findings,
    because,
    get chart() {
      drawn ??= found.find(one => one.chart !== undefined)?.chart?.()
      return drawn
    },
    [jupyterDisplay]: () => shown(made),
  }
  return Object.defineProperty(made, nodeDisplay, { value: () => textOf(made) })
}

function shown(made: Diagnosis): MimeBundle {
  const { findings, because, chart } = made
  const text = textOf(made)
  if (findings.length === 0) return { 'text/html': `<div>${escapeHtml(because)}</div>`, 'text/plain': text }
  const table: Table = {
    caption: because,
    columns: [{ title: 'found' }, { title: 'what shows it' }, { title: 'what to try' }],
    rows: findings.map(({ name, evidence, advice }) => [name, evidence, advice]),
  }
  return { 'text/html': [tableHtml(table), ...(chart ? [chart.html] : [])].join('\n'), 'text/plain': text }
}

/** Sentences are too long for a table of text. */
const textOf = ({ findings, because }: Diagnosis): string =>
  [because, ...findings.map(({ name, evidence, advice }) => `\n${name}\n  ${evidence}\n  ${advice}`)].join('\n')
