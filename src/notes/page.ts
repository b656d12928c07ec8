import { escapeHtml } from '../display/table.ts'
import type { Note } from './noted.ts'
import type { Contents } from './study-notes.ts'

/** On a screen two columns where there is room; on paper black on white, and no rule across two pages. */
const style = `
  :root { color-scheme: light dark }
  body { margin: 2em auto; max-width: 76em; padding: 0 1.5em; font: 15px/1.4 system-ui, sans-serif }
  h1 { margin: 0 0 .2em } h2 { margin: 1.4em 0 .4em; border-bottom: 1px solid; break-after: avoid }
  .notes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(30em, 100%), 1fr)); column-gap: 2em }
  section.note { break-inside: avoid; padding: .4em 0 .6em; border-bottom: 1px solid #8886 }
  h3 { margin: 0; font-size: 1em } h3 code { font-weight: normal; opacity: .75 }
  .note math { font-size: .95em } .formula { overflow-x: auto; margin: .25em 0 .25em 1em }
  .tml-right { text-align: right } .tml-left { text-align: left } math.tml-display { display: inline math }
  math { font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', math } mtd { padding-block: .25ex }
  .tml-sml-pad { padding-left: .05em } .tml-med-pad { padding-left: .1em } .tml-lrg-pad { padding-left: .15em }
  p { margin: .15em 0 } .source { opacity: .75; font-size: .88em }
  dl { columns: 2 30em; column-gap: 2em; margin: 0 } dl div { break-inside: avoid; margin-bottom: .35em }
  dt { font-weight: 600; display: inline } dd { display: inline; margin: 0 } ol { padding-left: 2.2em } li { break-inside: avoid }
  @page { margin: 14mm 12mm }
  @media print {
    :root { color-scheme: light } body { margin: 0; padding: 0; max-width: none; font-size: 8.5pt; color: #000; background: #fff }
    .notes { display: block } .notes, dl { columns: 2; column-gap: 6mm } .screen { display: none } .formula { overflow: visible }
    .wide math { font-size: .74em } h3 code, .source { opacity: 1 } section.note { border-color: #999 }
  }`

/** The notes as a page of HTML that needs nothing besides: no script, no font, no picture. */
export async function pageOf(contents: Contents): Promise<string> {
  // Half a megabyte that only formulas need.
  const { default: temml } = await import('temml')
  const math = (tex: string, displayMode: boolean): string =>
    temml.renderToString(tex, { displayMode, throwOnError: false })
  const { title, optimizers, wrappers, schedules, glossary, references } = contents
  const part = (name: string, notes: readonly Note[]): string[] =>
    notes.length === 0
      ? []
      : [`<h2>${name}</h2>`, '<div class="notes">', ...notes.map(note => noteInHtml(note, math)), '</div>']
  const terms = glossary.map(
    ({ term, meaning, chapter }) =>
      `<div><dt>${escapeHtml(term)}.</dt> <dd>${escapeHtml(meaning)} <span class="source">(chapter ${chapter.slice(0, 2)})</span></dd></div>`,
  )
  const works = references.map(
    ({ authors, year, title, of }) =>
      `<li>${escapeHtml(authors)} <b>${year}</b>${title === '' ? '' : `, <i>${escapeHtml(title)}</i>`} <span class="source">(${escapeHtml(of.join(', '))})</span></li>`,
  )
  return `${[
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<style>${style}</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${math('\\theta', false)} are the parameters, ${math('g', false)} is the gradient, ${math('\\eta', false)} the learning rate, ${math('t', false)} the step.</p>`,
    '<p class="screen">To print this page: Ctrl+P, on a Mac ⌘P.</p>',
    ...part('Rules', optimizers),
    ...part('Wrappers', wrappers),
    ...part('Schedules', schedules),
    ...(terms.length === 0 ? [] : ['<h2>Glossary</h2>', '<dl>', ...terms, '</dl>']),
    ...(works.length === 0 ? [] : ['<h2>References</h2>', '<ol>', ...works, '</ol>']),
    '</body></html>',
  ].join('\n')}\n`
}

function noteInHtml(
  { name, title, tex, defaults, when, whenNot, source }: Note,
  math: (tex: string, displayMode: boolean) => string,
): string {
  const given = defaults
    .map(each => `${math(each.symbol, false)} <code>${each.name}</code> ${escapeHtml(each.value ?? 'to be given')}`)
    .join(', ')
  return [
    `<section class="note"><h3>${escapeHtml(title)} <code>${name}</code></h3>`,
    ...(tex === undefined ? [] : [`<div class="formula${wide(tex) ? ' wide' : ''}">${math(tex, true)}</div>`]),
    ...(given === '' ? [] : [`<p>${given}</p>`]),
    ...(when === '' ? [] : [`<p><b>When:</b> ${escapeHtml(when)}</p>`]),
    ...(whenNot === '' ? [] : [`<p><b>When not:</b> ${escapeHtml(whenNot)}</p>`]),
    `<p class="source">${escapeHtml(source)}</p></section>`,
  ].join('\n')
}

/** Whether the formula is wider than a column of a printed page. */
function wide(tex: string): boolean {
  // What stands in braces over several lines is as wide as its longest line.
  const flat = tex.replace(/\\begin\{cases\}(.*?)\\end\{cases\}/gs, (_, inside: string) =>
    longest(rowsOf(inside)).join(''),
  )
  const rows = rowsOf(flat.replace(/\\(?:begin|end)\{\w+\}/g, ''))
  const columns = Array.from({ length: Math.max(...rows.map(row => row.length)) }, (_, i) =>
    Math.max(...rows.map(row => signs(row[i] ?? ''))),
  )
  return columns.reduce((sum, width) => sum + width, 0) > 47
}

const rowsOf = (tex: string): string[][] => tex.split('\\\\').map(row => row.split('&'))

const longest = (rows: string[][]): string[] => rows.reduce((a, b) => (signs(b.join('')) > signs(a.join('')) ? b : a))

/** About how many signs there are to see: of a fraction the longer side. */
const signs = (tex: string): number =>
  tex
    .replace(/\\(?:left|right|quad|text|[,;!])/g, '')
    .replace(/\\frac\{([^{}]*)\}\{([^{}]*)\}/g, (_, over: string, under: string) =>
      signs(over) > signs(under) ? over : under,
    )
    .replace(/\\[a-zA-Z]+/g, 'x')
    .replace(/[{}_^\s&]/g, '').length
