import { expect, test } from 'vitest'
import { referencesPage } from '../../src/setup/course/references-page.mjs'

const chapter = (...reading: string[]) =>
  ({ number: '10', file: '10-beyond.ipynb', reading }) as unknown as Parameters<typeof referencesPage>[0][number]

test('a source without its title is the work of its first author in that year, and not of a second author', () => {
  const page = referencesPage(
    [chapter('J. Nocedal, S. Wright, *Numerical Optimization*, 2006. With proofs.')],
    [
      { authors: 'Dembo & Steihaug', year: 1983, title: '', of: ['Newton-CG'] },
      { authors: 'Steihaug', year: 1983, title: '', of: ['trust region'] },
      { authors: 'Nocedal & Wright', year: 2006, title: '', of: ['BFGS'] },
    ],
  )
  expect(page).toContain('3 papers and books')
  expect(page).toContain('- **1983** Dembo & Steihaug, 1983. Source of Newton-CG.\n')
  expect(page).toContain('- **1983** Steihaug, 1983. Source of trust region.\n')
  expect(page).toContain('2006. With proofs. In [10](10-beyond.ipynb). Source of BFGS.')
})
