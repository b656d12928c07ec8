import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { tableBundle, tableHtml, tableText } from '../../src/display/table.ts'

const table = {
  caption: 'Two rules & <one> "surface"',
  columns: [{ title: 'rule' }, { title: 'steps', numbers: true }],
  rows: [
    ['a <b>', '10'],
    ['momentum', '1,000'],
  ],
  strong: 1,
}

describe('tableText', () => {
  it('aligns words left and numbers right', () => {
    expect(tableText(table).split('\n')).toEqual([
      'Two rules & <one> "surface"',
      '',
      'rule      steps',
      '--------  -----',
      'a <b>        10',
      'momentum  1,000',
    ])
  })
})

describe('tableHtml', () => {
  it('keeps text as text', () => {
    const { document } = parseHTML(`<html><body>${tableHtml(table)}</body></html>`)
    const cells = [...document.querySelectorAll('tbody tr')].map(row => [...row.children].map(cell => cell.textContent))
    expect(cells).toEqual(table.rows)
    expect(document.querySelector('caption')?.textContent).toBe(table.caption)
    expect(document.querySelector('tbody b')?.textContent).toBe('momentum')
  })

  it('sets no colour, so that it fits a light and a dark page', () => {
    expect(tableHtml(table)).not.toMatch(/color(?!:inherit)|background/)
  })

  it('comes in both forms', () => {
    expect(Object.keys(tableBundle(table))).toEqual(['text/html', 'text/plain'])
  })
})
