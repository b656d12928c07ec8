import { readDataFile } from './data-file.ts'
import { type Dataset, shown } from './dataset.ts'

const features = ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm']

/**
 * The body mass in g of 342 penguins, from the length and depth of the bill and the length of the flipper in mm: regression
 * with units, and inputs of unlike size that ask for standardization. Two of the 344 birds of the table were not measured and
 * are left out.
 *
 * Source: Gorman, Williams & Fraser 2014, PLoS ONE 9(3): e90081; Palmer Station LTER, CC0.
 * @example const { train, test } = standardize(split(penguins(), { test: 0.25, seed: 1 }))
 */
export function penguins(): Dataset {
  const { lines, about, source, licence } = readDataFile('penguins')
  const heading = lines[0].split(',')
  const columns = [...features, 'body_mass_g'].map(name => heading.indexOf(name))
  const rows = lines
    .slice(1)
    .map(line => line.split(','))
    .map(cells => columns.map(column => cells[column]))
    .filter(cells => !cells.includes('NA'))
    .map(cells => cells.map(Number))
  return shown({
    name: 'penguins',
    about,
    inputs: { data: Float64Array.from(rows.flatMap(row => row.slice(0, 3))), shape: [rows.length, 3] },
    targets: Float64Array.from(rows, row => row[3]),
    featureNames: ['bill length', 'bill depth', 'flipper length'],
    units: ['mm', 'mm', 'mm'],
    target: { name: 'body mass', unit: 'g' },
    source,
    licence,
  })
}
